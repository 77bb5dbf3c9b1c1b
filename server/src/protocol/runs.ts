// Query runs. Rows stay in the server; the client asks for the windows that it shows.
import { notification, request } from './message.ts';
import type { OrgKey } from './orgs.ts';

export type RunId = string;

/** A value of a cell as Salesforce sent it; undefined where the row has no such column. */
export type Cell = string | number | boolean | null | undefined | { readonly totalSize: number };

export interface RunColumn {
  /** The path in the query: `Account.Owner.Name`, an alias, `expr0`, or a child relationship's name. */
  readonly path: string;
  /** Alignment and formatting, by the values seen. */
  readonly kind: 'text' | 'number' | 'boolean' | 'children';
}

export interface RunProgress {
  readonly run: RunId;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  /** Rows in the store. */
  readonly rows: number;
  /** Rows that the query has in all, as the org says. */
  readonly totalSize: number;
  readonly pages: number;
  readonly calls: number;
  readonly elapsedMs: number;
  /** Present from the first page on. */
  readonly columns?: readonly RunColumn[];
  /** Why it failed, in words, with the stable code. Rows that came before are kept. */
  readonly error?: { readonly code: string; readonly message: string; readonly nextStep?: string };
}

/** What stands for a bind variable: of which type, and whether it takes several values. */
export interface RunBind {
  /** As written behind the colon. */
  readonly name: string;
  /** What fits, in words: `a number without quotes`. Absent where the type is not known. */
  readonly fits?: string;
  /** Values apart by commas. */
  readonly list: boolean;
}

/** The bind variables of a statement, each name once, so that they can be asked for before it starts. */
export const listBinds = request<
  { readonly org: OrgKey; readonly uri: string; readonly offset: number },
  { readonly binds: readonly RunBind[] }
>('runs/binds');
/**
 * Start the statement at `offset` of an open document. Answers at once; the rest comes as progress.
 * `uri` names the document, whose text the server has. `binds`: what the user wrote, by name.
 */
export const startRun = request<
  {
    readonly org: OrgKey;
    readonly uri: string;
    readonly offset: number;
    readonly binds?: Readonly<Record<string, string>>;
  },
  { readonly run: RunId; readonly statement: string; readonly api: 'rest'; readonly why: string }
>('runs/start');
export const cancelRun = request<{ readonly run: RunId }, null>('runs/cancel');
/** Frees the rows. */
export const closeRun = request<{ readonly run: RunId }, null>('runs/close');
/** Rows `start` to `end` (half-open) in the current order, one array of cells per row in the order of `columns`. */
export const rowWindow = request<
  { readonly run: RunId; readonly start: number; readonly end: number },
  { readonly rows: readonly (readonly Cell[])[]; readonly ids: readonly (string | null)[] }
>('runs/window');
/** Sorts the whole result, not what is shown. No column: back to the order of the org. */
export const sortRun = request<{ readonly run: RunId; readonly column?: string; readonly descending?: boolean }, null>(
  'runs/sort',
);
export type ExportFormat = 'csv' | 'json' | 'ndjson';

/**
 * Writes the rows of a run to a file, in the order of the query; answered when the file is complete. Cancelling the
 * request removes what was written. `file` is an absolute path on the server's machine; `rest`: also fetch the rows that
 * a cancelled or failed run has left out. `guardFormulas`: in CSV, a `'` in front of text that looks like a formula.
 */
export const exportRun = request<
  {
    readonly run: RunId;
    readonly file: string;
    readonly format: ExportFormat;
    readonly guardFormulas: boolean;
    readonly rest: boolean;
  },
  { readonly rows: number }
>('runs/export');
/** Server to client, at most ten times a second while that file is written. */
export const exportProgress = notification<{
  readonly file: string;
  readonly rows: number;
  readonly totalSize: number;
}>('runs/exportProgress');
/** Server to client, at most ten times a second: counts, never rows. */
export const runProgress = notification<RunProgress>('runs/progress');
