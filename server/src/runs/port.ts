import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import { PendingCalls } from '../base/pendingCalls.ts';
import { SalesforceError } from '../salesforce/errors.ts';
import type { FromWorker, RunAnswers, RunRequest, RunStatus, ToWorker } from './messages.ts';
import { OrgAnswers, type OrgSource } from './orgs/orgAnswers.ts';
import type { RunStatement } from './statement.ts';

export type { RunRequest, RunStatement, RunStatus };

export interface RunsPortOptions extends OrgSource {
  /** Starts the worker thread; called with the first run. */
  readonly spawn: () => Worker;
  /** Removes what the worker has put on the disk. */
  readonly removeRows: () => Promise<void>;
  readonly onStatus: (status: RunStatus) => void;
}

/** The runs as the main thread sees them: they live in a worker thread, which starts with the first run. */
export class RunsPort {
  readonly #options: RunsPortOptions;
  readonly #calls = new PendingCalls();
  /** Who hears how far an export is, by its call. */
  readonly #exports = new Map<number, (rows: number, totalSize: number) => void>();
  /** The last status of each run that has not ended. */
  readonly #running = new Map<string, RunStatus>();
  #orgs: OrgAnswers | undefined;
  #worker: Worker | undefined;

  constructor(options: RunsPortOptions) {
    this.#options = options;
  }

  /** Answers the run's id at once; the rest comes as status. A result of more than `askAbove` rows pauses after a page. */
  start(org: string, statement: RunStatement, askAbove?: number): string {
    const run = randomUUID();
    this.#running.set(run, { run, org, state: 'running', rows: 0, totalSize: 0, pages: 0, calls: 0, elapsedMs: 0 });
    this.#post({ kind: 'start', run, org, statement, askAbove });
    return run;
  }

  /** Goes on where the run is paused, was cancelled or failed. */
  resume(run: string): void {
    this.#post({ kind: 'resume', run });
  }

  /** Stops the run and keeps its rows. */
  cancel(run: string): void {
    this.#post({ kind: 'cancel', run });
  }

  /** Stops the runs of an org, which the user has left. */
  cancelAll(org: string): void {
    for (const status of [...this.#running.values()]) if (status.org === org) this.cancel(status.run);
  }

  /** Stops the run and frees its rows. */
  close(run: string): void {
    this.#post({ kind: 'close', run });
  }

  /**
   * What is asked of a run's rows: see RunAnswers. Throws UNKNOWN_RUN, BAD_ANSWER, STORE_FAILED, RUNS_ENDED, CANCELLED.
   * @param onProgress of an export: how many rows are written, of how many; at most ten times a second
   */
  async ask<R extends RunRequest>(
    run: string,
    request: R,
    signal?: AbortSignal,
    onProgress?: (rows: number, totalSize: number) => void,
  ): Promise<RunAnswers[R['about']]> {
    let started: number | undefined;
    const cancel = () => started !== undefined && this.#post({ kind: 'cancelCall', call: started });
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await this.#calls.call(call => {
        started = call;
        if (onProgress) this.#exports.set(call, onProgress);
        this.#post({ kind: 'call', call, run, request });
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (started !== undefined) this.#exports.delete(started);
    }
  }

  /** Ends the worker and removes its rows from the disk. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#running.clear();
    this.#calls.rejectAll(ended());
    await worker?.terminate();
    await this.#options.removeRows();
  }

  #post(message: ToWorker): void {
    this.#worker ??= this.#spawn();
    this.#worker.postMessage(message);
  }

  #spawn(): Worker {
    const worker = this.#options.spawn();
    this.#orgs = new OrgAnswers(this.#options, told => worker.postMessage(told));
    worker.on('message', (message: FromWorker) => this.#receive(message));
    worker.on('error', error => this.#onEnd(worker, String(error)));
    worker.on('exit', code => this.#onEnd(worker, `exit code ${code}`));
    return worker;
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'status':
        this.#onStatus(message.status);
        return;
      case 'exported':
        this.#exports.get(message.call)?.(message.rows, message.totalSize);
        return;
      case 'done':
        if ('value' in message.outcome) this.#calls.resolve(message.call, message.outcome.value);
        else this.#calls.reject(message.call, new SalesforceError(message.outcome.error));
        return;
      default:
        this.#orgs?.receive(message);
    }
  }

  #onStatus(status: RunStatus): void {
    if (status.state === 'running') this.#running.set(status.run, status);
    else this.#running.delete(status.run);
    this.#options.onStatus(status);
  }

  /** The rows lived in that thread: every run ends, and the next one starts a new thread. */
  #onEnd(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#orgs?.end();
    this.#options.log.error(`The thread of the query runs ended: ${reason}`);
    const error = ended();
    this.#options.removeRows().catch((failure: unknown) => this.#options.log.warn(`Rows were left behind: ${failure}`));
    this.#calls.rejectAll(error);
    for (const status of [...this.#running.values()])
      this.#onStatus({ ...status, state: 'failed', rows: 0, error: error.toData() });
  }
}

const ended = () => new SalesforceError({ code: 'RUNS_ENDED', message: 'The process that held the rows has ended.' });
