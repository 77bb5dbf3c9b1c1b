import { Double } from './double.ts';

/** The JSON value of an anyType column, which holds JSON; what is no JSON is a text. */
export function anyValue(stored: unknown): unknown {
  if (typeof stored !== 'string') return stored ?? null;
  try {
    const value = JSON.parse(stored) as unknown;
    return typeof value === 'number' && /[.E]/.test(stored) ? new Double(value) : value;
  } catch {
    return stored;
  }
}
