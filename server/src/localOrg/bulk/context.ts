import type { QueryUser } from '../engine/index.ts';
import type { InnerFaults } from '../faults/inside.ts';
import type { OrgDatabase } from '../storage/database.ts';
import type { WriteContext } from '../storage/writes.ts';
import { type Outcomes, openOutcomes } from './ingest/outcomes.ts';
import { processIngest } from './ingest/process.ts';
import { openUploads, type Uploads } from './ingest/uploads.ts';
import type { Job } from './job.ts';
import { JobError } from './jobError.ts';
import { type JobStore, openJobStore } from './jobStore.ts';
import { openPages, type Pages } from './query/pages.ts';
import { processQuery } from './query/process.ts';
import { createRunner, type Runner } from './runner.ts';

/** Everything that the resources of Bulk API 2.0 need. */
export interface BulkContext {
  readonly database: OrgDatabase;
  readonly jobs: JobStore;
  readonly uploads: Uploads;
  readonly outcomes: Outcomes;
  readonly pages: Pages;
  readonly runner: Runner;
  readonly user: () => QueryUser;
  /** 18 characters. */
  readonly userId: () => string;
  /** Jobs whose data is just arriving. */
  readonly uploading: Set<string>;
  readonly faults: JobFaults;
}

/** Faults on demand, as far as jobs have them. */
export type JobFaults = Pick<InnerFaults, 'adopt' | 'duringJob' | 'jobFailure'>;

export interface BulkOptions {
  readonly database: OrgDatabase;
  readonly user: () => QueryUser;
  readonly write: () => WriteContext;
  readonly onFault: (jobId: string, error: unknown) => void;
  readonly faults: JobFaults;
}

/** Opens the tables of Bulk API 2.0, and goes on with the jobs that were unfinished when the org stopped. */
export function openBulk({ database, user, write, onFault, faults }: BulkOptions): BulkContext {
  const jobs = openJobStore(database, Date.now);
  const uploads = openUploads(database);
  const outcomes = openOutcomes(database);
  const pages = openPages(database);
  const run = async (job: Job, signal: AbortSignal): Promise<void> => {
    const failure = faults.jobFailure();
    if (failure !== undefined) throw new JobError(failure);
    if (job.kind === 'ingest') await processIngest({ database, jobs, uploads, outcomes, write }, job, signal);
    else await processQuery({ database, jobs, pages, user }, job, signal);
  };
  const runner = createRunner(jobs, (job, signal) => faults.duringJob(job.id, () => run(job, signal)), onFault);
  runner.wake();
  const userId = (): string => write().userId;
  return { database, jobs, uploads, outcomes, pages, runner, user, userId, uploading: new Set(), faults };
}
