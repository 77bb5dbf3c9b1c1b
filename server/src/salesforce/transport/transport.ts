import type { Dispatcher } from 'undici';
import { cancelled, type ErrorAnswer, errorFromAnswer, errorFromFailure, SalesforceError } from '../errors.ts';
import { abortable } from './abortable.ts';
import { type Answer, readAnswer, type StreamedAnswer, streamedAnswer } from './answer.ts';
import { OrgBudget, type RequestBudget } from './budget.ts';
import { createDispatcher, defaultTimeouts, type NetworkOptions, type Timeouts } from './dispatcher.ts';
import { type ApiUsage, parseLimitInfo } from './limitInfo.ts';
import { asComposite, isRefusedAsTooLong, isTooLong, ofComposite } from './longUrl.ts';
import { pathBelow, trustedOrigin } from './origin.ts';
import { retryDelay } from './retry.ts';
import { httpLogLines, traceLine } from './trace.ts';

/** An access token, and the one place where it is valid. */
export interface Token {
  readonly accessToken: string;
  readonly instanceUrl: string;
}

export interface TokenSource {
  /** The org's token. `rejected` is the one that Salesforce has just refused: the answer must be another one. */
  get(rejected?: string): Promise<Token>;
}

export interface TransportRequest {
  /** Path and query below the org's origin. */
  readonly path: string;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Large bodies are made as the connection takes them; the function is called again where the request is. A piece is
   * asked for when all before it are with the system: a piece of 64 KB and more may use the memory of an earlier one.
   * SOAP wants the token in the body.
   */
  readonly body?: string | Buffer | ((accessToken: string) => string | AsyncIterable<Uint8Array>);
  /** What an answer with an error status says, where that is not told as REST tells it. */
  readonly readError?: (answer: ErrorAnswer) => SalesforceError;
  /** Whether it may safely happen twice. Reads may; of others only the caller knows. */
  readonly idempotent?: boolean | undefined;
  /** Whether it may run for 20 seconds and more, as a query may: see RequestBudget. */
  readonly long?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** HTTP to one org. */
export interface Transport {
  /**
   * Sends a request and reads the whole answer. Answers with a status below 400 are returned (304 included); all
   * else is thrown as a SalesforceError. A read that failed in a way that passes by itself is sent again, and one whose
   * URL is too long goes as a composite.
   */
  request(request: TransportRequest): Promise<Answer>;
  /**
   * Sends a request whose answer is too large for memory: `read` gets its body, unpacked, as it comes, at the pace at
   * which it is read. Throws as `request` does, but sends nothing again once `read` was called.
   */
  stream<Result>(request: TransportRequest, read: (answer: StreamedAnswer) => Promise<Result>): Promise<Result>;
  /** Ends the connections, those in use included. */
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly tokens: TokenSource;
  /** Names this product to Salesforce, in its logs and change events. */
  readonly clientName: string;
  readonly network?: NetworkOptions;
  readonly timeouts?: Timeouts;
  /** Who lets requests in; without one, this transport has one of its own. */
  readonly budget?: RequestBudget;
  readonly onUsage?: (usage: ApiUsage) => void;
  /** One line per request, without query values, bodies and tokens. */
  readonly onTrace?: (line: string) => void;
  /** Some lines per request for a support case, without what `onTrace` leaves out and without ids of records. */
  readonly onHttpLog?: (lines: string) => void;
  /** Waits that many milliseconds. */
  readonly sleep?: (ms: number) => Promise<void>;
}

const mostReplays = 2;

const sleepWithTimer = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

export function createTransport(options: TransportOptions): Transport {
  return new OrgTransport(options);
}

class OrgTransport implements Transport {
  readonly #options: TransportOptions;
  readonly #budget: RequestBudget;
  /** The connections, and the one origin that they lead to. */
  #pool: { readonly origin: string; readonly dispatcher: Promise<Dispatcher> } | undefined;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#budget = options.budget ?? new OrgBudget();
  }

  async request(request: TransportRequest): Promise<Answer> {
    const composite = asComposite(request, request.path);
    if (composite && isTooLong(request.path)) return this.#requestAs(composite);
    try {
      return await this.#sendPatiently(request);
    } catch (error) {
      if (!composite || !isRefusedAsTooLong(error)) throw error;
      return this.#requestAs(composite);
    }
  }

  async #requestAs(composite: TransportRequest): Promise<Answer> {
    const answer = ofComposite(await this.#sendPatiently(composite));
    if (answer.status >= 400) throw errorFromAnswer(answer);
    return answer;
  }

