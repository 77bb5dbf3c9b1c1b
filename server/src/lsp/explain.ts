import type { ErrorData } from '../protocol/message.ts';
import { type Words, wordsFor, wordsForUnknown } from './explanations.ts';

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
  const explained = wordsFor(code, message, local) ?? wordsForUnknown();
  const { nextStep } = explained;
  return {
    message: inWords(explained, code, message.trim()),
    data: { code, ...(status === undefined ? {} : { status }), ...(nextStep ? { nextStep } : {}) },
  };
}

function inWords({ words, detail }: Words, code: string, message: string): string {
  if (words === '') return message;
  if (detail === 'none' || message === '') return words;
  // With the query on a line of its own Salesforce's arrow below it points to the right place.
  if (detail !== 'message' && message.includes('\n')) return `${words}\n\n${code}:\n${message}`;
  return `${words} (${detail === 'message' ? message : `${code}: ${message}`})`;
}

/** The code that an error carries, or INTERNAL_ERROR: then it is a fault of our own. */
export function failureOf(error: unknown): Failure {
  const { code, message, status } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Failure>;
  const text = typeof message === 'string' ? message : String(error);
  return typeof code === 'string' ? { code, message: text, status } : { code: 'INTERNAL_ERROR', message: text };
}
