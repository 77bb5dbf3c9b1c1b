import { closeIngestJob, createIngestJob, type NewIngestJob, uploadData } from '../../../salesforce/bulk/ingest.ts';
import { abortJob, type BulkJob, type BulkOrg, getJob, isEnded } from '../../../salesforce/bulk/jobs.ts';
import { SalesforceError } from '../../../salesforce/errors.ts';
import type { PartState, PartStep } from './state.ts';

/** What a part needs of its load. */
export interface PartPorts {
  readonly org: BulkOrg;
  readonly job: NewIngestJob;
  /** The part's bytes, with a header. */
  data(part: PartState): { readonly size: number; readonly bytes: () => AsyncIterable<Uint8Array> };
  /** Resolves when the part is on disk as it is now. */
  save(): Promise<void>;
  /** Fetches the results of a job that has ended. */
  collect(part: PartState): Promise<void>;
  /** Waits before the job is asked for again; the n-th time. */
  pause(polls: number): Promise<void>;
  onProgress(): void;
  /** Whether the user wants the load to end, and a signal of that. */
  aborting(): boolean;
  readonly aborted: AbortSignal;
  readonly signal: AbortSignal;
}

/** Whether nothing is left to do for the part. */
export const isFinished = ({ step }: PartState): boolean => step === 'collected' || step === 'skipped';

/** Whether rows of the file are still to be sent for the part. */
export const needsRows = ({ step }: PartState): boolean => beforeUpload.has(step);
const beforeUpload: ReadonlySet<PartStep> = new Set(['planned', 'creating', 'created', 'uploading', 'abandoning']);

/**
 * Takes one step with a part. Rows are written twice only where a job is closed twice with the same data; so a part gets
 * another job only while the one before has certainly not been closed.
 */
export async function takeStep(part: PartState, ports: PartPorts): Promise<void> {
  if (ports.aborting() && isAbortable(part.step)) return abortPart(part, ports);
  switch (part.step) {
    case 'planned':
      await announce(part, 'creating', ports);
      part.job = (await createIngestJob(ports.org, ports.job, ports.signal)).id;
      return announce(part, 'created', ports);
    case 'created':
      await announce(part, 'uploading', ports);
      await uploadData(ports.org, part.job!, ports.data(part), AbortSignal.any([ports.signal, ports.aborted]));
      return announce(part, 'uploaded', ports);
    case 'uploaded':
      await announce(part, 'closing', ports);
      await closeIngestJob(ports.org, part.job!, ports.signal);
      return announce(part, 'closed', ports);
    case 'closed':
      return waitForEnd(part, ports);
    case 'ended':
      await ports.collect(part);
      return announce(part, 'collected', ports);
    case 'collected':
    case 'skipped':
      return;
    case 'creating':
    case 'uploading':
    case 'abandoning':
    case 'closing':
    case 'sending':
      return findOut(part, ports);
    default:
      part.step satisfies never;
  }
}

/** A step was begun, and nobody knows how it ended: the process was killed, or the connection broke. */
async function findOut(part: PartState, ports: PartPorts): Promise<void> {
  if (part.step === 'creating') {
    // If the job was made, it has no data and is not ours to tell from others: it stays without effect.
    return announce(part, 'planned', ports);
  }
  const job = await findJob(part, ports);
  if (part.step === 'closing') {
    return announce(part, job?.state === 'Open' ? 'uploaded' : 'closed', ports);
  }
  if (job?.state === 'Open') {
    await announce(part, 'abandoning', ports);
    await abortJob(ports.org, 'ingest', job.id, ports.signal);
    return startAnew(part, ports);
  }
  // What we have aborted ourselves, or nobody has any more, was never closed.
  if (part.step === 'abandoning' && (job === undefined || job.state === 'Aborted')) return startAnew(part, ports);
  // Somebody else ended or closed it: what became of the rows is in its results.
  return announce(part, 'closed', ports);
}

function startAnew(part: PartState, ports: PartPorts): Promise<void> {
  delete part.job;
  return announce(part, 'planned', ports);
}

async function findJob(part: PartState, { org, signal }: PartPorts): Promise<BulkJob | undefined> {
  try {
    return await getJob(org, 'ingest', part.job!, signal);
  } catch (error) {
    if (error instanceof SalesforceError && error.status === 404) return undefined;
    throw error;
  }
}

async function waitForEnd(part: PartState, ports: PartPorts): Promise<void> {
  for (let polls = 0; ; polls++) {
    const job = await findJob(part, ports);
    if (job === undefined) {
      noteLost(part);
      return announce(part, 'ended', ports);
    }
    noteProgress(part, job);
    ports.onProgress();
    if (isEnded(job)) return announce(part, 'ended', ports);
    await ports.pause(polls);
    if (ports.aborting()) return;
  }
}

function noteProgress(part: PartState, job: BulkJob): void {
  part.jobState = job.state;
  part.processed = job.numberRecordsProcessed ?? part.processed;
  part.failed = job.numberRecordsFailed ?? part.failed;
  if (job.errorMessage) part.problem = job.errorMessage;
}

/** What became of the rows of a job that was closed, and that the org has no more. */
function noteLost(part: PartState): void {
  part.lost = true;
  part.problem = 'The org has no such job any more: its results are lost.';
}

const isAbortable = (step: PartStep): boolean => step !== 'ended' && step !== 'collected' && step !== 'skipped';

async function abortPart(part: PartState, ports: PartPorts): Promise<void> {
  if (part.step === 'planned' || part.step === 'creating') return announce(part, 'skipped', ports);
  const job = await findJob(part, ports);
  const ended = job && !isEnded(job) ? await abortedJob(part, ports) : job;
  if (ended) noteProgress(part, ended);
  else if (part.step === 'closing' || part.step === 'closed') noteLost(part);
  return announce(part, 'ended', ports);
}

/** It may come to its own end before the request does. */
async function abortedJob(part: PartState, ports: PartPorts): Promise<BulkJob | undefined> {
  try {
    await abortJob(ports.org, 'ingest', part.job!, ports.signal);
  } catch (error) {
    if (!(error instanceof SalesforceError) || error.status !== 400) throw error;
  }
  return findJob(part, ports);
}

async function announce(part: PartState, step: PartStep, ports: PartPorts): Promise<void> {
  part.step = step;
  await ports.save();
  ports.onProgress();
}
