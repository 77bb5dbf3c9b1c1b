import { type ApiCall, resourcePath } from '../api/call.ts';
import { ApiError } from '../errors.ts';
import { json, type Reply } from '../http/reply.ts';
import type { JobKind } from './job.ts';
import { listedInfo } from './jobInfo.ts';
import type { JobStore } from './jobStore.ts';

const jobsInPage = 1000;
const typeOf = { ingest: 'V2Ingest', query: 'V2Query' } as const;

/** `GET /jobs/ingest` and `GET /jobs/query`: the jobs of the org, 1,000 at a time. */
export function listJobs(jobs: JobStore, call: ApiCall, kind: JobKind): Reply {
  const { query } = call.request;
  const jobType = query.get('jobType');
  // Jobs of the other types exist in other orgs only.
  if (jobType !== null && jobType !== typeOf[kind]) return json(200, { done: true, records: [], nextRecordsUrl: null });
  const page = jobs.list(kind, lastId(query.get('queryLocator')), jobsInPage + 1);
  const records = page.slice(0, jobsInPage);
  const last = records.at(-1);
  const done = page.length <= jobsInPage || last === undefined;
  const locator = Buffer.from(last?.id ?? '').toString('base64url');
  return json(200, {
    done,
    records: records.map(listedInfo),
    nextRecordsUrl: done ? null : `${resourcePath(call, 'jobs', kind)}?queryLocator=${locator}`,
  });
}

function lastId(locator: string | null): string {
  if (locator === null) return '';
  const id = Buffer.from(locator, 'base64url').toString();
  if (/^750\w{15}$/.test(id)) return id;
  throw new ApiError(400, 'INVALID_QUERY_LOCATOR', `Invalid queryLocator: ${locator}`);
}