  async #sendPatiently(request: TransportRequest): Promise<Answer> {
    const { sleep = sleepWithTimer } = this.#options;
    const { method = 'GET' } = request;
    const idempotent = request.idempotent ?? (method === 'GET' || method === 'HEAD');
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#sendWithToken(request);
      } catch (error) {
        const delay = retryDelay(idempotent, error, attempt);
        if (delay === undefined) throw error;
        await abortable(sleep(delay), request.signal);
      }
    }
  }

  stream<Result>(request: TransportRequest, read: (answer: StreamedAnswer) => Promise<Result>): Promise<Result> {
    let result: Promise<Result> | undefined;
    const reading = async (response: Dispatcher.ResponseData): Promise<Answer> => {
      if (response.statusCode >= 400) return readAnswer(response);
      const answer = streamedAnswer(response);
      result = read(answer);
      // Whatever the reader has left of it: the connection waits for the end.
      await result.finally(() => response.body.destroy());
      return { ...answer, body: Buffer.alloc(0) };
    };
    // An answer below 400 always gets to the reader.
    return this.#sendWithToken(request, reading).then(() => result!);
  }

  async close(): Promise<void> {
    const dispatcher = this.#pool?.dispatcher;
    this.#pool = undefined;
    await (await dispatcher)?.destroy();
  }

  /**
   * A fresh token and a replay where Salesforce says that the session is over. Twice at most: the first fresh token may be
   * one that another window got long ago, and that has ended too.
   */
  async #sendWithToken(request: TransportRequest, read = readAnswer): Promise<Answer> {
    // Before the token: what waits for its turn must not take along one that ends meanwhile.
    const leave = await this.#budget.enter(request.long ?? false, request.signal);
    try {
      let rejected: string | undefined;
      for (let replays = 0; ; replays++) {
        const token = await abortable(this.#options.tokens.get(rejected), request.signal);
        try {
          return await this.#send(request, token, read);
        } catch (error) {
          if (!isSessionOver(error) || replays === mostReplays) throw error;
          rejected = token.accessToken;
        }
      }
    } finally {
      leave();
    }
  }

  async #send(request: TransportRequest, token: Token, read: typeof readAnswer): Promise<Answer> {
    const origin = trustedOrigin(token.instanceUrl);
    const path = pathBelow(origin, request.path);
    const started = performance.now();
    let answer: Answer | undefined;
    try {
      const dispatcher = await this.#dispatcherFor(origin);
      const sent = dispatcher.request(requestOptions(request, origin, path, token, this.#options.clientName));
      answer = await read(await sent);
    } catch (failure) {
      throw request.signal?.aborted ? cancelled() : errorFromFailure(failure);
    } finally {
      this.#trace(request, path, answer, performance.now() - started);
    }
    const usage = parseLimitInfo(answer.header('sforce-limit-info'));
    if (usage) this.#options.onUsage?.(usage);
    if (answer.status >= 400) throw (request.readError ?? errorFromAnswer)(answer);
    return answer;
  }

  #trace(request: TransportRequest, path: string, answer: Answer | undefined, ms: number): void {
    const { onTrace, onHttpLog } = this.#options;
    const traced = { method: request.method ?? 'GET', path, answer, ms };
    onTrace?.(traceLine(traced));
    onHttpLog?.(httpLogLines(traced, { bodyBytes: bodyBytes(request) }));
  }

  #dispatcherFor(origin: string): Promise<Dispatcher> {
    if (this.#pool?.origin !== origin) {
      closeDispatcher(this.#pool?.dispatcher);
      const { network = {}, timeouts = defaultTimeouts } = this.#options;
      this.#pool = { origin, dispatcher: createDispatcher(origin, network, timeouts) };
    }
    return this.#pool.dispatcher;
  }
}

function requestOptions(request: TransportRequest, origin: string, path: string, token: Token, clientName: string) {
  return {
    origin,
    path,
    method: request.method ?? 'GET',
    headers: {
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'sforce-call-options': `client=${clientName}`,
      ...request.headers,
      authorization: `Bearer ${token.accessToken}`,
    },
    // Not as a stream: that would ask for pieces ahead, and they may share memory. undici's types lack what it takes.
    body:
      typeof request.body === 'function'
        ? (request.body(token.accessToken) as unknown as Buffer)
        : (request.body ?? null),
    signal: request.signal ?? null,
  };
}

const bodyBytes = ({ body = '', headers }: TransportRequest): number =>
  typeof body === 'function' ? Number(headers?.['content-length'] ?? 0) : Buffer.byteLength(body);

/** REST answers with 401; a fault of SOAP has the status 500, whatever is wrong. */
const isSessionOver = (error: unknown) =>
  error instanceof SalesforceError &&
  (error.status === 401 || error.status === 500) &&
  error.code === 'INVALID_SESSION_ID';

function closeDispatcher(dispatcher: Promise<Dispatcher> | undefined): void {
  dispatcher?.then(old => old.close()).catch(() => undefined);
}
