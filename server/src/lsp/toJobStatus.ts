import type { BulkJobStatus } from '../protocol/bulk.ts';
import type { JobStatus } from '../runs/bulk/port.ts';
import type { Explanation } from './explain.ts';
import { whyWords } from './whyWords.ts';

/** A job as the client is told of it: with its failure in words. */
export function toJobStatus(
  { error, why, threshold = 0, ...job }: JobStatus,
  explainFor: (org: string, error: unknown) => Explanation,
): BulkJobStatus {
  // The preview of a load has told why, and who asked for the API knows.
  const isTold = job.kind === 'export' && why !== 'asked';
  const status = isTold ? { ...job, why: whyWords(why, { threshold }) } : job;
  if (!error) return status;
  const { message, data } = explainFor(status.org, error);
  return { ...status, error: { code: error.code, message, ...(data.nextStep ? { nextStep: data.nextStep } : {}) } };
}
