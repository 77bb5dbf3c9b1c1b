import type { Worker } from 'node:worker_threads';
import { PendingCalls } from '../../base/pendingCalls.ts';
import { cancelled, SalesforceError } from '../../salesforce/errors.ts';
import type { FromThread, OnProgress, ToThread } from './messages.ts';
import { OrgAnswers, type OrgSource } from './orgAnswers.ts';

export interface ThreadPortOptions<Status> {
  readonly orgs: OrgSource;
  /** Starts the worker thread; called with the first message, and with the first one after a thread has ended. */
  readonly spawn: () => Worker;
  readonly onStatus: (status: Status) => void;
  /** The thread has ended by itself. */
  readonly onEnd: (reason: string) => void;
  /** What its calls end with then. */
  readonly ended: () => SalesforceError;
}

/**
 * The main thread's side of a worker thread: sends it calls, and answers what it asks about orgs.
 * `Own` are messages of its own, which nothing is answered to.
 */
export class ThreadPort<Request, Status, Own = never> {
  readonly #options: ThreadPortOptions<Status>;
  readonly #calls = new PendingCalls();
  readonly #progress = new Map<number, OnProgress>();
  #orgs: OrgAnswers | undefined;
  #worker: Worker | undefined;

  constructor(options: ThreadPortOptions<Status>) {
    this.#options = options;
  }

  /** Throws what the thread answers, CANCELLED, and `ended` where the thread ends. */
  async call<Result>(request: Request, signal?: AbortSignal, onProgress?: OnProgress): Promise<Result> {
    if (signal?.aborted) throw cancelled();
    let started = 0;
    const cancel = () => this.post({ kind: 'cancelCall', call: started });
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await this.#calls.call<Result>(call => {
        started = call;
        if (onProgress) this.#progress.set(call, onProgress);
        this.post({ kind: 'call', call, request });
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#progress.delete(started);
    }
  }

  post(message: ToThread<Request> | Own): void {
    this.#worker ??= this.#spawn();
    this.#worker.postMessage(message);
  }

  /** Ends the thread, and every call with it. */
  async stop(): Promise<void> {
    const worker = this.#leave();
    await worker?.terminate();
  }

  #spawn(): Worker {
    const worker = this.#options.spawn();
    this.#orgs = new OrgAnswers(this.#options.orgs, told => worker.postMessage(told));
    worker.on('message', (message: FromThread<Status>) => this.#receive(message));
    worker.on('error', error => this.#onEnd(worker, String(error)));
    worker.on('exit', code => this.#onEnd(worker, `exit code ${code}`));
    return worker;
  }

  #receive(message: FromThread<Status>): void {
    switch (message.kind) {
      case 'status':
        this.#options.onStatus(message.status);
        return;
      case 'progress':
        this.#progress.get(message.call)?.(message.rows, message.measure);
        return;
      case 'done':
        if ('value' in message.outcome) this.#calls.resolve(message.call, message.outcome.value);
        else this.#calls.reject(message.call, new SalesforceError(message.outcome.error));
        return;
      default:
        this.#orgs?.receive(message);
    }
  }

  #onEnd(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.#leave();
    this.#options.onEnd(reason);
  }

  #leave(): Worker | undefined {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#orgs?.end();
    this.#calls.rejectAll(this.#options.ended());
    return worker;
  }
}
