import { join } from 'node:path';
import { assertNever } from '../base/assertNever.ts';
import { throttle } from '../base/throttle.ts';
import type { Timers } from '../base/timers.ts';
import { cancelled, errorFromFailure, SalesforceError } from '../salesforce/errors.ts';
import { copyRows } from './export/copyRows.ts';
import { type ExportOptions, exportRows } from './export/exportRows.ts';
import type { FromWorker, RunRequest, ToWorker, WorkerOptions } from './messages.ts';
import type { Outcome } from './orgs/messages.ts';
import { ThreadOrgs } from './orgs/threadOrgs.ts';
import { progressEveryMs, Run } from './run.ts';

/** All runs of this process, behind messages. They have connections of their own and ask the main thread for tokens. */
export class Runs {
  readonly #options: WorkerOptions;
  readonly #timers: Timers;
  readonly #send: (message: FromWorker) => void;
  readonly #runs = new Map<string, Run>();
  readonly #orgs: ThreadOrgs;
  readonly #calls = new Map<number, AbortController>();

  constructor(options: WorkerOptions, timers: Timers, send: (message: FromWorker) => void) {
    this.#options = options;
    this.#orgs = new ThreadOrgs(options, send);
    this.#timers = timers;
    this.#send = send;
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'start':
        this.#start(message);
        return;
      case 'resume':
        this.#runs.get(message.run)?.resume();
        return;
      case 'cancel':
        this.#runs.get(message.run)?.cancel();
        return;
      case 'close':
        this.#runs.get(message.run)?.close();
        this.#runs.delete(message.run);
        return;
      case 'call':
        // Never rejects: a failure is an outcome too.
        void this.#answer(message.call, message.run, message.request);
        return;
      case 'cancelCall':
        this.#calls.get(message.call)?.abort();
        return;
      case 'told':
        this.#orgs.told(message);
        return;
      default:
        assertNever(message);
    }
  }

  #start({ run: id, org, statement, askAbove }: ToWorker & { readonly kind: 'start' }): void {
    const run = new Run({
      id,
      org,
      statement,
      askAbove,
      file: join(this.#options.resultsFolder, id),
      transport: this.#orgs.transport(org),
      apiVersion: () => this.#orgs.apiVersion(org),
      timers: this.#timers,
      onStatus: status => this.#send({ kind: 'status', status }),
    });
    this.#runs.set(id, run);
    // Never rejects: a failure is the run's last status.
    void run.start();
  }

  async #answer(call: number, id: string, request: RunRequest): Promise<void> {
    const abort = new AbortController();
    this.#calls.set(call, abort);
    let outcome: Outcome;
    try {
      outcome = { value: await this.#answerOf(call, this.#runOf(id), request, abort.signal) };
    } catch (error) {
      outcome = { error: (abort.signal.aborted ? cancelled() : errorFromFailure(error)).toData() };
    }
    this.#calls.delete(call);
    this.#send({ kind: 'done', call, outcome });
  }

  #answerOf(call: number, run: Run, request: RunRequest, signal: AbortSignal): unknown {
    const { store } = run;
    switch (request.about) {
      case 'window':
        return store.window(request.start, request.end);
      case 'records':
        return store.arranged(request.start, request.end);
      case 'arrange':
        return store.arrange(request.options, signal);
      case 'find':
        return store.find(request.search, request.from, request.backwards, signal);
      case 'refresh':
        return run.refresh(request.ids, signal);
      case 'copy':
        return copyRows(store, request.options, signal);
      case 'export':
        return this.#exportRun(call, run, request.options, signal);
      default:
        return assertNever(request);
    }
  }

  async #exportRun(call: number, run: Run, options: ExportOptions, signal: AbortSignal): Promise<number> {
    let rows = 0;
    const tell = () => this.#send({ kind: 'exported', call, rows, totalSize: run.totalSize });
    const progress = throttle(this.#timers, progressEveryMs, tell);
    const onRows = (written: number) => {
      rows = written;
      progress.request();
    };
    try {
      return await exportRows(run, options, onRows, signal);
    } finally {
      progress.flush();
    }
  }

  #runOf(id: string): Run {
    const run = this.#runs.get(id);
    if (!run) throw new SalesforceError({ code: 'UNKNOWN_RUN', message: 'This result is closed.' });
    return run;
  }
}
