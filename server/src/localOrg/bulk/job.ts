import type { CsvFormat } from './csv.ts';

// Jobs of Bulk API 2.0.
// https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/bulk_api_2_0.htm

export type JobKind = 'ingest' | 'query';

export type IngestOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete';
export type QueryOperation = 'query' | 'queryAll';

/** How the records of a job are written. Bulk API 2.0 knows CSV only. */
export type ContentType = 'CSV' | 'JSON';

export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** What a client asks for. */
export interface NewJob {
  readonly kind: JobKind;
  readonly operation: IngestOperation | QueryOperation;
  /** The API name of the object. */
  readonly object: string;
  /** Of an upsert. */
  readonly externalIdFieldName: string | null;
  /** Of a query job: SOQL. */
  readonly query: string | null;
  readonly contentType: ContentType;
  readonly format: CsvFormat;
  /** `60` of `60.0`. */
  readonly apiVersion: number;
  /** 18 characters. */
  readonly createdById: string;
}

export interface Job extends NewJob {
  /** 18 characters. */
  readonly id: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly createdDate: string;
  readonly systemModstamp: string;
  readonly state: JobState;
  /** Rows tried, the failed ones included. */
  readonly processed: number;
  readonly failed: number;
  /** From the start of the work to its end, in milliseconds; 0 until then. */
  readonly totalTime: number;
  /** Time spent on rows so far, in milliseconds. */
  readonly activeTime: number;
  /** Why the job as a whole failed. */
  readonly errorMessage: string | null;
}

export function isEnded({ state }: Job): boolean {
  return state === 'JobComplete' || state === 'Failed' || state === 'Aborted';
}
