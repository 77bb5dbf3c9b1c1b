// What a worker thread and the main thread tell each other. Plain data only.
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

/** What a call across the threads ends with. */
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

/** To the main thread, about orgs. */
export type OrgMessage =
  | { readonly kind: 'ask'; readonly call: number; readonly question: Question }
  /** Gives the turn back that the question of this call was answered with. */
  | { readonly kind: 'turnOver'; readonly call: number }
  | { readonly kind: 'usage'; readonly org: string; readonly usage: ApiUsage }
  | { readonly kind: 'trace'; readonly line: string }
  | { readonly kind: 'httpLog'; readonly lines: string };

/** To the main thread. */
export type FromThread<Status> =
  | OrgMessage
  /** How far a piece of work is that no call waits for. */
  | { readonly kind: 'status'; readonly status: Status }
  /** How far a call is: see OnProgress. */
  | { readonly kind: 'progress'; readonly call: number; readonly rows: number; readonly measure: number }
  | { readonly kind: 'done'; readonly call: number; readonly outcome: Outcome };

/** To the thread: the outcome of its question. */
export interface Told {
  readonly kind: 'told';
  readonly call: number;
  readonly outcome: Outcome;
}

/** To the thread. */
export type ToThread<Request> =
  | { readonly kind: 'call'; readonly call: number; readonly request: Request }
  | { readonly kind: 'cancelCall'; readonly call: number }
  | Told;

/** What a call tells while it is worked on: rows so far, and the measure that its own documentation names. */
export type OnProgress = (rows: number, measure: number) => void;
