import type { BulkContext } from '../bulk/context.ts';
import type { Job, JobState } from '../bulk/job.ts';
import type { Info } from './format.ts';
import type { Batch, BatchJob } from './jobs.ts';

// What is told of jobs and batches.
// https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/asynch_api_reference_jobinfo.htm

const batchStates: Readonly<Record<JobState, string>> = {
  Open: 'Queued',
  UploadComplete: 'Queued',
  InProgress: 'InProgress',
  JobComplete: 'Completed',
  Failed: 'Failed',
  Aborted: 'NotProcessed',
};

export function jobInfo(context: BulkContext, job: BatchJob): Info {
  const runs = job.batches.map(batch => runOf(context, batch));
  const inState = (...states: JobState[]): number => runs.filter(({ state }) => states.includes(state)).length;
  const sum = (of: (run: Job) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const { template } = job;
  return {
    id: job.id,
    operation: template.operation,
    object: template.object,
    createdById: template.createdById,
    createdDate: job.createdDate.toISOString(),
    systemModstamp: job.systemModstamp.toISOString(),
    state: job.state,
    externalIdFieldName: template.externalIdFieldName,
    concurrencyMode: job.concurrencyMode,
    contentType: template.contentType,
    numberBatchesQueued: inState('Open', 'UploadComplete'),
    numberBatchesInProgress: inState('InProgress'),
    numberBatchesCompleted: inState('JobComplete'),
    numberBatchesFailed: inState('Failed'),
    numberBatchesTotal: runs.length,
    numberRecordsProcessed: sum(({ processed }) => processed),
    numberRetries: 0,
    apiVersion: `${template.apiVersion}.0`,
    numberRecordsFailed: sum(({ failed }) => failed),
    totalProcessingTime: sum(({ totalTime }) => totalTime),
    apiActiveProcessingTime: sum(({ activeTime }) => activeTime),
    apexProcessingTime: 0,
  };
}

export function batchInfo(context: BulkContext, job: BatchJob, batch: Batch): Info {
  const run = runOf(context, batch);
  return {
    id: batch.id,
    jobId: job.id,
    state: batchStates[run.state],
    stateMessage: run.errorMessage,
    createdDate: run.createdDate,
    systemModstamp: run.systemModstamp,
    numberRecordsProcessed: run.processed,
    numberRecordsFailed: run.failed,
    totalProcessingTime: run.totalTime,
    apiActiveProcessingTime: run.activeTime,
    apexProcessingTime: 0,
  };
}

/** The batch as it is now. */
export function runOf({ jobs }: BulkContext, { run }: Batch): Job {
  return jobs.find(run.kind, run.id) ?? run;
}
