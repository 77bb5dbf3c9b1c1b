import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import { assertNever } from '../base/assertNever.ts';
import type { Log } from '../base/log.ts';
import { PendingCalls } from '../base/pendingCalls.ts';
import { errorFromFailure, SalesforceError } from '../salesforce/errors.ts';
import type { ApiUsage } from '../salesforce/transport/limitInfo.ts';
import type { Token } from '../salesforce/transport/transport.ts';
import type { FromWorker, Outcome, Question, RowWindow, RunStatus, ToWorker } from './messages.ts';
import type { RunStatement } from './statement.ts';

export type { RowWindow, RunStatement, RunStatus };

export interface RunsPortOptions {
  /** Starts the worker thread; called with the first run. */
  readonly spawn: () => Worker;
  /** What the worker asks for. */
  readonly token: (org: string, rejected?: string) => Promise<Token>;
  readonly apiVersion: (org: string) => Promise<string>;
  readonly onStatus: (status: RunStatus) => void;
  readonly onUsage: (org: string, usage: ApiUsage) => void;
  readonly log: Log;
}

/** The runs as the main thread sees them. */
export interface RunsPort {
  /** Answers the run's id at once; the rest comes as status. */
  start(org: string, statement: RunStatement): string;
  /** Stops the run and keeps its rows. */
  cancel(run: string): void;
  /** Stops the run and frees its rows. */
  close(run: string): void;
  /** Throws UNKNOWN_RUN, BAD_ANSWER. */
  window(run: string, start: number, end: number): Promise<RowWindow>;
  sort(run: string, column: string | undefined, descending: boolean): Promise<void>;
}

export function createRunsPort(options: RunsPortOptions): RunsPort {
  const { log } = options;
  const calls = new PendingCalls();
  const running = new Map<string, RunStatus>();
  let worker: Worker | undefined;

  const answer = async (question: Question): Promise<Outcome> => {
    try {
      const { about, org } = question;
      const value = about === 'token' ? await options.token(org, question.rejected) : await options.apiVersion(org);
      return { value };
    } catch (error) {
      return { error: errorFromFailure(error).toData() };
    }
  };

  const receive = (message: FromWorker) => {
    switch (message.kind) {
      case 'status':
        if (message.status.state === 'running') running.set(message.status.run, message.status);
        else running.delete(message.status.run);
        return options.onStatus(message.status);
      case 'usage':
        return options.onUsage(message.org, message.usage);
      case 'trace':
        return log.trace(message.line);
      case 'ask':
        // Never rejects: a failure is the outcome.
        void answer(message.question).then(outcome => post({ kind: 'told', call: message.call, outcome }));
        return;
      case 'done':
        if ('value' in message.outcome) calls.resolve(message.call, message.outcome.value);
        else calls.reject(message.call, new SalesforceError(message.outcome.error));
        return;
      default:
        assertNever(message);
    }
  };

  /** The rows lived in that thread: every run ends, and the next one starts a new thread. */
  const onExit = (reason: string) => {
    if (!worker) return;
    worker = undefined;
    log.error(`The thread of the query runs ended: ${reason}`);
    const error = new SalesforceError({ code: 'RUNS_ENDED', message: 'The process that held the rows has ended.' });
    calls.rejectAll(error);
    for (const status of running.values())
      options.onStatus({ ...status, state: 'failed', rows: 0, error: error.toData() });
    running.clear();
  };

  const spawn = () => {
    worker = options.spawn();
    worker.on('message', receive);
    worker.on('error', error => onExit(String(error)));
    worker.on('exit', code => onExit(`exit code ${code}`));
    return worker;
  };

  const post = (message: ToWorker) => (worker ?? spawn()).postMessage(message);

  return {
    start(org, statement) {
      const run = randomUUID();
      running.set(run, { run, org, state: 'running', rows: 0, totalSize: 0, pages: 0, calls: 0, elapsedMs: 0 });
      post({ kind: 'start', run, org, statement });
      return run;
    },
    cancel: run => post({ kind: 'cancel', run }),
    close: run => post({ kind: 'close', run }),
    window: (run, start, end) => calls.call(call => post({ kind: 'window', call, run, start, end })),
    sort: (run, column, descending) => calls.call(call => post({ kind: 'sort', call, run, column, descending })),
  };
}
