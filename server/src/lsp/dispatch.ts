import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { Log } from '../base/log.ts';
import type { ErrorData, RequestMessage } from '../protocol/message.ts';
import { type Explanation, failureOf } from './explain.ts';

/** Every request of the client goes through here: cancelled, caught, logged and answered in one way. */
export interface Dispatch {
  /** A request of our own protocol. A failure is answered in words, with ErrorData. */
  request<Params, Result>(
    message: RequestMessage<Params, Result>,
    handle: (params: Params, signal: AbortSignal) => Result | Promise<Result>,
  ): void;
  /** A language feature: synchronous, and answered with `fallback` where it fails; a ResponseError goes to the user. */
  feature<Params, Result>(
    name: string,
    fallback: Result,
    handle: (params: Params) => Result,
  ): (params: Params, token: CancellationToken) => Promise<Result>;
}

/** What tells which org a request is about. */
export interface About {
  readonly org?: string;
  /** A run, whose org it is. */
  readonly run?: string;
}

export function createDispatch(
  connection: Connection,
  log: Log,
  explainFor: (about: About | undefined, error: unknown) => Explanation,
): Dispatch {
  return {
    request(message, handle) {
      connection.onRequest(message.method, async (params, token): Promise<unknown> => {
        try {
          return await handle(params, signalOf(token));
        } catch (error) {
          const { message: words, data } = explainFor(params, error);
          logFailure(log, message.method, error);
          throw new ResponseError<ErrorData>(LSPErrorCodes.RequestFailed, words, data);
        }
      });
    },
    feature: (name, fallback, handle) => async (params, token) => {
      await inboxRead();
      if (token.isCancellationRequested) throw new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'Cancelled');
      try {
        return handle(params);
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        logFailure(log, name, error);
        return fallback;
      }
    },
  };
}

function signalOf(token: CancellationToken): AbortSignal {
  const abort = new AbortController();
  // One that was cancelled before its request was read tells nobody any more.
  if (token.isCancellationRequested) abort.abort();
  token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}

/** Lets what has already arrived be read: the request may be cancelled there, or its document changed. */
const inboxRead = () => new Promise(resolve => setImmediate(resolve));

/** The code alone says what went wrong; the message may quote a query. A fault of our own needs its stack. */
function logFailure(log: Log, what: string, error: unknown): void {
  const { code, message, status } = failureOf(error);
  log.error(`${what}: ${code}${status === undefined ? '' : ` (status ${status})`}`);
  log.trace(code === 'INTERNAL_ERROR' && error instanceof Error ? (error.stack ?? message) : message);
}
