// What the results panel and its page say to each other.
import type {
  Cell,
  CellPlace,
  CopyFormat,
  RunId,
  RunProgress,
  RunSearch,
} from '../../../../server/src/protocol/runs.ts';
import type { FieldItem } from '../../../../server/src/protocol/schema.ts';
import type { EditCommandName, EditQuestions, EditWords } from './edit/messages.ts';
import type { KeptRecord, PendingChanges } from './edit/pendingEdits.ts';

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** What the page asks the panel, each with its answer. They are about the run that the page shows. */
export interface Questions extends EditQuestions {
  window: [
    { readonly start: number; readonly end: number },
    { readonly rows: readonly (readonly Cell[])[]; readonly ids: readonly (string | null)[] },
  ];
  records: [
    { readonly start: number; readonly end: number },
    { readonly records: readonly Readonly<Record<string, unknown>>[] },
  ];
  fields: [
    { readonly columns: readonly string[]; readonly object?: string },
    { readonly object?: string; readonly fields: Readonly<Record<string, FieldItem>> },
  ];
  /** A newer one cancels the older. */
  arrange: [{ readonly sort?: Sort; readonly filter?: RunSearch; readonly object?: string }, { readonly rows: number }];
  /** A newer one cancels the older. */
  find: [
    { readonly search: RunSearch; readonly from: CellPlace; readonly backwards: boolean },
    { readonly place?: CellPlace; readonly rows: number },
  ];
  /** Puts the rows on the clipboard. */
  copy: [
    {
      readonly format: CopyFormat;
      readonly start: number;
      readonly end: number;
      readonly columns: readonly string[];
      readonly titles: boolean;
      /** Values that are pending: by the id of the record and the path of the column. */
      readonly pending: Readonly<Record<string, Readonly<Record<string, string | number | boolean | null>>>>;
    },
    null,
  ];
  copyText: [{ readonly text: string }, null];
  /** The columns that the user wants to see; null where they leave it as it is. */
  chooseColumns: [
    { readonly columns: readonly { readonly path: string; readonly label: string; readonly shown: boolean }[] },
    { readonly shown: readonly string[] } | null,
  ];
}

export type Question = keyof Questions;
export type Asked<Q extends Question> = Questions[Q][0];
export type Answer<Q extends Question> = Questions[Q][1];

/** What is done with one column. */
export type ColumnCommandName = 'sortAscending' | 'sortDescending' | 'hideColumn' | 'pinColumn' | 'unpinColumn';

export interface ColumnCommand {
  readonly name: ColumnCommandName;
  /** The path of the column in whose header the menu was opened; without it that of the active cell is meant. */
  readonly header?: string;
}

/** What menus and keys of VS Code make the page do. */
export type PageCommand =
  | ColumnCommand
  | { readonly name: 'edit'; readonly act: EditCommandName }
  | { readonly name: 'copy'; readonly format: CopyFormat; readonly titles: boolean }
  | {
      readonly name:
        | 'find'
        | 'filter'
        | 'filterByValue'
        | 'inspect'
        | 'openRecord'
        | 'openInBrowser'
        | 'clearSort'
        | 'chooseColumns'
        | 'resetColumns';
    };

export type ToPage =
  /** To be kept over a reload of the window. */
  | { readonly type: 'remember'; readonly state: unknown }
  | { readonly type: 'progress'; readonly progress: RunProgress }
  | { readonly type: 'do'; readonly command: PageCommand }
  /** Changes that were pending before, and the org that they go to. */
  | { readonly type: 'restoreEdits'; readonly records: readonly KeptRecord[]; readonly org: string | undefined }
  | { readonly type: 'answer'; readonly request: number; readonly answer: unknown }
  | { readonly type: 'failed'; readonly request?: number; readonly message: string };

export type ToPanel =
  | { readonly type: 'ready' }
  | {
      readonly type: 'ask';
      readonly request: number;
      readonly run: RunId;
      readonly question: Question;
      readonly asked: unknown;
    }
  | { readonly type: 'openRecord'; readonly id: string; readonly browser: boolean }
  /** What has become different among the changes of a run that are not saved. */
  | ({ readonly type: 'edits'; readonly run: RunId } & PendingChanges)
  /** Whether somebody is typing in a cell. */
  | { readonly type: 'cell'; readonly open: boolean }
  /** Which object's rows are shown, of those that a search has found; undefined: all. */
  | { readonly type: 'object'; readonly name: string | undefined }
  | { readonly type: 'export' }
  | { readonly type: 'cancel' }
  | { readonly type: 'resume' }
  | { readonly type: 'nextStep'; readonly step: string };

/** The page's own words, translated by the panel, which has vscode.l10n. */
export interface Words {
  readonly oneRow: string;
  readonly rows: string;
  readonly rowsOf: string;
  readonly rowsMatch: string;
  readonly calls: string;
  readonly rate: string;
  readonly pages: string;
  readonly noRows: string;
  readonly noneFound: string;
  readonly noneMatch: string;
  readonly clearFilter: string;
  readonly running: string;
  readonly cancelled: string;
  readonly cancel: string;
  readonly exportRows: string;
  readonly paused: string;
  readonly fetchRest: string;
  readonly childRows: string;
  /** How many are selected. */
  readonly cells: string;
  readonly sum: string;
  readonly copied: string;
  readonly copyTooLarge: string;
  readonly sortWhenDone: string;
  readonly results: string;
  readonly objects: string;
  readonly allObjects: string;
  readonly filter: string;
  readonly find: string;
  readonly findNext: string;
  readonly findPrevious: string;
  readonly foundRows: string;
  readonly notFound: string;
  readonly noColumn: string;
  readonly details: string;
  readonly row: string;
  readonly copy: string;
  readonly close: string;
  readonly noChildRows: string;
  readonly openHint: string;
  readonly openRecord: string;
  readonly notARecord: string;
  readonly chart: {
    readonly table: string;
    readonly chart: string;
    readonly value: string;
    readonly shape: string;
    readonly bars: string;
    readonly line: string;
    readonly described: string;
    readonly leftOut: string;
    readonly firstRows: string;
  };
  readonly nextSteps: Readonly<Record<string, string>>;
  readonly edit: EditWords;
}
