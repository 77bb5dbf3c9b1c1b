import type { Job } from './job.ts';
import { JobError } from './jobError.ts';
import type { JobStore } from './jobStore.ts';

/** Works on jobs in the background, several side by side, each giving way to requests between its chunks. */
export interface Runner {
  /** There may be something to do. */
  wake(): void;
  /** Resolves when nothing is worked on any more. What is unfinished goes on when the org starts again. */
  close(): Promise<void>;
}

const mostAtOnce = 4;

/** @param run works on a job in the state InProgress until it has ended or the signal is aborted */
export function createRunner(
  jobs: JobStore,
  run: (job: Job, signal: AbortSignal) => Promise<void>,
  onFault: (jobId: string, error: unknown) => void,
): Runner {
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  const wake = (): void => {
    if (stopping.signal.aborted) return;
    const waiting = jobs.pending().filter(({ id }) => !running.has(id));
    for (const job of waiting.slice(0, mostAtOnce - running.size)) running.set(job.id, work(job));
  };
  const work = async (job: Job): Promise<void> => {
    try {
      await finish(jobs, jobs.update(job, { state: 'InProgress' }), started => run(started, stopping.signal), {
        isStopping: () => stopping.signal.aborted,
        onFault,
      });
    } finally {
      running.delete(job.id);
      wake();
    }
  };
  return {
    wake,
    async close() {
      stopping.abort();
      await Promise.all(running.values());
    },
  };
}

async function finish(
  jobs: JobStore,
  job: Job,
  run: (job: Job) => Promise<void>,
  { isStopping, onFault }: { isStopping: () => boolean; onFault: (jobId: string, error: unknown) => void },
): Promise<void> {
  const started = Date.now();
  let errorMessage: string | null = null;
  try {
    await run(job);
    if (isStopping()) return;
  } catch (error) {
    errorMessage = error instanceof JobError ? error.message : 'InternalServerError : An unexpected error occurred.';
    if (!(error instanceof JobError)) onFault(job.id, error);
  }
  const now = jobs.find(job.kind, job.id);
  if (now?.state !== 'InProgress') return;
  const state = errorMessage === null ? 'JobComplete' : 'Failed';
  jobs.update(now, { state, errorMessage, totalTime: job.totalTime + Date.now() - started });
}
