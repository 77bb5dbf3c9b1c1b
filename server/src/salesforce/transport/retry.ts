import { SalesforceError } from '../errors.ts';

const attempts = 3;

/**
 * How many milliseconds to wait before the request is sent again; undefined where it must not be. Only reads are
 * sent again: a create that failed may have happened.
 */
export function retryDelay(method: string, error: unknown, attempt: number): number | undefined {
  if (!(error instanceof SalesforceError) || !error.retryable || attempt >= attempts) return undefined;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  return 2 ** (attempt - 1) * 500 * (0.5 + Math.random() / 2);
}
