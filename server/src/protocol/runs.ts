// Query runs. Rows stay in the server; the client asks for the windows that it shows.
import type { BulkJobStatus } from './bulk.ts';
import { notification, request } from './message.ts';
import type { OrgKey } from './orgs.ts';
import type { FieldItem } from './schema.ts';

export type RunId = string;

/**
 * A value of a cell as Salesforce sent it; undefined where the row has no such column. Child rows are only counted, and
 * of a text that is longer than 500 characters there is the beginning: `runRecords` has all of it.
 */
export type Cell =
  | string
  | number
  | boolean
  | null
  | undefined
  | { readonly totalSize: number }
  | { readonly text: string; readonly length: number };

export interface RunColumn {
  /** The path in the query: `Account.Owner.Name`, an alias, `expr0`, or a child relationship's name. */
  readonly path: string;
  /** Alignment and formatting, by the values seen. */
  readonly kind: 'text' | 'number' | 'boolean' | 'children';
  /** What stands in the query where the column has another name: `COUNT(Id)` of `expr0` or of an alias. */
  readonly expression?: string;
  /** In a query with GROUP BY: what its rows are grouped by, a part of a date or not, and what is computed of each group. */
  readonly role?: 'group' | 'timeGroup' | 'value';
}

/** The rows of one object in the result of a search: they stand together. */
export interface RunObject {
  readonly name: string;
  readonly rows: number;
  /** The paths of the columns that its rows have. */
  readonly columns: readonly string[];
}

export interface RunProgress {
  readonly run: RunId;
  /** `paused`: it has more rows than `askAbove`, and the first page of them is here. */
  readonly state: 'running' | 'paused' | 'done' | 'cancelled' | 'failed';
  /** Rows in the store. */
  readonly rows: number;
  /** Rows that the query has in all, as the org says. */
  readonly totalSize: number;
  readonly pages: number;
  readonly calls: number;
  readonly elapsedMs: number;
  /** Present from the first page on. */
  readonly columns?: readonly RunColumn[];
  /** Of a search whose rows are of several objects, in the order in which they come. */
  readonly objects?: readonly RunObject[];
  /** Why it failed, in words, with the stable code. Rows that came before are kept. */
  readonly error?: { readonly code: string; readonly message: string; readonly nextStep?: string };
}

export interface RunStatementItem {
  /** Where it starts in the document. */
  readonly offset: number;
  /** Its place among the statements of the file, from 0 on. */
  readonly index: number;
  /** The object of FROM; `FIND` for a search. */
  readonly name: string;
  /** As it is written, behind the comment that chooses its API where there is one. */
  readonly text: string;
}
/** The statements that a stretch of an open document (`start` to `end`) touches; with both the same, the one there. */
export const listStatements = request<
  { readonly uri: string; readonly start: number; readonly end: number },
  { readonly statements: readonly RunStatementItem[] }
>('runs/statements');
/** What stands for a bind variable: of which type, and whether it takes several values. */
export interface RunBind {
  /** As written behind the colon. */
  readonly name: string;
  /** What fits, in words: `a number without quotes`. Absent where the type is not known. */
  readonly fits?: string;
  /** Values apart by commas. */
  readonly list: boolean;
}

/** The bind variables of a statement, each name once, so that they can be asked for before it starts. Answered in two seconds. */
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
    /** Pause after the first page where there are more rows, until `resumeRun`. */
    readonly askAbove?: number;
  },
  { readonly run: RunId }
>('runs/start');
export const cancelRun = request<{ readonly run: RunId }, null>('runs/cancel');
/** Goes on after the last page, where a run is paused, was cancelled or failed: no row comes twice. */
export const resumeRun = request<{ readonly run: RunId }, null>('runs/resume');
export type RequestLanguage = 'curl' | 'typescript' | 'python';
/** The request of a statement as code, with the token from the environment. */
export const requestCode = request<
  {
    readonly org: OrgKey;
    readonly uri: string;
    readonly offset: number;
    readonly binds?: Readonly<Record<string, string>>;
    readonly language: RequestLanguage;
    /** Origin of the org. */
    readonly instanceUrl: string;
  },
  { readonly code: string }
>('runs/requestCode');
/** Frees the rows. */
export const closeRun = request<{ readonly run: RunId }, null>('runs/close');
/**
 * What Describe says of the columns that are fields, by their paths. May wait for Describe; a run never does. `object`:
 * one of those that a search has found.
 */
export const columnFields = request<
  { readonly run: RunId; readonly columns: readonly string[]; readonly object?: string },
  {
    /** The object of FROM, or the one that was asked for. */
    readonly object?: string;
    readonly fields: Readonly<Record<string, FieldItem>>;
  }
