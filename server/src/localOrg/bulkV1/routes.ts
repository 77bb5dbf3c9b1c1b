import type { ApiUsage } from '../api/usage.ts';
import { parseVersion } from '../api/versions.ts';
import type { BulkContext } from '../bulk/context.ts';
import { ApiError } from '../errors.ts';
import { readBody } from '../http/body.ts';
import type { Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import type { Params, Route } from '../http/router.ts';
import type { TokenStore } from '../oauth/tokenStore.ts';
import { childText, parseXml } from '../xml/xml.ts';
import { addBatch, queryRows, requestOf, resultsOf } from './batches.ts';
import { bulkError } from './errors.ts';
import { batchListReply, batchReply, jobReply } from './info.ts';
import { type Batch, type BatchJob, createBatchJobs } from './jobs.ts';

export interface BulkV1Context {
  readonly bulk: BulkContext;
  readonly tokens: TokenStore;
  readonly usage: ApiUsage;
}

/** Of a batch, in bytes. */
const largestBatch = 10 * 1024 * 1024;
const largestJob = 64 * 1024;

/**
 * The first Bulk API: jobs in XML, batches in CSV.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/asynch_api_intro.htm
 */
export function bulkV1Routes({ bulk, tokens, usage }: BulkV1Context): readonly Route<OrgRequest>[] {
  const jobs = createBatchJobs(bulk);
  type Handle = (request: OrgRequest, job: BatchJob, batch: Batch, params: Params) => Reply | Promise<Reply>;
  const answer = (work: (request: OrgRequest, params: Params) => Reply | Promise<Reply>) => {
    return async (request: OrgRequest, params: Params): Promise<Reply> => {
      try {
        requireSession(tokens, request);
        usage.count();
        return await work(request, params);
      } catch (error) {
        if (error instanceof ApiError) return bulkError(error);
        throw error;
      }
    };
  };
  const onJob = (
    method: string,
    path: string,
    handle: (request: OrgRequest, job: BatchJob) => Reply | Promise<Reply>,
  ) => ({
    method,
    pattern: `/services/async/:version/job/:job${path}`,
    handle: answer((request, { version, job }) => {
      parseVersion(`v${version}`);
      return handle(request, jobs.find(job));
    }),
  });
  const onBatch = (path: string, handle: Handle) => ({
    method: 'GET',
    pattern: `/services/async/:version/job/:job/batch/:batch${path}`,
    handle: answer((request, params) => {
      const { job: id, batch: batchId } = params;
      const job = jobs.find(id);
      const batch = job.batches.find(each => each.id.slice(0, 15) === batchId?.slice(0, 15));
      if (batch === undefined) throw new ApiError(400, 'INVALIDBATCH', `Unable to find batch with id: ${batchId}`);
      return handle(request, job, batch, params);
    }),
  });
  return [
    {
      method: 'POST',
      pattern: '/services/async/:version/job',
      handle: answer(async (request, { version }) => {
        const body = parseXml((await readBody(request, largestJob)).toString('utf8'));
        return jobReply(201, bulk, jobs.create(body, parseVersion(`v${version}`)));
      }),
    },
    onJob('GET', '', (_request, job) => jobReply(200, bulk, job)),
    onJob('POST', '', async (request, job) => {
      changeState(bulk, job, childText(parseXml((await readBody(request, largestJob)).toString('utf8')), 'state'));
      return jobReply(200, bulk, job);
    }),
    onJob('GET', '/batch', (_request, job) => batchListReply(bulk, job)),
    onJob('POST', '/batch', async (request, job) => {
      const batch = addBatch(bulk, job, await readBody(request, largestBatch));
      return batchReply(201, bulk, job, batch);
    }),
    onBatch('', (_request, job, batch) => batchReply(200, bulk, job, batch)),
    onBatch('/request', (_request, _job, batch) => requestOf(bulk, batch)),
    onBatch('/result', (_request, _job, batch) => resultsOf(bulk, batch)),
    onBatch('/result/:result', (_request, _job, batch, { result = '' }) => queryRows(bulk, batch, result)),
  ];
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
