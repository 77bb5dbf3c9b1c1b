import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import { SalesforceError } from '../salesforce/errors.ts';
import type { RunAnswers, RunCall, RunCommand, RunRequest, RunStatus } from './messages.ts';
import type { RunStatement } from './statement.ts';
import type { OnProgress } from './threads/messages.ts';
import type { OrgSource } from './threads/orgAnswers.ts';
import { ThreadPort } from './threads/threadPort.ts';

export type { RunRequest, RunStatement, RunStatus };

export interface RunsPortOptions {
  readonly orgs: OrgSource;
  /** Starts the worker thread; called with the first run. */
  readonly spawn: () => Worker;
  /** Removes what the worker has put on the disk. */
  readonly removeRows: () => Promise<void>;
  readonly onStatus: (status: RunStatus) => void;
}

/** The runs as the main thread sees them: they live in a worker thread, which starts with the first run. */
export class RunsPort {
  readonly #options: RunsPortOptions;
  readonly #thread: ThreadPort<RunCall, RunStatus, RunCommand>;
  /** The last status of each run that has not ended. */
  readonly #running = new Map<string, RunStatus>();

  constructor(options: RunsPortOptions) {
    this.#options = options;
    this.#thread = new ThreadPort({
      orgs: options.orgs,
      spawn: options.spawn,
      onStatus: status => this.#onStatus(status),
      onEnd: reason => this.#onEnd(reason),
      ended,
    });
  }

  /** Answers the run's id at once; the rest comes as status. A result of more than `askAbove` rows pauses after a page. */
  start(org: string, statement: RunStatement, askAbove?: number): string {
    const run = randomUUID();
    this.#running.set(run, { run, org, state: 'running', rows: 0, totalSize: 0, pages: 0, calls: 0, elapsedMs: 0 });
    this.#thread.post({ kind: 'start', run, org, statement, askAbove });
    return run;
  }

  /** Goes on where the run is paused, was cancelled or failed. */
  resume(run: string): void {
    this.#thread.post({ kind: 'resume', run });
  }

  /** Stops the run and keeps its rows. */
  cancel(run: string): void {
    this.#thread.post({ kind: 'cancel', run });
  }

  /** Stops the runs of an org, which the user has left. */
  cancelAll(org: string): void {
    for (const status of [...this.#running.values()]) if (status.org === org) this.cancel(status.run);
  }

  /** Stops the run and frees its rows. */
  close(run: string): void {
    this.#thread.post({ kind: 'close', run });
  }

  /**
   * What is asked of a run's rows: see RunAnswers. Throws UNKNOWN_RUN, BAD_ANSWER, STORE_FAILED, RUNS_ENDED, CANCELLED.
   * @param onProgress of an export: how many rows are written, of how many; at most ten times a second
   */
  ask<R extends RunRequest>(
    run: string,
    request: R,
    signal?: AbortSignal,
    onProgress?: OnProgress,
  ): Promise<RunAnswers[R['about']]> {
    return this.#thread.call({ run, request }, signal, onProgress);
  }

  /** Ends the worker and removes its rows from the disk. */
  async stop(): Promise<void> {
    this.#running.clear();
    await this.#thread.stop();
    await this.#options.removeRows();
  }

  #onStatus(status: RunStatus): void {
    if (status.state === 'running') this.#running.set(status.run, status);
    else this.#running.delete(status.run);
    this.#options.onStatus(status);
  }

  /** The rows lived in that thread: every run ends, and the next one starts a new thread. */
  #onEnd(reason: string): void {
    const { orgs, removeRows } = this.#options;
    orgs.log.error(`The thread of the query runs ended: ${reason}`);
    removeRows().catch((failure: unknown) => orgs.log.warn(`Rows were left behind: ${failure}`));
    for (const status of [...this.#running.values()])
      this.#onStatus({ ...status, state: 'failed', rows: 0, error: ended().toData() });
  }
}

const ended = () => new SalesforceError({ code: 'RUNS_ENDED', message: 'The process that held the rows has ended.' });
