import type { BulkState } from '../../../salesforce/bulk/jobs.ts';
import type { SalesforceErrorData } from '../../../salesforce/errors.ts';
import type { WhyApi } from '../chooseApi.ts';
import type { CsvFormat } from '../csv/format.ts';
import type { CsvPart } from '../csv/parts.ts';
import type { LoadMapping } from './mapping.ts';

/**
 * How far a part is. Each step that is announced here is on disk before it is taken:
 * - creating: a job is asked for. If nobody knows whether it was made, it has no data and never will: harmless.
 * - uploading: data is on its way to the job, which does nothing with it before it is closed.
 * - abandoning: an upload whose end nobody knows: the job is aborted, and the part goes to another one.
 * - closing: the one step that makes the org write. After it, data is never sent again.
 * - sending: the same by collections, in one step.
 */
export type PartStep =
  | 'planned'
  | 'creating'
  | 'created'
  | 'uploading'
  | 'abandoning'
  | 'uploaded'
  | 'closing'
  | 'closed'
  | 'sending'
  | 'ended'
  /** Its results are on disk. */
  | 'collected'
  /** It was never sent: the load was aborted. */
  | 'skipped';

export interface PartState extends CsvPart {
  step: PartStep;
  /** Id of the job in the org. */
  job?: string;
  jobState?: BulkState;
  processed: number;
  failed: number;
  /** Rows of it that have no result may be in the org all the same: nobody can tell. */
  lost?: true;
  /** Why the org gave the part up as a whole, or why nobody knows its outcome. */
  problem?: string;
}

export type LoadApi = 'bulk' | 'collections';

/** Everything about a load, as it lies in its state file. */
export interface LoadState {
  readonly format: 1;
  readonly id: string;
  readonly kind: 'load';
  readonly org: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  endedAt?: number;
  readonly file: string;
  /** What the file was like when the load began: another one must not be sent in its place. */
  readonly stamp: FileStamp;
  readonly csv: CsvFormat;
  readonly header: readonly string[];
  readonly mapping: LoadMapping;
  readonly api: LoadApi;
  /** Why this API. */
  readonly why: WhyApi;
  /** Bytes of a job, header included. */
  readonly jobBytes: number;
  /** Boolean and number fields, for collections: JSON tells them from text. */
  readonly jsonTypes: Readonly<Record<string, 'boolean' | 'number'>>;
  state: 'running' | 'aborting' | 'done' | 'aborted' | 'failed' | 'stopped';
  /** Whether the file with the rows as they are sent is complete; where it is needed. */
  prepared: boolean;
  /** Whether all parts are known. */
  split: boolean;
  parts: PartState[];
  succeeded: number;
  failed: number;
  unprocessed: number;
  /** Rows that may be in the org or not. */
  unknown: number;
  /** The load that has taken its failed rows over: they are not sent by a third one. */
  readonly retriedBy?: string;
  /** Why it failed or stopped. A stopped load can go on. */
  error?: SalesforceErrorData;
}

export interface FileStamp {
  readonly size: number;
  readonly modifiedMs: number;
}

export const isOver = ({ state }: Pick<LoadState, 'state'>): boolean =>
  state === 'done' || state === 'aborted' || state === 'failed';
