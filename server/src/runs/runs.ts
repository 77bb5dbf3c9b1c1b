import { assertNever } from '../base/assertNever.ts';
import { PendingCalls } from '../base/pendingCalls.ts';
import type { Timers } from '../base/timers.ts';
import { errorFromFailure, SalesforceError } from '../salesforce/errors.ts';
import { createTransport, type Transport } from '../salesforce/transport/transport.ts';
import type { Answers, FromWorker, Outcome, Question, ToWorker, WorkerOptions } from './messages.ts';
import { Run } from './run.ts';

/**
 * All runs of this process, behind messages: give it what comes from the main thread. It has connections of its own
 * and asks the main thread for tokens.
 */
export function createRuns(
  options: WorkerOptions,
  timers: Timers,
  send: (message: FromWorker) => void,
): (message: ToWorker) => void {
  const runs = new Map<string, Run>();
  const transports = new Map<string, Transport>();
  const questions = new PendingCalls();

  const ask = <Q extends Question>(question: Q): Promise<Answers[Q['about']]> =>
    questions.call(call => send({ kind: 'ask', call, question }));

  const transportOf = (org: string): Transport => {
    const existing = transports.get(org);
    if (existing) return existing;
    const transport = createTransport({
      tokens: { get: rejected => ask({ about: 'token', org, rejected }) },
      clientName: options.clientName,
      network: options.network,
      onUsage: usage => send({ kind: 'usage', org, usage }),
      ...(options.traceRequests ? { onTrace: line => send({ kind: 'trace', line }) } : {}),
    });
    transports.set(org, transport);
    return transport;
  };

  const start = ({ run: id, org, statement }: Extract<ToWorker, { kind: 'start' }>) => {
    const run = new Run({
      id,
      org,
      statement,
      transport: transportOf(org),
      apiVersion: () => ask({ about: 'apiVersion', org }),
      timers,
      onStatus: status => send({ kind: 'status', status }),
    });
    runs.set(id, run);
    // Never rejects: a failure is the run's last status.
    void run.start();
  };

  const storeOf = (id: string) => {
    const run = runs.get(id);
    if (!run) throw new SalesforceError({ code: 'UNKNOWN_RUN', message: 'This result is closed.' });
    return run.store;
  };

  return message => {
    switch (message.kind) {
      case 'start':
        return start(message);
      case 'cancel':
        return runs.get(message.run)?.cancel();
      case 'close':
        runs.get(message.run)?.cancel();
        runs.delete(message.run);
        return;
      case 'window': {
        const { call, run, start: first, end } = message;
        return send({ kind: 'done', call, outcome: outcomeOf(() => storeOf(run).window(first, end)) });
      }
      case 'sort': {
        const { call, run, column, descending } = message;
        return send({ kind: 'done', call, outcome: outcomeOf(() => storeOf(run).sort(column, descending)) });
      }
      case 'told':
        if ('value' in message.outcome) questions.resolve(message.call, message.outcome.value);
        else questions.reject(message.call, new SalesforceError(message.outcome.error));
        return;
      default:
        assertNever(message);
    }
  };
}

function outcomeOf(work: () => unknown): Outcome {
  try {
    return { value: work() };
  } catch (error) {
    return { error: errorFromFailure(error).toData() };
  }
}
