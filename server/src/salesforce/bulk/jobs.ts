import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';

// What ingest and query jobs of Bulk API 2.0 have in common.
// https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/bulk_api_2_0.htm

export type BulkKind = 'ingest' | 'query';

export type BulkState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** What the org tells of a job. Counts come where a single job is asked for, not in lists. */
export interface BulkJob {
  /** 18 characters, beginning with 750. */
  readonly id: string;
  readonly operation: string;
  readonly object: string;
  /** 18 characters. */
  readonly createdById: string;
  /** `2026-01-31T09:00:00.000+0000` */
  readonly createdDate: string;
  readonly state: BulkState;
  readonly jobType?: string;
  readonly externalIdFieldName?: string;
  /** Rows that were tried, the failed ones included. */
  readonly numberRecordsProcessed?: number;
  readonly numberRecordsFailed?: number;
  /** In milliseconds. */
  readonly totalProcessingTime?: number;
  readonly errorMessage?: string;
}

/** Where a job's requests go. */
export interface BulkOrg {
  readonly transport: Transport;
  /** `67.0` */
  readonly apiVersion: string;
}

/** From these a job does not go on. */
export const isEnded = ({ state }: Pick<BulkJob, 'state'>): boolean =>
  state === 'JobComplete' || state === 'Failed' || state === 'Aborted';

/** Throws NOT_FOUND where the org has no such job. */
export async function getJob(org: BulkOrg, kind: BulkKind, id: string, signal?: AbortSignal): Promise<BulkJob> {
  return jobOf(await org.transport.request({ path: jobPath(org, kind, id), signal }));
}

/** The newest first. Salesforce gives up to 1,000 jobs with an answer, in any order; more are asked for up to `pages`. */
export async function listJobs(org: BulkOrg, kind: BulkKind, pages: number, signal?: AbortSignal): Promise<BulkJob[]> {
  const jobs: BulkJob[] = [];
  let path: string | undefined = jobPath(org, kind);
  for (let page = 0; path !== undefined && page < pages; page++) {
    const answer = jsonOf(await org.transport.request({ path, signal })) as {
      records?: BulkJob[];
      nextRecordsUrl?: string | null;
    };
    if (!Array.isArray(answer?.records)) throw badAnswer('The list of jobs has no jobs.');
    jobs.push(...answer.records);
    path = answer.nextRecordsUrl ?? undefined;
  }
  return jobs.sort((a, b) => Date.parse(b.createdDate) - Date.parse(a.createdDate));
}

/** Throws INVALIDJOBSTATE where the job has ended. */
export async function abortJob(org: BulkOrg, kind: BulkKind, id: string, signal?: AbortSignal): Promise<BulkJob> {
  return changeState(org, kind, id, 'Aborted', signal);
}

/** Removes the job and its results from the org. Throws API_ERROR where it has not ended. */
export async function deleteJob(org: BulkOrg, kind: BulkKind, id: string, signal?: AbortSignal): Promise<void> {
  await org.transport.request({ method: 'DELETE', path: jobPath(org, kind, id), signal });
}

export function changeState(
  org: BulkOrg,
  kind: BulkKind,
  id: string,
  state: 'UploadComplete' | 'Aborted',
  signal?: AbortSignal,
): Promise<BulkJob> {
  return sendJob(org, 'PATCH', jobPath(org, kind, id), { state }, signal);
}

export async function sendJob(
  { transport }: BulkOrg,
  method: 'POST' | 'PATCH',
  path: string,
  body: object,
  signal?: AbortSignal,
): Promise<BulkJob> {
  const headers = { 'content-type': 'application/json' };
  return jobOf(await transport.request({ method, path, headers, body: JSON.stringify(body), signal }));
}

/** Path of all jobs of a kind, of one job, or of something below it. */
export function jobPath({ apiVersion }: BulkOrg, kind: BulkKind, ...below: readonly string[]): string {
  return ['/services/data', `v${apiVersion}`, 'jobs', kind, ...below.map(encodeURIComponent)].join('/');
}

function jobOf(answer: Parameters<typeof jsonOf>[0]): BulkJob {
  const job = jsonOf(answer) as BulkJob | null;
  if (typeof job?.id === 'string' && typeof job.state === 'string') return job;
  throw badAnswer('The answer is not a job.', answer);
}
