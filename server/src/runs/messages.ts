// What the main thread and the worker thread of the runs tell each other. Plain data only.
import type { SalesforceErrorData } from '../salesforce/errors.ts';
import type { NetworkOptions } from '../salesforce/transport/dispatcher.ts';
import type { ApiUsage } from '../salesforce/transport/limitInfo.ts';
import type { Token } from '../salesforce/transport/transport.ts';
import type { ExportOptions } from './export/exportRows.ts';
import type { RunStatement } from './statement.ts';
import type { Column } from './store/columns.ts';
import type { RowWindow } from './store/resultStore.ts';

/** Given to the worker when it starts. */
export interface WorkerOptions {
  readonly clientName: string;
  readonly network: NetworkOptions;
  readonly traceRequests: boolean;
  readonly logHttp: boolean;
}

/** How far a run is. */
export interface RunStatus {
  readonly run: string;
  readonly org: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly rows: number;
  readonly totalSize: number;
  readonly pages: number;
  readonly calls: number;
  readonly elapsedMs: number;
  /** Present from the first page on. */
  readonly columns?: readonly Column[];
  readonly error?: SalesforceErrorData;
}

/** What a request across the threads ends with. */
export type Outcome = { readonly value: unknown } | { readonly error: SalesforceErrorData };

export type Question =
  | { readonly about: 'token'; readonly org: string; readonly rejected?: string | undefined }
  | { readonly about: 'apiVersion'; readonly org: string }
  /** A turn for a request: see RequestBudget. The asking call names the turn when it is given back. */
  | { readonly about: 'turn'; readonly org: string; readonly long: boolean };

/** The answer to each question. */
export interface Answers {
  readonly token: Token;
  readonly apiVersion: string;
  readonly turn: null;
}

export type ToWorker =
  | { readonly kind: 'start'; readonly run: string; readonly org: string; readonly statement: RunStatement }
  | { readonly kind: 'cancel'; readonly run: string }
  | { readonly kind: 'close'; readonly run: string }
  | {
      readonly kind: 'window';
      readonly call: number;
      readonly run: string;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'sort';
      readonly call: number;
      readonly run: string;
      readonly column: string | undefined;
      readonly descending: boolean;
    }
  | { readonly kind: 'export'; readonly call: number; readonly run: string; readonly options: ExportOptions }
  | { readonly kind: 'cancelExport'; readonly call: number }
  /** The outcome of a question of the worker. */
  | { readonly kind: 'told'; readonly call: number; readonly outcome: Outcome };

export type FromWorker =
  | { readonly kind: 'status'; readonly status: RunStatus }
  | { readonly kind: 'usage'; readonly org: string; readonly usage: ApiUsage }
  | { readonly kind: 'trace'; readonly line: string }
  | { readonly kind: 'httpLog'; readonly lines: string }
  /** Gives the turn back that the question of this call was answered with. */
  | { readonly kind: 'turnOver'; readonly call: number }
  | { readonly kind: 'ask'; readonly call: number; readonly question: Question }
  /** How many rows an export has written, of how many. */
  | { readonly kind: 'exported'; readonly call: number; readonly rows: number; readonly totalSize: number }
  /** The outcome of a `window`, `sort` or `export`. */
  | { readonly kind: 'done'; readonly call: number; readonly outcome: Outcome };

export type { RowWindow };
