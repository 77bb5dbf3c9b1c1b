import { type ApiCall, type ApiRoute, sinceVersion } from '../../api/call.ts';
import { isObject } from '../../api/collections/body.ts';
import { ApiError } from '../../errors.ts';
import { readBody, readJson } from '../../http/body.ts';
import { empty, json, notFound, type Reply } from '../../http/reply.ts';
import type { BulkContext } from '../context.ts';
import { inPieces } from '../csv.ts';
import { invalidJob, invalidState, notTerminated, requireCsv } from '../errors.ts';
import { isEnded, type Job } from '../job.ts';
import { briefInfo, createdInfo, fullInfo } from '../jobInfo.ts';
import { listJobs } from '../list.ts';
import { newIngestJob } from '../newJob.ts';
import { readState } from '../readState.ts';
import { readMultipart } from './multipart.ts';
import { receiveUpload } from './receive.ts';
import { type ResultKind, resultCsv } from './results.ts';

/** Ingest jobs: version 41 brought them. */
export function ingestRoutes(context: BulkContext): readonly ApiRoute[] {
  const all = '/jobs/ingest';
  const one = '/jobs/ingest/:id';
  const job = (id: string | undefined): Job => requireJob(context, id);
  const results = (path: string, kind: ResultKind): ApiRoute => ({
    method: 'GET',
    pattern: `${one}/${path}`,
    handle: (_call, { id }) => resultsOf(context, job(id), kind),
  });
  return sinceVersion(41, [
    { method: 'POST', pattern: all, handle: call => create(context, call) },
    { method: 'GET', pattern: all, handle: call => listJobs(context.jobs, call, 'ingest') },
    { method: 'GET', pattern: one, handle: (_call, { id }) => json(200, fullInfo(job(id))) },
    { method: 'PATCH', pattern: one, handle: (call, { id }) => changeState(context, call, job(id)) },
    { method: 'DELETE', pattern: one, handle: (_call, { id }) => remove(context, job(id)) },
    { method: 'PUT', pattern: `${one}/batches`, handle: (call, { id }) => upload(context, call, job(id)) },
    results('successfulResults', 'successfulResults'),
    results('failedResults', 'failedResults'),
    // Clients spell it both ways.
    results('unprocessedrecords', 'unprocessedrecords'),
    results('unprocessedRecords', 'unprocessedrecords'),
  ]);
}

function requireJob({ jobs }: BulkContext, id = ''): Job {
  const job = jobs.find('ingest', id);
  if (job === undefined) throw notFound();
  return job;
}

/** The largest body with both a job and its data, in bytes. */
const largestMultipart = 1024 * 1024;

async function create(context: BulkContext, call: ApiCall): Promise<Reply> {
  const { database, jobs, uploads, runner, faults } = context;
  const origin = { apiVersion: call.versionNumber, createdById: context.userId() };
  const contentType = call.request.headers['content-type'] ?? '';
  if (!contentType.toLowerCase().startsWith('multipart/form-data')) {
    const body = await readJson(call.request);
    const opened = jobs.create(newIngestJob(database.schema, requireObject(body), origin), 'Open');
    faults.adopt(opened.id);
    return json(200, createdInfo(opened));
  }
  const parts = await readMultipart(await readBody(call.request, largestMultipart), contentType);
  const job = newIngestJob(database.schema, requireObject(parseJob(parts.job)), origin);
  const made = database.transaction(() => {
    const created = jobs.create(job, 'UploadComplete');
    uploads.append(created.id, Buffer.from(parts.content));
    uploads.finish(created.id);
    return created;
  });
  faults.adopt(made.id);
  runner.wake();
  return json(200, createdInfo(made));
}

function parseJob(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'The part job is not valid JSON');
  }
}

function requireObject(body: unknown): Readonly<Record<string, unknown>> {
  if (isObject(body)) return body;
  throw invalidJob('The job must be a JSON object');
}

async function upload({ uploads, jobs, uploading }: BulkContext, call: ApiCall, job: Job): Promise<Reply> {
  if (job.state !== 'Open') throw invalidState(`Data cannot be uploaded in the state ${job.state}`);
  const mediaType = (call.request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (mediaType !== 'text/csv') {
    const message = `Content-Type header specified in HTTP request is not supported: ${mediaType}. Expected: text/csv`;
    throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', message);
  }
  if (uploading.has(job.id) || uploads.isFinished(job.id)) {
    const message = `Found multiple contents for job: <${job.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`;
    throw new ApiError(400, 'INVALIDBATCH', message);
  }
  uploading.add(job.id);
  try {
    await receiveUpload(uploads, job.id, call.request);
  } finally {
    uploading.delete(job.id);
  }
  // The job may have been aborted or deleted meanwhile.
  if (jobs.find('ingest', job.id)?.state !== 'Open') uploads.remove(job.id);
  return empty(201);
}

async function changeState(context: BulkContext, call: ApiCall, { id }: Job): Promise<Reply> {
  const { jobs, uploading, runner, faults } = context;
  const state = await readState(call, ['UploadComplete', 'Aborted']);
  const job = jobs.find('ingest', id);
  if (job === undefined) throw notFound();
  if (state === 'Aborted' && isEnded(job)) throw invalidState('Aborting already Completed Job not allowed');
  if (state === 'UploadComplete' && job.state !== 'Open')
    throw invalidState('Closing already Completed Job not allowed');
  if (state === 'UploadComplete' && uploading.has(id)) throw invalidState('The upload of the job has not ended');
  const changed = jobs.update(job, { state });
  faults.adopt(id);
  runner.wake();
  return json(200, briefInfo(changed));
}

function remove({ database, jobs, uploads, outcomes }: BulkContext, job: Job): Reply {
  if (!isEnded(job) && job.state !== 'UploadComplete') throw notTerminated();
  database.transaction(() => {
    jobs.remove(job);
    uploads.remove(job.id);
    outcomes.remove(job.id);
  });
  return empty(204);
}

function resultsOf(context: BulkContext, job: Job, kind: ResultKind): Reply {
  if (!isEnded(job)) throw invalidState(`The results of job ${job.id} cannot be read in the state ${job.state}`);
  requireCsv(job);
  const chunks = inPieces(resultCsv(context, job, kind));
  return { status: 200, body: { kind: 'stream', contentType: 'text/csv', chunks } };
}
