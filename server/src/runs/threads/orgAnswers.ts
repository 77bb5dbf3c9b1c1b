import { assertNever } from '../../base/assertNever.ts';
import type { Log } from '../../base/log.ts';
import { errorFromFailure } from '../../salesforce/errors.ts';
import type { RequestBudget } from '../../salesforce/transport/budget.ts';
import type { ApiUsage } from '../../salesforce/transport/limitInfo.ts';
import type { Token } from '../../salesforce/transport/transport.ts';
import type { OrgMessage, Outcome, Question, Told } from './messages.ts';

/** What a thread needs of the orgs. */
export interface OrgSource {
  readonly token: (org: string, rejected?: string) => Promise<Token>;
  readonly apiVersion: (org: string) => Promise<string>;
  /** Throws UNKNOWN_ORG. */
  readonly budget: (org: string) => RequestBudget;
  readonly onUsage: (org: string, usage: ApiUsage) => void;
  readonly log: Log;
}

/** The main thread's side of one worker thread's orgs: it lives as long as the thread does. */
export class OrgAnswers {
  readonly #source: OrgSource;
  readonly #tell: (message: Told) => void;
  /** Gives back the turn of a request of the thread, by the call that asked for it. */
  readonly #turns = new Map<number, () => void>();
  #ended = false;

  constructor(source: OrgSource, tell: (message: Told) => void) {
    this.#source = source;
    this.#tell = tell;
  }

  receive(message: OrgMessage): void {
    switch (message.kind) {
      case 'ask':
        // Never rejects: a failure is an outcome too.
        void this.#answer(message.call, message.question);
        return;
      case 'turnOver':
        this.#endTurn(message.call);
        return;
      case 'usage':
        this.#source.onUsage(message.org, message.usage);
        return;
      case 'trace':
        this.#source.log.trace(message.line);
        return;
      case 'httpLog':
        this.#source.log.info(message.lines);
        return;
      default:
        assertNever(message);
    }
  }

  /** The thread is gone, and gives nothing back any more. */
  end(): void {
    this.#ended = true;
    for (const call of [...this.#turns.keys()]) this.#endTurn(call);
  }

  async #answer(call: number, question: Question): Promise<void> {
    let outcome: Outcome;
    try {
      outcome = { value: await this.#answerOf(call, question) };
    } catch (error) {
      outcome = { error: errorFromFailure(error).toData() };
    }
    if (!this.#ended) this.#tell({ kind: 'told', call, outcome });
  }

  async #answerOf(call: number, question: Question): Promise<unknown> {
    const { token, apiVersion, budget } = this.#source;
    switch (question.about) {
      case 'token':
        return token(question.org, question.rejected);
      case 'apiVersion':
        return apiVersion(question.org);
      case 'turn': {
        const leave = await budget(question.org).enter(question.long);
        if (this.#ended) leave();
        else this.#turns.set(call, leave);
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
}
