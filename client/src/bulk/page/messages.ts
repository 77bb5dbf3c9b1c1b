// What the page of a mapping and its editor say to each other.
import type {
  LoadField,
  LoadMapping,
  LoadOperation,
  LoadReport,
  MappingProblem,
} from '../../../../server/src/protocol/bulk.ts';

/** A column of the file: its title, and some of its values to look at. */
export interface FileColumn {
  readonly title: string;
  readonly values: readonly string[];
}

export interface NamedObject {
  readonly name: string;
  readonly label: string;
}

export interface ShownReport {
  readonly report: LoadReport;
  /** Which API the load would use, and why. */
  readonly plan: string;
  /** Neither the mapping nor the file has changed since. */
  readonly current: boolean;
}

export type ToMappingPage =
  | { readonly type: 'file'; readonly name: string; readonly columns: readonly FileColumn[] }
  | { readonly type: 'org'; readonly name: string; readonly objects: readonly NamedObject[] }
  | { readonly type: 'fields'; readonly fields: readonly LoadField[] }
  | { readonly type: 'mapping'; readonly mapping: LoadMapping }
  | { readonly type: 'problems'; readonly problems: readonly MappingProblem[] }
  | ({ readonly type: 'report' } & ShownReport)
  /** In words; '' takes back what was said before. */
  | { readonly type: 'failed'; readonly message: string };

/** What the user does. Each edit becomes one of the document, to be undone there. */
export type FromMappingPage =
  | { readonly type: 'ready' }
  | { readonly type: 'object'; readonly object: string }
  | { readonly type: 'operation'; readonly operation: LoadOperation }
  | { readonly type: 'externalId'; readonly field: string }
  | { readonly type: 'assignmentRule'; readonly id: string }
  | { readonly type: 'emptyCells'; readonly meaning: 'ignore' | 'null' }
  | { readonly type: 'column'; readonly title: string; readonly field: string | null }
  /** The file has no such column any more. */
  | { readonly type: 'forgetColumn'; readonly title: string }
  | { readonly type: 'constant'; readonly field: string; readonly value: string | null }
  /** Proposes a field for each column that has none. */
  | { readonly type: 'propose' }
  /** Asks for the external ids of a parent: `Account`, or `Lead:Who`. */
  | { readonly type: 'parents'; readonly prefix: string }
  | { readonly type: 'check' }
  | { readonly type: 'load' }
  | { readonly type: 'openText' }
  | { readonly type: 'openLine'; readonly line: number }
  | { readonly type: 'openBadRows' };

export interface MappingWords {
  readonly mapping: string;
  readonly object: string;
  readonly operation: string;
  readonly operations: Readonly<Record<LoadOperation, string>>;
  readonly externalId: string;
  readonly choose: string;
  readonly assignmentRule: string;
  readonly emptyCells: string;
  readonly emptyIgnored: string;
  readonly emptyCleared: string;
  readonly check: string;
  readonly load: string;
  readonly propose: string;
  readonly openText: string;
  readonly filter: string;
  readonly unmappedOnly: string;
  readonly mapped: string;
  readonly column: string;
  readonly values: string;
  readonly field: string;
  readonly remarks: string;
  readonly fieldFor: string;
  readonly ignored: string;
  readonly ignore: string;
  readonly noTitle: string;
  readonly sameTitle: string;
  readonly goneColumn: string;
  readonly remove: string;
  readonly required: string;
  readonly upsertKey: string;
  readonly takenBy: string;
  readonly parentKeys: string;
  readonly noMatch: string;
  readonly moreMatches: string;
  readonly constants: string;
  readonly constantHint: string;
  readonly addConstant: string;
  readonly valueOf: string;
  readonly giveValue: string;
  readonly problems: string;
  readonly report: string;
  readonly allGood: string;
  readonly someBad: string;
  readonly fatal: string;
  readonly outdated: string;
  readonly rows: string;
  readonly lines: string;
  readonly line: string;
  readonly example: string;
  readonly fixBadRows: string;
  readonly openBadRows: string;
  readonly loadAnyway: string;
  readonly checkAgain: string;
}
