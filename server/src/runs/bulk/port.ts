import type { Worker } from 'node:worker_threads';
import { PendingCalls } from '../../base/pendingCalls.ts';
import { SalesforceError } from '../../salesforce/errors.ts';
import { OrgAnswers, type OrgSource } from '../orgs/orgAnswers.ts';
import type { BulkMethod, FromBulkWorker, Params, Result, ToBulkWorker } from './messages.ts';
import type { JobStatus } from './status.ts';

export type { LoadMapping } from './load/mapping.ts';
export type { JobStatus };

export interface BulkPortOptions extends OrgSource {
  /** Starts the worker thread; called at the first need. */
  readonly spawn: () => Worker;
  readonly onStatus: (status: JobStatus) => void;
}

/**
 * The bulk jobs as the main thread sees them. They have a thread of their own, beside that of the query runs: reading and
 * checking large files would hold up the rows of a grid.
 */
export class BulkPort {
  readonly #options: BulkPortOptions;
  readonly #calls = new PendingCalls();
  readonly #progress = new Map<number, (rows: number, bytes: number) => void>();
  #orgs: OrgAnswers | undefined;
  #worker: Worker | undefined;

  constructor(options: BulkPortOptions) {
    this.#options = options;
  }

  /** Throws what the method throws, and JOBS_ENDED where the thread ends. */
  async call<Method extends BulkMethod>(
    method: Method,
    params: Params<Method>,
    signal?: AbortSignal,
    onProgress?: (rows: number, bytes: number) => void,
  ): Promise<Result<Method>> {
    let started = 0;
    const cancel = () => this.#post({ kind: 'cancel', call: started });
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await this.#calls.call<Result<Method>>(call => {
        started = call;
        if (onProgress) this.#progress.set(call, onProgress);
        this.#post({ kind: 'call', call, method, params });
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#progress.delete(started);
    }
  }

  #post(message: ToBulkWorker): void {
    this.#worker ??= this.#spawn();
    this.#worker.postMessage(message);
  }

  #spawn(): Worker {
    const worker = this.#options.spawn();
    this.#orgs = new OrgAnswers(this.#options, told => worker.postMessage(told));
    worker.on('message', (message: FromBulkWorker) => this.#receive(message));
    worker.on('error', error => this.#onEnd(worker, String(error)));
    worker.on('exit', code => this.#onEnd(worker, `exit code ${code}`));
    return worker;
  }

  #receive(message: FromBulkWorker): void {
    switch (message.kind) {
      case 'status':
        this.#options.onStatus(message.status);
        return;
      case 'progress':
        this.#progress.get(message.call)?.(message.rows, message.bytes);
        return;
      case 'done':
        if ('value' in message.outcome) this.#calls.resolve(message.call, message.outcome.value);
        else this.#calls.reject(message.call, new SalesforceError(message.outcome.error));
        return;
      default:
        this.#orgs?.receive(message);
    }
  }

  /** What was begun lies on the disk: the next thread goes on with it. */
  #onEnd(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#orgs?.end();
    this.#options.log.error(`The thread of the bulk jobs ended: ${reason}`);
    this.#calls.rejectAll(new SalesforceError({ code: 'JOBS_ENDED', message: 'The process of the jobs has ended.' }));
  }
}
