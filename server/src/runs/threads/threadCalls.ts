import { assertNever } from '../../base/assertNever.ts';
import { cancelled, errorFromFailure, SalesforceError } from '../../salesforce/errors.ts';
import type { FromThread, OnProgress, OrgOptions, Outcome, ToThread } from './messages.ts';
import { ThreadOrgs } from './threadOrgs.ts';

/** What the work on a call gets beside its request. */
export interface Call {
  readonly signal: AbortSignal;
  readonly progress: OnProgress;
}

/** The worker's side of its thread: answers the calls of the main thread, and asks it about orgs. */
export class ThreadCalls<Request, Status> {
  readonly orgs: ThreadOrgs;
  readonly #send: (message: FromThread<Status>) => void;
  readonly #handle: (request: Request, call: Call) => unknown;
  readonly #running = new Map<number, AbortController>();

  constructor(
    options: OrgOptions,
    send: (message: FromThread<Status>) => void,
    handle: (request: Request, call: Call) => unknown,
  ) {
    this.orgs = new ThreadOrgs(options, send);
    this.#send = send;
    this.#handle = handle;
  }

  receive(message: ToThread<Request>): void {
    switch (message.kind) {
      case 'call':
        // Never rejects: a failure is an outcome too.
        void this.#answer(message.call, message.request);
        return;
      case 'cancelCall':
        this.#running.get(message.call)?.abort();
        return;
      case 'told':
        this.orgs.told(message);
        return;
      default:
        assertNever(message);
    }
  }

  async #answer(call: number, request: Request): Promise<void> {
    const abort = new AbortController();
    this.#running.set(call, abort);
    const progress: OnProgress = (rows, measure) => this.#send({ kind: 'progress', call, rows, measure });
    let outcome: Outcome;
    try {
      outcome = { value: await this.#handle(request, { signal: abort.signal, progress }) };
    } catch (failure) {
      outcome = { error: (abort.signal.aborted ? cancelled() : errorOf(failure)).toData() };
    }
    this.#running.delete(call);
    this.#send({ kind: 'done', call, outcome });
  }
}

/** A file that cannot be read or written is no matter of the network. */
function errorOf(failure: unknown): SalesforceError {
  const { code, message = '', path } = failure as Partial<NodeJS.ErrnoException>;
  const isOfFile = path !== undefined && code !== undefined;
  return isOfFile ? new SalesforceError({ code: 'FILE_UNREADABLE', message }) : errorFromFailure(failure);
}
