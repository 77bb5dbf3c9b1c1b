import { badAnswer, jsonOf, type StreamedAnswer } from '../transport/answer.ts';
import { type BulkJob, type BulkOrg, jobPath, sendJob } from './jobs.ts';

/**
 * Makes a query job, which starts at once.
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_create_job.htm
 */
export function createQueryJob(
  org: BulkOrg,
  job: { readonly operation: 'query' | 'queryAll'; readonly query: string },
  signal?: AbortSignal,
): Promise<BulkJob> {
  const format = { contentType: 'CSV', columnDelimiter: 'COMMA', lineEnding: 'LF' };
  return sendJob(org, 'POST', jobPath(org, 'query'), { ...job, ...format }, signal);
}

/** Up to five pages of a result, to be fetched side by side, and where the next ones are named. */
export interface ResultPages {
  readonly paths: readonly string[];
  readonly next: string | undefined;
}

/**
 * The pages at the front of the result, or those behind them where `next` of the former answer is given.
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_get_parallel_results.htm
 */
export async function resultPages(
  org: BulkOrg,
  id: string,
  next: string | undefined,
  signal?: AbortSignal,
): Promise<ResultPages> {
  const path = next ?? jobPath(org, 'query', id, 'resultPages');
  const answer = jsonOf(await org.transport.request({ path, signal })) as {
    resultPages?: { resultUrl: string }[];
    nextRecordsUrl?: string | null;
  };
  if (!Array.isArray(answer?.resultPages)) throw badAnswer('The answer names no pages.');
  return { paths: answer.resultPages.map(({ resultUrl }) => resultUrl), next: answer.nextRecordsUrl ?? undefined };
}

/** A page as CSV, with a header of its own. */
export function readPage<Result>(
  { transport }: BulkOrg,
  path: string,
  read: (answer: StreamedAnswer) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  return transport.stream({ path, headers: { accept: 'text/csv' }, signal }, read);
}
