import { ApiError } from '../errors.ts';
import type { Job } from './job.ts';

// Refusals of Bulk API 2.0, in Salesforce's codes.

export function invalidJob(message: string): ApiError {
  return new ApiError(400, 'INVALIDJOB', `InvalidJob : ${message}`);
}

export function invalidState(message: string): ApiError {
  return new ApiError(400, 'INVALIDJOBSTATE', message);
}

export function notTerminated(): ApiError {
  return new ApiError(400, 'API_ERROR', 'Error encountered when deleting the job because the job is not terminated');
}

/** Answers about a job come from the version of the API that made it. */
export function requireVersionOf(job: Job, versionNumber: number): void {
  if (job.apiVersion === versionNumber) return;
  const message = `The job was made with API version ${job.apiVersion}.0; its results cannot be read with ${versionNumber}.0.`;
  throw new ApiError(409, 'API_ERROR', message);
}

/** A batch of the first Bulk API may be in JSON. What Salesforce answers to who wants its results as CSV is not documented. */
export function requireCsv({ id, contentType }: Job): void {
  if (contentType === 'CSV') return;
  throw invalidJob(`Job ${id} is a batch in ${contentType} of the first Bulk API, which has its results`);
}
