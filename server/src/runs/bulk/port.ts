import type { Worker } from 'node:worker_threads';
import { assertNever } from '../../base/assertNever.ts';
import type { Log } from '../../base/log.ts';
import { PendingCalls } from '../../base/pendingCalls.ts';
import { errorFromFailure, SalesforceError } from '../../salesforce/errors.ts';
import type { RequestBudget } from '../../salesforce/transport/budget.ts';
import type { ApiUsage } from '../../salesforce/transport/limitInfo.ts';
import type { Token } from '../../salesforce/transport/transport.ts';
import type { BulkMethod, BulkQuestion, FromBulkWorker, Outcome, Params, Result, ToBulkWorker } from './messages.ts';
import type { JobStatus } from './status.ts';

export type { LoadMapping } from './load/mapping.ts';
export type { JobStatus };

export interface BulkPortOptions {
  /** Starts the worker thread; called at the first need. */
  readonly spawn: () => Worker;
  readonly token: (org: string, rejected?: string) => Promise<Token>;
  readonly apiVersion: (org: string) => Promise<string>;
  readonly budget: (org: string) => RequestBudget;
  readonly onStatus: (status: JobStatus) => void;
  readonly onUsage: (org: string, usage: ApiUsage) => void;
  readonly log: Log;
}

/**
 * The bulk jobs as the main thread sees them. They have a thread of their own, beside that of the query runs: reading and
 * checking large files would hold up the rows of a grid.
 */
export class BulkPort {
  readonly #options: BulkPortOptions;
  readonly #calls = new PendingCalls();
  readonly #progress = new Map<number, (rows: number, bytes: number) => void>();
  readonly #turns = new Map<number, () => void>();
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
    worker.on('message', (message: FromBulkWorker) => this.#receive(message));
    worker.on('error', error => this.#onEnd(worker, String(error)));
    worker.on('exit', code => this.#onEnd(worker, `exit code ${code}`));
    return worker;
  }

  #receive(message: FromBulkWorker): void {
    const { onStatus, onUsage, log } = this.#options;
    switch (message.kind) {
      case 'status':
        onStatus(message.status);
        return;
      case 'usage':
        onUsage(message.org, message.usage);
        return;
      case 'trace':
        log[message.level](message.line);
        return;
      case 'progress':
        this.#progress.get(message.call)?.(message.rows, message.bytes);
        return;
      case 'ask':
        // Never rejects: a failure is an outcome too.
        void this.#answer(message.call, message.question);
        return;
      case 'turnOver':
        this.#endTurn(message.call);
        return;
      case 'done':
        if ('value' in message.outcome) this.#calls.resolve(message.call, message.outcome.value);
        else this.#calls.reject(message.call, new SalesforceError(message.outcome.error));
        return;
      default:
        assertNever(message);
    }
  }

  async #answer(call: number, question: BulkQuestion): Promise<void> {
    let outcome: Outcome;
    try {
      outcome = { value: await this.#answerOf(call, question) };
    } catch (error) {
      outcome = { error: errorFromFailure(error).toData() };
    }
    this.#post({ kind: 'told', call, outcome });
  }

  async #answerOf(call: number, question: BulkQuestion): Promise<unknown> {
    const { token, apiVersion, budget } = this.#options;
    const worker = this.#worker;
    switch (question.about) {
      case 'token':
        return token(question.org, question.rejected);
      case 'apiVersion':
        return apiVersion(question.org);
      case 'turn': {
        const leave = await budget(question.org).enter(question.long);
        // A thread that has ended meanwhile gives nothing back.
        if (this.#worker === worker) this.#turns.set(call, leave);
        else leave();
        return null;
      }
      default:
        return assertNever(question);
    }
  }

  #endTurn(call: number): void {
    this.#turns.get(call)?.();
    this.#turns.delete(call);
  }

  /** What was begun lies on the disk: the next thread goes on with it. */
  #onEnd(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const call of [...this.#turns.keys()]) this.#endTurn(call);
    this.#options.log.error(`The thread of the bulk jobs ended: ${reason}`);
    this.#calls.rejectAll(new SalesforceError({ code: 'JOBS_ENDED', message: 'The process of the jobs has ended.' }));
  }
}
