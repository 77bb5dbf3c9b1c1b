import type { BulkContext } from '../bulk/context.ts';
import type { Job, JobState } from '../bulk/job.ts';
import type { Reply } from '../http/reply.ts';
import { element, textElement, xmlDeclaration } from '../xml/xml.ts';
import type { Batch, BatchJob } from './jobs.ts';

// Jobs and batches as XML.
// https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/asynch_api_reference_jobinfo.htm

const namespace = 'xmlns="http://www.force.com/2009/06/asyncapi/dataload"';

const batchStates: Readonly<Record<JobState, string>> = {
  Open: 'Queued',
  UploadComplete: 'Queued',
  InProgress: 'InProgress',
  JobComplete: 'Completed',
  Failed: 'Failed',
  Aborted: 'NotProcessed',
};

export function jobReply(status: number, context: BulkContext, job: BatchJob): Reply {
  const runs = job.batches.map(batch => runOf(context, batch));
  const inState = (...states: JobState[]): number => runs.filter(({ state }) => states.includes(state)).length;
  const sum = (of: (run: Job) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const { template } = job;
  return xmlReply(status, 'jobInfo', [
    textElement('id', job.id),
    textElement('operation', template.operation),
    textElement('object', template.object),
    textElement('createdById', template.createdById),
    textElement('createdDate', job.createdDate.toISOString()),
    textElement('systemModstamp', job.systemModstamp.toISOString()),
    textElement('state', job.state),
    ...(template.externalIdFieldName === null
      ? []
      : [textElement('externalIdFieldName', template.externalIdFieldName)]),
    textElement('concurrencyMode', job.concurrencyMode),
    textElement('contentType', 'CSV'),
    textElement('numberBatchesQueued', inState('Open', 'UploadComplete')),
    textElement('numberBatchesInProgress', inState('InProgress')),
    textElement('numberBatchesCompleted', inState('JobComplete')),
    textElement('numberBatchesFailed', inState('Failed')),
    textElement('numberBatchesTotal', runs.length),
    textElement(
      'numberRecordsProcessed',
      sum(({ processed }) => processed),
    ),
    textElement('numberRetries', 0),
    textElement('apiVersion', `${template.apiVersion}.0`),
    textElement(
      'numberRecordsFailed',
      sum(({ failed }) => failed),
    ),
    textElement(
      'totalProcessingTime',
      sum(({ totalTime }) => totalTime),
    ),
    textElement(
      'apiActiveProcessingTime',
      sum(({ activeTime }) => activeTime),
    ),
    textElement('apexProcessingTime', 0),
  ]);
}

export function batchReply(status: number, context: BulkContext, job: BatchJob, batch: Batch): Reply {
  return xmlReply(status, 'batchInfo', batchInfo(context, job, batch));
}

export function batchListReply(context: BulkContext, job: BatchJob): Reply {
  return xmlReply(
    200,
    'batchInfoList',
    job.batches.map(batch => element('batchInfo', batchInfo(context, job, batch))),
  );
}

export function xmlReply(status: number, root: string, content: readonly string[]): Reply {
  const text = `${xmlDeclaration}${element(root, content, namespace)}`;
  return { status, body: { kind: 'text', contentType: 'application/xml', text } };
}

/** The batch as it is now. */
export function runOf({ jobs }: BulkContext, { run }: Batch): Job {
  return jobs.find(run.kind, run.id) ?? run;
}

function batchInfo(context: BulkContext, job: BatchJob, batch: Batch): readonly string[] {
  const run = runOf(context, batch);
  return [
    textElement('id', batch.id),
    textElement('jobId', job.id),
    textElement('state', batchStates[run.state]),
    ...(run.errorMessage === null ? [] : [textElement('stateMessage', run.errorMessage)]),
    textElement('createdDate', run.createdDate),
    textElement('systemModstamp', run.systemModstamp),
    textElement('numberRecordsProcessed', run.processed),
    textElement('numberRecordsFailed', run.failed),
    textElement('totalProcessingTime', run.totalTime),
    textElement('apiActiveProcessingTime', run.activeTime),
    textElement('apexProcessingTime', 0),
  ];
}
