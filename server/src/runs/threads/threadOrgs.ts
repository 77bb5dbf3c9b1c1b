import { PendingCalls } from '../../base/pendingCalls.ts';
import { SalesforceError } from '../../salesforce/errors.ts';
import { abortable } from '../../salesforce/transport/abortable.ts';
import type { RequestBudget } from '../../salesforce/transport/budget.ts';
import { createTransport, type Transport } from '../../salesforce/transport/transport.ts';
import type { Answers, OrgMessage, OrgOptions, Question, Told } from './messages.ts';

/** The orgs as a worker thread has them: connections of its own, with tokens and turns from the main thread. */
export class ThreadOrgs {
  readonly #options: OrgOptions;
  readonly #send: (message: OrgMessage) => void;
  readonly #transports = new Map<string, Transport>();
  readonly #questions = new PendingCalls();

  constructor(options: OrgOptions, send: (message: OrgMessage) => void) {
    this.#options = options;
    this.#send = send;
  }

  told({ call, outcome }: Told): void {
    if ('value' in outcome) this.#questions.resolve(call, outcome.value);
    else this.#questions.reject(call, new SalesforceError(outcome.error));
  }

  apiVersion(org: string): Promise<string> {
    return this.#ask({ about: 'apiVersion', org });
  }

  transport(org: string): Transport {
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
