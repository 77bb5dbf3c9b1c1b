import type { StreamedAnswer } from '../transport/answer.ts';
import { type BulkJob, type BulkOrg, changeState, jobPath, sendJob } from './jobs.ts';

export type IngestOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete';

/** What is asked for. */
export interface NewIngestJob {
  readonly object: string;
  readonly operation: IngestOperation;
  /** Of an upsert. */
  readonly externalIdFieldName?: string;
  readonly assignmentRuleId?: string;
  readonly columnDelimiter: ColumnDelimiter;
  readonly lineEnding: LineEnding;
}

export type ColumnDelimiter = 'COMMA' | 'TAB' | 'PIPE' | 'SEMICOLON' | 'CARET' | 'BACKQUOTE';
export type LineEnding = 'LF' | 'CRLF';

/** Results of a job, by the last part of their path. */
export type ResultKind = 'successfulResults' | 'failedResults' | 'unprocessedrecords';

/**
 * Makes a job in the state Open, to which nothing happens before data was uploaded and it was closed.
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/create_job.htm
 */
export function createIngestJob(org: BulkOrg, job: NewIngestJob, signal?: AbortSignal): Promise<BulkJob> {
  return sendJob(org, 'POST', jobPath(org, 'ingest'), { ...job, contentType: 'CSV' }, signal);
}

/** CSV in UTF-8 with a header: once per job, at most 100 MB. `size` in bytes. */
export async function uploadData(
  org: BulkOrg,
  id: string,
  data: { readonly size: number; readonly bytes: () => AsyncIterable<Uint8Array> },
  signal?: AbortSignal,
): Promise<void> {
  await org.transport.request({
    method: 'PUT',
    path: jobPath(org, 'ingest', id, 'batches'),
    headers: { 'content-type': 'text/csv', 'content-length': String(data.size) },
    body: data.bytes,
    long: true,
    signal,
  });
}

/** Says that all data is there: from now on Salesforce works on it. Throws INVALIDJOBSTATE where it is not Open. */
export function closeIngestJob(org: BulkOrg, id: string, signal?: AbortSignal): Promise<BulkJob> {
  return changeState(org, 'ingest', id, 'UploadComplete', signal);
}

/** The rows that came to that end, as CSV with `sf__Id` and `sf__Created` or `sf__Error` in front, in any order. */
export function readResults<Result>(
  org: BulkOrg,
  id: string,
  kind: ResultKind,
  read: (answer: StreamedAnswer) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const path = `${jobPath(org, 'ingest', id, kind)}/`;
  return org.transport.stream({ path, headers: { accept: 'text/csv' }, signal }, read);
}
