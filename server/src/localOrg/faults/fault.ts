import { ApiError } from '../errors.ts';

/**
 * Every fault and its parameters, with their defaults. `ms` in milliseconds, `retryAfter` in seconds, `bytes` counts
 * those of the body that still arrive. docs/local-org.md says what each does.
 */
const defaults = {
  latency: { ms: 1000 },
  sessionExpired: {},
  requestLimitExceeded: {},
  concurrentRequestLimitExceeded: {},
  tooManyRequests: { retryAfter: 1 },
  serverUnavailable: { retryAfter: 1 },
  apiVersionRetired: {},
  error: { status: 500, errorCode: 'UNKNOWN_EXCEPTION', message: 'An unexpected error occurred.' },
  oauthError: { error: 'invalid_grant', description: 'authentication failure' },
  connectionReset: { bytes: 0 },
  truncatedBody: { bytes: 100 },
  malformedJson: {},
  slowBody: { bytesPerSecond: 1024 },
  unableToLockRow: { records: 1, object: '' },
  bulkJobFailed: { message: 'InternalServerError : The job could not be processed.' },
  appNotInstalled: {},
  appBlocked: {},
  appNeverRedirects: {},
} satisfies Record<string, Readonly<Record<string, string | number>>>;

export type FaultName = keyof typeof defaults;

/** One fault with all of its parameters. */
export type Fault = { [Name in FaultName]: { readonly name: Name } & Readonly<(typeof defaults)[Name]> }[FaultName];

const largestNumber = 2 ** 31 - 1;

/**
 * Reads a fault and its parameters, as text or as they stand in JSON. What is not named has its default.
 * @throws ApiError 400 INVALID_FAULT when there is no such fault or parameter, or a value does not fit
 */
export function readFault(name: string, parameters: Readonly<Record<string, unknown>>): Fault {
  if (!Object.hasOwn(defaults, name)) {
    throw invalidFault(`There is no fault '${name}'. Faults: ${Object.keys(defaults).join(', ')}`);
  }
  const known: Readonly<Record<string, string | number>> = defaults[name as FaultName];
  const values = Object.entries(parameters).map(([key, value]) => {
    const standard = Object.hasOwn(known, key) ? known[key] : undefined;
    if (standard === undefined) throw invalidFault(`The fault ${name} has no parameter '${key}'`);
    return [key, typeof standard === 'number' ? readNumber(key, value) : String(value)];
  });
  const fault = { name, ...known, ...Object.fromEntries(values) } as Fault;
  if (fault.name === 'error' && (fault.status < 400 || fault.status > 599)) {
    throw invalidFault('status must be from 400 to 599');
  }
  if (fault.name === 'slowBody' && fault.bytesPerSecond === 0) throw invalidFault('bytesPerSecond must be above 0');
  return fault;
}

/** A whole number from 0 on. Throws as `readFault` does. */
export function readNumber(name: string, value: unknown): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= largestNumber) return number;
  throw invalidFault(`${name} must be a whole number from 0 on, not ${JSON.stringify(value)}`);
}

/** The local org's own error: a real org has no faults on demand. */
export function invalidFault(message: string): ApiError {
  return new ApiError(400, 'INVALID_FAULT', message);
}
