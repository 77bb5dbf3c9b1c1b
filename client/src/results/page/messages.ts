// What the results panel and its page say to each other.
import type { Cell, RunProgress } from '../../../../server/src/protocol/runs.ts';

export type ToPage =
  | { readonly type: 'progress'; readonly progress: RunProgress }
  | { readonly type: 'rows'; readonly request: number; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: 'sorted'; readonly column?: string; readonly descending: boolean }
  | { readonly type: 'failed'; readonly request?: number; readonly message: string };

export type ToPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'window'; readonly request: number; readonly start: number; readonly end: number }
  | { readonly type: 'sort'; readonly column?: string; readonly descending: boolean }
  | { readonly type: 'copy'; readonly text: string; readonly rows: number }
  | { readonly type: 'export' }
  | { readonly type: 'cancel' }
  | { readonly type: 'nextStep'; readonly step: string };

/** The page's own words, translated by the panel, which has vscode.l10n. */
export interface Words {
  readonly oneRow: string;
  readonly rows: string;
  readonly rowsOf: string;
  readonly calls: string;
  readonly noRows: string;
  readonly running: string;
  readonly cancelled: string;
  readonly cancel: string;
  readonly exportRows: string;
  readonly childRows: string;
  readonly copied: string;
  readonly copyTooLarge: string;
  readonly sortWhenDone: string;
  readonly results: string;
  readonly nextSteps: Readonly<Record<string, string>>;
}
