import { type ApiCall, type ApiRoute, sinceVersion } from '../../api/call.ts';
import { isObject } from '../../api/collections/body.ts';
import { readJson } from '../../http/body.ts';
import { empty, json, notFound, type Reply } from '../../http/reply.ts';
import type { BulkContext } from '../context.ts';
import { invalidJob, invalidState, notTerminated, requireVersionOf } from '../errors.ts';
import { isEnded, type Job } from '../job.ts';
import { briefInfo, createdInfo, fullInfo } from '../jobInfo.ts';
import { listJobs } from '../list.ts';
import { newQueryJob } from '../newJob.ts';
import { readState } from '../readState.ts';
import { queryRequest } from './process.ts';
import { checkBulkQuery } from './refusals.ts';
import { queryResults, resultPages } from './results.ts';

/** Query jobs: version 47 brought them, version 58 the list of result pages. */
export function queryJobRoutes(context: BulkContext): readonly ApiRoute[] {
  const all = '/jobs/query';
  const one = '/jobs/query/:id';
  const job = (call: ApiCall, id: string | undefined): Job => {
    const found = context.jobs.find('query', id ?? '');
    if (found === undefined) throw notFound();
    requireVersionOf(found, call.versionNumber);
    return found;
  };
  return sinceVersion(47, [
    { method: 'POST', pattern: all, handle: call => create(context, call) },
    { method: 'GET', pattern: all, handle: call => listJobs(context.jobs, call, 'query') },
    { method: 'GET', pattern: one, handle: (call, { id }) => json(200, fullInfo(job(call, id))) },
    { method: 'PATCH', pattern: one, handle: (call, { id }) => abort(context, call, job(call, id)) },
    { method: 'DELETE', pattern: one, handle: (call, { id }) => remove(context, job(call, id)) },
    {
      method: 'GET',
      pattern: `${one}/results`,
      handle: (call, { id }) => queryResults(context, call, job(call, id)),
    },
    ...sinceVersion(58, [
      { method: 'GET', pattern: `${one}/resultPages`, handle: (call, { id }) => resultPages(call, job(call, id)) },
    ]),
  ]);
}

async function create(context: BulkContext, call: ApiCall): Promise<Reply> {
  const body = await readJson(call.request);
  if (!isObject(body)) throw invalidJob('The job must be a JSON object');
  const job = newQueryJob(body, { apiVersion: call.versionNumber, createdById: context.userId() });
  const object = checkBulkQuery(queryRequest(context, job));
  const made = context.jobs.create({ ...job, object }, 'UploadComplete');
  context.faults.adopt(made.id);
  context.runner.wake();
  return json(200, createdInfo(made));
}

async function abort({ jobs }: BulkContext, call: ApiCall, { id }: Job): Promise<Reply> {
  const state = await readState(call, ['Aborted']);
  const job = jobs.find('query', id);
  if (job === undefined) throw notFound();
  if (isEnded(job)) throw invalidState('Aborting already Completed Job not allowed');
  return json(200, briefInfo(jobs.update(job, { state })));
}

function remove({ database, jobs, pages }: BulkContext, job: Job): Reply {
  if (!isEnded(job)) throw notTerminated();
  database.transaction(() => {
    jobs.remove(job);
    pages.remove(job.id);
  });
  return empty(204);
}
