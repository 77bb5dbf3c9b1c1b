import type { ApiUsage } from '../api/usage.ts';
import { parseVersion } from '../api/versions.ts';
import type { BulkContext } from '../bulk/context.ts';
import { ApiError } from '../errors.ts';
import { readBody } from '../http/body.ts';
import type { Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import type { Params, Route } from '../http/router.ts';
import type { TokenStore } from '../oauth/tokenStore.ts';
import { addBatch, queryRows, requestOf, resultsOf } from './batches.ts';
import { bulkError } from './errors.ts';
import { type InfoFormat, infoFormat, infoListReply, infoReply, readInfo } from './format.ts';
import { batchInfo, jobInfo } from './info.ts';
import { type Batch, type BatchJob, type BatchJobs, createBatchJobs } from './jobs.ts';

export interface BulkV1Context {
  readonly bulk: BulkContext;
  readonly tokens: TokenStore;
  readonly usage: ApiUsage;
}

/** Of a batch, in bytes. */
const largestBatch = 10 * 1024 * 1024;
const largestJob = 64 * 1024;

/**
 * The first Bulk API: jobs in XML or JSON, batches in CSV or JSON.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/asynch_api_intro.htm
 */
export function bulkV1Routes(context: BulkV1Context): readonly Route<OrgRequest>[] {
  const { bulk } = context;
  const jobs = createBatchJobs(bulk);
  const { on, onJob, onBatch } = routing(context, jobs);
  return [
    on('POST', '/job', async ({ request, version }) => {
      const job = jobs.create(await readJob(request), version);
      return infoReply(201, infoFormat(request), 'jobInfo', jobInfo(bulk, job));
    }),
    onJob('GET', '', ({ job, format }) => infoReply(200, format, 'jobInfo', jobInfo(bulk, job))),
    onJob('POST', '', async ({ request, job, format }) => {
      changeState(bulk, job, (await readJob(request))('state'));
      return infoReply(200, format, 'jobInfo', jobInfo(bulk, job));
    }),
    onJob('GET', '/batch', ({ job, format }) => {
      const infos = job.batches.map(batch => batchInfo(bulk, job, batch));
      return infoListReply(format, 'batchInfoList', 'batchInfo', infos);
    }),
    onJob('POST', '/batch', async ({ request, job, format }) => {
      const batch = addBatch(bulk, job, await readBody(request, largestBatch));
      return infoReply(201, format, 'batchInfo', batchInfo(bulk, job, batch));
    }),
    onBatch('', ({ job, batch, format }) => infoReply(200, format, 'batchInfo', batchInfo(bulk, job, batch))),
    onBatch('/request', ({ batch }) => requestOf(bulk, batch)),
    onBatch('/result', ({ batch }) => resultsOf(bulk, batch)),
    onBatch('/result/:result', ({ batch, params }) => queryRows(bulk, batch, params.result ?? '')),
  ];
}

interface Call {
  readonly request: OrgRequest;
  /** `60` of `60.0`. */
  readonly version: number;
  readonly params: Params;
}

interface JobCall extends Call {
  readonly job: BatchJob;
  /** Of the answer. */
  readonly format: InfoFormat;
}

type Handle<Of extends Call> = (call: Of) => Reply | Promise<Reply>;

/** Makes routes of handlers, each below what it works on. */
function routing({ tokens, usage }: BulkV1Context, jobs: BatchJobs) {
  const on = (method: string, path: string, handle: Handle<Call>): Route<OrgRequest> => ({
    method,
    pattern: `/services/async/:version${path}`,
    async handle(request, params) {
      try {
        requireSession(tokens, request);
        usage.count();
        return await handle({ request, params, version: parseVersion(`v${params.version}`) });
      } catch (error) {
        if (error instanceof ApiError) return bulkError(error, infoFormat(request));
        throw error;
      }
    },
  });
  const onJob = (method: string, path: string, handle: Handle<JobCall>): Route<OrgRequest> =>
    on(method, `/job/:job${path}`, call => {
      const job = jobs.find(call.params.job);
      return handle({ ...call, job, format: infoFormat(call.request, job.template.contentType) });
    });
  const onBatch = (path: string, handle: Handle<JobCall & { readonly batch: Batch }>): Route<OrgRequest> =>
    onJob('GET', `/batch/:batch${path}`, call => {
      const { batch: id } = call.params;
      const batch = call.job.batches.find(each => each.id.slice(0, 15) === id?.slice(0, 15));
      if (batch === undefined) throw new ApiError(400, 'INVALIDBATCH', `Unable to find batch with id: ${id}`);
      return handle({ ...call, batch });
    });
  return { on, onJob, onBatch };
}

/** Whatever the job's records are in: some clients send XML under the headers of their batches. */
async function readJob(request: OrgRequest): Promise<(name: string) => string | undefined> {
  const body = (await readBody(request, largestJob)).toString('utf8');
  return readInfo(body, /json/i.test(request.headers['content-type'] ?? '') ? 'json' : 'xml');
}

function changeState(bulk: BulkContext, job: BatchJob, state: string | undefined): void {
  if (state !== 'Closed' && state !== 'Aborted') {
    throw new ApiError(400, 'INVALIDJOB', `state must be Closed or Aborted, not ${state}`);
  }
  if (job.state !== 'Open') throw new ApiError(400, 'INVALIDJOBSTATE', `The job is ${job.state.toLowerCase()} already`);
  job.state = state;
  job.systemModstamp = new Date();
  if (state === 'Closed') return;
  for (const { run } of job.batches) {
    const now = bulk.jobs.find(run.kind, run.id);
    if (now?.state === 'UploadComplete' || now?.state === 'InProgress') bulk.jobs.update(now, { state: 'Aborted' });
  }
}

function requireSession(tokens: TokenStore, { headers }: OrgRequest): void {
  const token = headers['x-sfdc-session'];
  if (typeof token === 'string' && tokens.find(token)?.kind === 'access') return;
  throw new ApiError(400, 'INVALID_SESSION_ID', 'Unable to find session id');
}
