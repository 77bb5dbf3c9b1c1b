// What a worker thread and the main thread tell each other about orgs. Plain data only.
import type { SalesforceErrorData } from '../../salesforce/errors.ts';
import type { NetworkOptions } from '../../salesforce/transport/dispatcher.ts';
import type { ApiUsage } from '../../salesforce/transport/limitInfo.ts';
import type { Token } from '../../salesforce/transport/transport.ts';

/** Given to a thread when it starts. */
export interface OrgOptions {
  readonly clientName: string;
  readonly network: NetworkOptions;
  readonly traceRequests: boolean;
  readonly logHttp: boolean;
}

/** What a request across the threads ends with. */
export type Outcome = { readonly value: unknown } | { readonly error: SalesforceErrorData };

export type Question =
  | { readonly about: 'token'; readonly org: string; readonly rejected?: string | undefined }
  | { readonly about: 'apiVersion'; readonly org: string }
  /** A turn for a request: see RequestBudget. The asking call names the turn when it is given back. */
  | { readonly about: 'turn'; readonly org: string; readonly long: boolean };

/** The answer to each question. */
export interface Answers {
  readonly token: Token;
  readonly apiVersion: string;
  readonly turn: null;
}

/** To the main thread. */
export type FromThread =
  | { readonly kind: 'ask'; readonly call: number; readonly question: Question }
  /** Gives the turn back that the question of this call was answered with. */
  | { readonly kind: 'turnOver'; readonly call: number }
  | { readonly kind: 'usage'; readonly org: string; readonly usage: ApiUsage }
  | { readonly kind: 'trace'; readonly line: string }
  | { readonly kind: 'httpLog'; readonly lines: string };

/** To the thread: the outcome of its question. */
export interface Told {
  readonly kind: 'told';
  readonly call: number;
  readonly outcome: Outcome;
}
