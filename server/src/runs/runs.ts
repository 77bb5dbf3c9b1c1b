import { join } from 'node:path';
import { assertNever } from '../base/assertNever.ts';
import { throttle } from '../base/throttle.ts';
import type { Timers } from '../base/timers.ts';
import { SalesforceError } from '../salesforce/errors.ts';
import { copyRows } from './export/copyRows.ts';
import { type ExportOptions, exportRows } from './export/exportRows.ts';
import type { FromWorker, RunCall, RunCommand, RunStatus, ToWorker, WorkerOptions } from './messages.ts';
import { progressEveryMs, Run } from './run.ts';
import type { OnProgress } from './threads/messages.ts';
import { type Call, ThreadCalls } from './threads/threadCalls.ts';

/** All runs of this process, behind messages. They have connections of their own and ask the main thread for tokens. */
export class Runs {
  readonly #options: WorkerOptions;
  readonly #timers: Timers;
  readonly #send: (message: FromWorker) => void;
  readonly #runs = new Map<string, Run>();
  readonly #calls: ThreadCalls<RunCall, RunStatus>;

  constructor(options: WorkerOptions, timers: Timers, send: (message: FromWorker) => void) {
    this.#options = options;
    this.#timers = timers;
    this.#send = send;
    this.#calls = new ThreadCalls(options, send, (call, work) => this.#answer(call, work));
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
      default:
        this.#calls.receive(message);
    }
  }

  #start({ run: id, org, statement, askAbove }: RunCommand & { readonly kind: 'start' }): void {
    const run = new Run({
      id,
      org,
      statement,
      askAbove,
      file: join(this.#options.resultsFolder, id),
      transport: this.#calls.orgs.transport(org),
      apiVersion: () => this.#calls.orgs.apiVersion(org),
      timers: this.#timers,
      onStatus: status => this.#send({ kind: 'status', status }),
    });
    this.#runs.set(id, run);
    // Never rejects: a failure is the run's last status.
    void run.start();
  }

  #answer({ run: id, request }: RunCall, { signal, progress }: Call): unknown {
    const run = this.#runOf(id);
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
        return this.#exportRun(run, request.options, progress, signal);
      default:
        return assertNever(request);
    }
  }

  async #exportRun(run: Run, options: ExportOptions, onProgress: OnProgress, signal: AbortSignal): Promise<number> {
    let rows = 0;
    const progress = throttle(this.#timers, progressEveryMs, () => onProgress(rows, run.totalSize));
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
