// What the main thread and the worker thread of the runs tell each other. Plain data only.
import type { SalesforceErrorData } from '../salesforce/errors.ts';
import type { CopyOptions } from './export/copyRows.ts';
import type { ExportOptions } from './export/exportRows.ts';
import type { RunStatement } from './statement.ts';
import type { Row } from './store/cells.ts';
import type { Column } from './store/columns.ts';
import type { Search } from './store/matches.ts';
import type { ObjectRows } from './store/objectRows.ts';
import type { CellPlace, ObjectArrangement, RowWindow } from './store/resultStore.ts';
import type { FromThread, OrgOptions, ToThread } from './threads/messages.ts';

/** Given to the worker when it starts. */
export interface WorkerOptions extends OrgOptions {
  /** Folder for the rows of large results, of this process alone. */
  readonly resultsFolder: string;
}

/** How far a run is. */
export interface RunStatus {
  readonly run: string;
  readonly org: string;
  readonly state: 'running' | 'paused' | 'done' | 'cancelled' | 'failed';
  readonly rows: number;
  readonly totalSize: number;
  readonly pages: number;
  readonly calls: number;
  readonly elapsedMs: number;
  /** Present from the first page on. */
  readonly columns?: readonly Column[];
  /** See ResultStore.objects. */
  readonly objects?: readonly ObjectRows[];
  readonly error?: SalesforceErrorData;
}

/** What is asked of the rows of one run. */
export type RunRequest =
  | { readonly about: 'window'; readonly start: number; readonly end: number }
  | { readonly about: 'records'; readonly start: number; readonly end: number }
  | { readonly about: 'arrange'; readonly options: ObjectArrangement }
  | { readonly about: 'find'; readonly search: Search; readonly from: CellPlace; readonly backwards: boolean }
  | { readonly about: 'refresh'; readonly ids: readonly string[] }
  | { readonly about: 'copy'; readonly options: CopyOptions }
  | { readonly about: 'export'; readonly options: ExportOptions };

/** The answer to each: see ResultStore, `copyRows` and `exportRows`. */
export interface RunAnswers {
  readonly window: RowWindow;
  readonly records: readonly Row[];
  readonly arrange: number;
  readonly find: { readonly place: CellPlace | undefined; readonly rows: number };
  readonly refresh: null;
  readonly copy: string;
  readonly export: number;
}

/** To the worker, about a run; its status tells what became of it. */
export type RunCommand =
  | {
      readonly kind: 'start';
      readonly run: string;
      readonly org: string;
      readonly statement: RunStatement;
      readonly askAbove: number | undefined;
    }
  | { readonly kind: 'resume'; readonly run: string }
  | { readonly kind: 'cancel'; readonly run: string }
  | { readonly kind: 'close'; readonly run: string };

/** A call to the worker. */
export interface RunCall {
  readonly run: string;
  readonly request: RunRequest;
}

export type ToWorker = RunCommand | ToThread<RunCall>;
export type FromWorker = FromThread<RunStatus>;

export type { CellPlace, CopyOptions, ObjectArrangement, Row, RowWindow, Search };
