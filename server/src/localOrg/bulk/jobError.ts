/** What makes a job as a whole fail, in Salesforce's words. */
export class JobError extends Error {
  readonly code = 'JOB_FAILED';
}
