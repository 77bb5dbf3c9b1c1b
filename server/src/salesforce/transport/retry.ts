import { SalesforceError } from '../errors.ts';

const attempts = 3;
/** Who asks for a longer pause is not waited for: the user is told. */
const longestPauseMs = 30_000;

/**
 * How many milliseconds to wait before the request is sent again; undefined where it must not be. Only what may safely
 * happen twice is sent again: a create that failed may have happened.
 */
export function retryDelay(idempotent: boolean, error: unknown, attempt: number): number | undefined {
  if (!(error instanceof SalesforceError) || !error.retryable || !idempotent || attempt >= attempts) return undefined;
  const pause = error.retryAfterMs ?? 2 ** (attempt - 1) * 500;
  // So that those who failed together do not come back together.
  const jitter = error.retryAfterMs === undefined ? 0.5 + Math.random() / 2 : 1 + Math.random() / 10;
  return pause > longestPauseMs ? undefined : pause * jitter;
}
