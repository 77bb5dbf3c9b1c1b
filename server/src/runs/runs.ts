import { join } from 'node:path';
import { assertNever } from '../base/assertNever.ts';
import { PendingCalls } from '../base/pendingCalls.ts';
import { throttle } from '../base/throttle.ts';
import type { Timers } from '../base/timers.ts';
import { cancelled, errorFromFailure, SalesforceError } from '../salesforce/errors.ts';
import { abortable } from '../salesforce/transport/abortable.ts';
import type { RequestBudget } from '../salesforce/transport/budget.ts';
import { createTransport, type Transport } from '../salesforce/transport/transport.ts';
import { copyRows } from './export/copyRows.ts';
import { type ExportOptions, exportRows } from './export/exportRows.ts';
import type { Answers, FromWorker, Outcome, Question, RunRequest, ToWorker, WorkerOptions } from './messages.ts';
import { progressEveryMs, Run } from './run.ts';

/** All runs of this process, behind messages. They have connections of their own and ask the main thread for tokens. */
export class Runs {
  readonly #options: WorkerOptions;
  readonly #timers: Timers;
  readonly #send: (message: FromWorker) => void;
  readonly #runs = new Map<string, Run>();
  readonly #transports = new Map<string, Transport>();
  readonly #calls = new Map<number, AbortController>();
  readonly #questions = new PendingCalls();

  constructor(options: WorkerOptions, timers: Timers, send: (message: FromWorker) => void) {
    this.#options = options;
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
        if ('value' in message.outcome) this.#questions.resolve(message.call, message.outcome.value);
        else this.#questions.reject(message.call, new SalesforceError(message.outcome.error));
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
      transport: this.#transportOf(org),
      apiVersion: () => this.#ask({ about: 'apiVersion', org }),
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

  #transportOf(org: string): Transport {
    const existing = this.#transports.get(org);
    if (existing) return existing;
    const { clientName, network, traceRequests, logHttp } = this.#options;
    const transport = createTransport({
      tokens: { get: rejected => this.#ask({ about: 'token', org, rejected }) },
      clientName,
      network,
      budget: this.#budgetOf(org),
      onUsage: usage => this.#send({ kind: 'usage', org, usage }),
      ...(traceRequests ? { onTrace: line => this.#send({ kind: 'trace', line }) } : {}),
      ...(logHttp ? { onHttpLog: lines => this.#send({ kind: 'httpLog', lines }) } : {}),
    });
    this.#transports.set(org, transport);
    return transport;
  }

  /** The main thread lets the requests of all threads in. */
  #budgetOf(org: string): RequestBudget {
    return {
      enter: async (long, signal) => {
        let asked = 0;
        const leave = () => this.#send({ kind: 'turnOver', call: asked });
        const turn = this.#questions.call<null>(call => {
          asked = call;
          this.#send({ kind: 'ask', call, question: { about: 'turn', org, long } });
        });
        try {
          await abortable(turn, signal);
        } catch (error) {
          // Who is not waited for any more still has to give back what it gets.
          turn.then(leave, () => undefined);
          throw error;
        }
        return leave;
      },
    };
  }

  #ask<Q extends Question>(question: Q): Promise<Answers[Q['about']]> {
    return this.#questions.call(call => this.#send({ kind: 'ask', call, question }));
  }
}
