import { isEnded, type Job } from './job.ts';

/** What an answer tells of a job: the shorter one at a change of state, the longer one when it is asked for. */
export type JobInfo = Readonly<Record<string, unknown>>;

/** After a change of state. */
export function briefInfo(job: Job): JobInfo {
  const { externalIdFieldName } = job;
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.createdById,
    createdDate: wireDate(job.createdDate),
    systemModstamp: wireDate(job.systemModstamp),
    state: job.state,
    ...(externalIdFieldName === null ? {} : { externalIdFieldName }),
    concurrencyMode: 'Parallel',
    contentType: job.contentType,
    apiVersion: job.apiVersion,
  };
}

/** When it has been made: where to put its data, and in which form. */
export function createdInfo(job: Job): JobInfo {
  return { ...briefInfo(job), ...contentUrl(job), ...formatOf(job) };
}

/** In a list of jobs. */
export function listedInfo(job: Job): JobInfo {
  const jobType = job.kind === 'ingest' ? 'V2Ingest' : 'V2Query';
  return { ...briefInfo(job), ...contentUrl(job), jobType, ...formatOf(job) };
}

/** When it is asked for: also how far it is. */
export function fullInfo(job: Job): JobInfo {
  const { errorMessage } = job;
  if (job.kind === 'query') {
    return {
      ...listedInfo(job),
      numberRecordsProcessed: job.processed,
      retries: 0,
      totalProcessingTime: job.totalTime,
      isPkChunkingSupported: true,
      ...(errorMessage === null ? {} : { errorMessage }),
    };
  }
  return {
    ...listedInfo(job),
    numberRecordsProcessed: job.processed,
    numberRecordsFailed: job.failed,
    retries: 0,
    totalProcessingTime: isEnded(job) ? job.totalTime : 0,
    apiActiveProcessingTime: job.activeTime,
    apexProcessingTime: 0,
    ...(errorMessage === null ? {} : { errorMessage }),
  };
}

/** Relative, without a slash at its front, as Salesforce has it. */
function contentUrl({ kind, id, state, apiVersion }: Job): JobInfo {
  if (kind !== 'ingest' || state !== 'Open') return {};
  return { contentUrl: `services/data/v${apiVersion}.0/jobs/ingest/${id}/batches` };
}

function formatOf({ format: { lineEnding, columnDelimiter } }: Job): JobInfo {
  return { lineEnding, columnDelimiter };
}

function wireDate(iso: string): string {
  return iso.replace('Z', '+0000');
}