>('runs/fields');
/** Rows `start` to `end` (half-open) as they are arranged, one array of cells per row in the order of `columns`. */
export const rowWindow = request<
  { readonly run: RunId; readonly start: number; readonly end: number },
  { readonly rows: readonly (readonly Cell[])[]; readonly ids: readonly (string | null)[] }
>('runs/window');
/** The same rows as Salesforce sent them, child rows and `attributes` included. */
export const runRecords = request<
  { readonly run: RunId; readonly start: number; readonly end: number },
  { readonly records: readonly Readonly<Record<string, unknown>>[] }
>('runs/records');
/**
 * A text that cells are searched for, without case; of one column only where one is named, else not of the one that tells
 * the object of a row.
 */
export interface RunSearch {
  readonly text: string;
  readonly column?: string;
}
/**
 * Sorts and filters the whole result, not what is shown; without both it is as the org sent it. Rows that come later are
 * not seen until it is sent again. Answers how many rows there are to see. Cancellable.
 */
export const arrangeRun = request<
  {
    readonly run: RunId;
    readonly sort?: { readonly column: string; readonly descending: boolean };
    readonly filter?: RunSearch;
    /** Only the rows of this object, of those that a search has found. */
    readonly object?: string;
  },
  { readonly rows: number }
>('runs/arrange');
/** A cell of the arranged rows, by index of the row and of the column. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}
/**
 * The next cell that contains the text behind `from` (before it, when `backwards`), round the end; absent where there is
 * none among the arranged rows. `rows`: how many rows of the whole result contain it, of the arranged object's where one
 * was chosen. Cancellable.
 */
export const findInRun = request<
  { readonly run: RunId; readonly search: RunSearch; readonly from: CellPlace; readonly backwards: boolean },
  { readonly place?: CellPlace; readonly rows: number }
>('runs/find');
export type CopyFormat = 'text' | 'csv' | 'json' | 'markdown' | 'soqlIn';
/** Arranged rows `start` to `end` (half-open) of some columns, by path, as text for the clipboard. Cancellable. */
export const copyRows = request<
  {
    readonly run: RunId;
    readonly format: CopyFormat;
    readonly start: number;
    readonly end: number;
    readonly columns: readonly string[];
    readonly titles: boolean;
    /** Values that are pending and copied as they are shown: by the id of the record and the path of the column. */
    readonly pending?: Readonly<Record<string, Readonly<Record<string, string | number | boolean | null>>>>;
  },
  { readonly text: string }
>('runs/copy');
/** How a CSV file is written. */
export interface CsvOptions {
  /** A `'` in front of text that looks like a formula. */
  readonly guardFormulas: boolean;
  readonly delimiter: ',' | ';' | '\t';
  /** A byte order mark in front: Excel then reads UTF-8. */
  readonly byteOrderMark: boolean;
}

export type ExportFormat = 'csv' | 'json' | 'ndjson' | 'xlsx';

/**
 * Writes the rows of a run to a file, in the order of the query; answered when the file is complete. Cancelling the
 * request removes what was written. `file` is an absolute path on the server's machine; `rest`: also fetch the rows that
 * a cancelled or failed run has left out; `object`: only rows and columns of one that a search has found.
 */
export const exportRun = request<
  {
    readonly run: RunId;
    readonly file: string;
    readonly format: ExportFormat;
    readonly csv: CsvOptions;
    readonly rest: boolean;
    readonly object?: string;
  },
  { readonly rows: number }
>('runs/export');
/**
 * How all rows of a run that is not at its end would be exported: which API, and why in words. `rows`: as many as the
 * query has; `threshold`: up to so many go by REST.
 */
export const exportChoice = request<
  { readonly run: RunId; readonly rows: number; readonly format: ExportFormat; readonly threshold: number },
  { readonly api: 'rest' | 'bulk'; readonly why: string }
>('runs/exportChoice');
/** The same as `bulk/export`, of the statement of a run. */
export const exportRunByBulk = request<
  {
    readonly run: RunId;
    readonly file: string;
    readonly format: ExportFormat;
    readonly csv: CsvOptions;
    readonly threshold: number;
  },
  BulkJobStatus
>('runs/exportByBulk');
/** Server to client, at most ten times a second while that file is written. */
export const exportProgress = notification<{
  readonly file: string;
  readonly rows: number;
  readonly totalSize: number;
}>('runs/exportProgress');
/** Server to client, at the start, then at least once and at most ten times a second: counts, never rows. */
export const runProgress = notification<RunProgress>('runs/progress');
