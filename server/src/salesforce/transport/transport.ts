import type { Dispatcher } from 'undici';
import { cancelled, errorFromAnswer, errorFromFailure, SalesforceError } from '../errors.ts';
import { abortable } from './abortable.ts';
import { type Answer, readAnswer } from './answer.ts';
import { createDispatcher, defaultTimeouts, type NetworkOptions, type Timeouts } from './dispatcher.ts';
import { type ApiUsage, parseLimitInfo } from './limitInfo.ts';
import { pathBelow, trustedOrigin } from './origin.ts';
import { retryDelay } from './retry.ts';

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
  readonly body?: string | Buffer;
  readonly signal?: AbortSignal | undefined;
}

/** HTTP to one org. */
export interface Transport {
  /**
   * Sends a request and reads the whole answer. Answers with a status below 400 are returned (304 included); all
   * else is thrown as a SalesforceError. A read that failed in a way that passes by itself is sent again.
   */
  request(request: TransportRequest): Promise<Answer>;
  /** Ends the connections, those in use included. */
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly tokens: TokenSource;
  /** Names this product to Salesforce, in its logs and change events. */
  readonly clientName: string;
  readonly network?: NetworkOptions;
  readonly timeouts?: Timeouts;
  readonly onUsage?: (usage: ApiUsage) => void;
  /** One line per request, without query values, bodies and tokens. */
  readonly onTrace?: (line: string) => void;
  /** Waits that many milliseconds. */
  readonly sleep?: (ms: number) => Promise<void>;
}

const sleepWithTimer = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

export function createTransport(options: TransportOptions): Transport {
  return new OrgTransport(options);
}

class OrgTransport implements Transport {
  readonly #options: TransportOptions;
  /** The connections, and the one origin that they lead to. */
  #pool: { readonly origin: string; readonly dispatcher: Promise<Dispatcher> } | undefined;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  async request(request: TransportRequest): Promise<Answer> {
    const { sleep = sleepWithTimer } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#sendWithToken(request);
      } catch (error) {
        const delay = retryDelay(request.method ?? 'GET', error, attempt);
        if (delay === undefined) throw error;
        await abortable(sleep(delay), request.signal);
      }
    }
  }

  async close(): Promise<void> {
    const dispatcher = this.#pool?.dispatcher;
    this.#pool = undefined;
    await (await dispatcher)?.destroy();
  }

  /** One fresh token and one replay where Salesforce says that the session is over. */
  async #sendWithToken(request: TransportRequest): Promise<Answer> {
    const { tokens } = this.#options;
    const token = await abortable(tokens.get(), request.signal);
    try {
      return await this.#send(request, token);
    } catch (error) {
      if (!isSessionOver(error)) throw error;
      return this.#send(request, await abortable(tokens.get(token.accessToken), request.signal));
    }
  }

  async #send(request: TransportRequest, token: Token): Promise<Answer> {
    const origin = trustedOrigin(token.instanceUrl);
    const path = pathBelow(origin, request.path);
    const started = performance.now();
    let answer: Answer | undefined;
    try {
      const dispatcher = await this.#dispatcherFor(origin);
      const sent = dispatcher.request(requestOptions(request, origin, path, token, this.#options.clientName));
      answer = await readAnswer(await sent);
    } catch (failure) {
      throw request.signal?.aborted ? cancelled() : errorFromFailure(failure);
    } finally {
      this.#options.onTrace?.(traceLine(request, path, answer, performance.now() - started));
    }
    const usage = parseLimitInfo(answer.header('sforce-limit-info'));
    if (usage) this.#options.onUsage?.(usage);
    if (answer.status >= 400) throw errorFromAnswer(answer);
    return answer;
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
    body: request.body ?? null,
    signal: request.signal ?? null,
  };
}

const isSessionOver = (error: unknown) =>
  error instanceof SalesforceError && error.status === 401 && error.code === 'INVALID_SESSION_ID';

function closeDispatcher(dispatcher: Promise<Dispatcher> | undefined): void {
  dispatcher?.then(old => old.close()).catch(() => undefined);
}

function traceLine(request: TransportRequest, path: string, answer: Answer | undefined, ms: number): string {
  const what = `${request.method ?? 'GET'} ${path.split('?')[0]}`;
  if (!answer) return `${what}: no answer after ${Math.round(ms)} ms`;
  return `${what}: ${answer.status}, ${Math.round(ms)} ms, ${answer.body.length} bytes, request ${answer.requestId ?? '-'}`;
}
