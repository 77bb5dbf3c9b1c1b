import type { ErrorData } from '../protocol/message.ts';

type NextStep = ErrorData['nextStep'];

/** What the user is told of a failure. */
export interface Explanation {
  readonly message: string;
  readonly data: ErrorData;
}

/** What a failure carries, whatever layer or thread it comes from. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly status?: number | undefined;
}

/**
 * The one place where failures become words: what happened, what to do next, and Salesforce's own code and message.
 * `local` tells that it happened with the local org, which can simply be started.
 */
export function explain(error: unknown, local = false): Explanation {
  const { code, message, status } = failureOf(error);
  const { words, nextStep } = (local ? localExplanations[code] : undefined) ?? explanations[code] ?? unknownCode;
  return {
    message: words ? `${words} (${code}: ${message.trim()})` : message,
    data: { code, ...(status === undefined ? {} : { status }), ...(nextStep ? { nextStep } : {}) },
  };
}

/** The code that an error carries, or INTERNAL_ERROR: then it is a fault of our own. */
export function failureOf(error: unknown): Failure {
  const { code, message, status } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Failure>;
  const text = typeof message === 'string' ? message : String(error);
  return typeof code === 'string' ? { code, message: text, status } : { code: 'INTERNAL_ERROR', message: text };
}

interface Words {
  /** Code and message follow in parentheses. Empty where the message is in words for the user already. */
  readonly words: string;
  readonly nextStep?: NextStep;
}

const unknownCode: Words = { words: 'Salesforce refused the request.', nextStep: 'showLog' };
const badQuery: Words = { words: 'Salesforce refused the query. Correct it and run it again.', nextStep: 'editQuery' };
const noAccess: Words = { words: 'Your user is not allowed to do this. Ask an admin for the permission.' };
const busy: Words = { words: 'Salesforce is too busy or under maintenance. Try again in a minute.', nextStep: 'retry' };

const localExplanations: Record<string, Words> = {
  ORG_UNREACHABLE: { words: 'The local org is not running. Start it, then try again.', nextStep: 'startLocalOrg' },
};

/** By Salesforce's errorCode or ours. */
const explanations: Record<string, Words> = {
  // no answer
  ORG_UNREACHABLE: {
    words: 'The org cannot be reached. Check the network, the VPN and the proxy settings, then try again.',
    nextStep: 'retry',
  },
  REQUEST_TIMEOUT: {
    words: 'The org did not answer in time. Try again, with a narrower filter where the object is large.',
    nextStep: 'retry',
  },
  UNTRUSTED_CERTIFICATE: {
    words:
      "This machine does not trust the certificate of the org or of the proxy. Add your company's certificate authority to the system's certificates.",
    nextStep: 'showLog',
  },
  UNTRUSTED_ORIGIN: { words: 'The token was not sent, to keep it safe. Sign in again.', nextStep: 'signIn' },
  BAD_ANSWER: {
    words: 'The answer does not come from Salesforce, or broke off. A proxy or a login page may be in between.',
    nextStep: 'showLog',
  },
  // session
  INVALID_SESSION_ID: { words: 'The session is over and could not be renewed. Sign in again.', nextStep: 'signIn' },
  INVALID_AUTH_HEADER: { words: 'Salesforce does not take this access token. Sign in again.', nextStep: 'signIn' },
  // The client's own, in words already.
  SIGN_IN_REQUIRED: { words: '', nextStep: 'signIn' },
  SIGN_IN_REFUSED: { words: '', nextStep: 'signIn' },
  LOGIN_UNREACHABLE: { words: '', nextStep: 'retry' },
  BAD_TOKEN_REPLY: { words: '', nextStep: 'showLog' },
  LOCAL_ORG_FAILED: { words: '', nextStep: 'showLog' },
  UNKNOWN_ORG: { words: 'This org is not connected any more. Connect it again.', nextStep: 'signIn' },
  // query
  MALFORMED_QUERY: badQuery,
  INVALID_FIELD: badQuery,
  INVALID_TYPE: badQuery,
  INVALID_QUERY_FILTER_OPERATOR: badQuery,
  MALFORMED_ID: badQuery,
  NUMBER_OUTSIDE_VALID_RANGE: badQuery,
  QUERY_TOO_COMPLICATED: badQuery,
  EXCEEDED_MAX_SEMIJOIN_SUBSELECTS: badQuery,
  UNSUPPORTED_QUERY: badQuery,
  QUERY_TOO_LONG: {
    words: 'The query is too long for a URL. Shorten it, for example its IN lists.',
    nextStep: 'editQuery',
  },
  QUERY_TIMEOUT: {
    words: 'The query ran too long. Filter by an indexed field or select fewer fields.',
    nextStep: 'editQuery',
  },
  REQUEST_RUNNING_TOO_LONG: {
    words: 'The query ran too long. Filter by an indexed field or select fewer fields.',
    nextStep: 'editQuery',
  },
  INVALID_QUERY_LOCATOR: { words: 'The rest of the rows is no longer available. Run again.', nextStep: 'retry' },
  NO_STATEMENT: { words: 'There is no query here. Put the caret in a query, then run again.', nextStep: 'editQuery' },
  BAD_BIND: { words: '', nextStep: 'retry' },
  SEARCH_NOT_RUNNABLE: { words: 'A SOSL search cannot be run yet. Write a SOQL query.', nextStep: 'editQuery' },
  UNKNOWN_RUN: { words: 'This result is closed. Run the query again.', nextStep: 'retry' },
  RUNS_ENDED: { words: 'The rows are lost, because their process ended. Run the query again.', nextStep: 'retry' },
  RUN_STOPPED: { words: 'Not all rows came. Export again and choose whether to fetch the rest.' },
  EXPORT_FAILED: { words: 'The file could not be written. Choose another place, or make room on the disk.' },
  // limits and access
  REQUEST_LIMIT_EXCEEDED: {
    words: 'The org has no API calls left for now. See the Limits view; they come back within 24 hours.',
  },
  API_DISABLED_FOR_ORG: { words: 'This org or user has no API access. Ask an admin for "API Enabled".' },
  API_CURRENTLY_DISABLED: { words: 'This org or user has no API access. Ask an admin for "API Enabled".' },
  INSUFFICIENT_ACCESS: noAccess,
  INSUFFICIENT_ACCESS_OR_READONLY: noAccess,
  NOT_FOUND: { words: 'The org has nothing of that name. Refresh the schema, and check the spelling.' },
  SERVER_UNAVAILABLE: busy,
  UNKNOWN_EXCEPTION: { words: 'Salesforce had an error of its own. Try again.', nextStep: 'retry' },
  // ours
  CANCELLED: { words: '' },
  INTERNAL_ERROR: { words: 'This is a fault of the extension. Please report it with the log.', nextStep: 'showLog' },
};
