import { parseRetryAfter } from './retryAfter.ts';

/** What is known about a failed call. Plain data, so that it can cross a thread boundary. */
export interface SalesforceErrorData {
  /** Salesforce's own errorCode, or one of ours: see `errorFromFailure`, SIGN_IN_REQUIRED, BAD_ANSWER, UNTRUSTED_ORIGIN, API_CALLS_RESERVED, API_CALLS_USED_UP. */
  readonly code: string;
  /** HTTP status; undefined where no answer came. */
  readonly status?: number | undefined;
  readonly message: string;
  /** The fields that Salesforce names as the cause. */
  readonly fields?: readonly string[] | undefined;
  /** Of DUPLICATES_DETECTED: whether the duplicate rule only alerts, so that the record can be saved all the same. */
  readonly allowSave?: boolean | undefined;
  /** True where the same request may succeed a moment later. */
  readonly retryable?: boolean | undefined;
  /** Salesforce's id of the request, for a support case. */
  readonly requestId?: string | undefined;
  /** How long Salesforce wants to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** A call to Salesforce that failed. The only error that the I/O layers throw on purpose. */
export class SalesforceError extends Error {
  override readonly name = 'SalesforceError';
  readonly code: string;
  readonly status: number | undefined;
  readonly fields: readonly string[];
  readonly allowSave: boolean;
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(data: SalesforceErrorData, options?: ErrorOptions) {
    super(data.message, options);
    this.code = data.code;
    this.status = data.status;
    this.fields = data.fields ?? [];
    this.allowSave = data.allowSave ?? false;
    this.retryable = data.retryable ?? false;
    this.requestId = data.requestId;
    this.retryAfterMs = data.retryAfterMs;
  }

  toData(): SalesforceErrorData {
    const { code, status, message, fields, allowSave, retryable, requestId, retryAfterMs } = this;
    return { code, status, message, fields, ...(allowSave && { allowSave }), retryable, requestId, retryAfterMs };
  }
}

/** The answer to a request that was taken back by its own AbortSignal. */
export const cancelled = () => new SalesforceError({ code: 'CANCELLED', message: 'The request was cancelled.' });

const certificateCodes = new Set([
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const timeoutCodes = new Set([
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
]);
/** The connection was there and broke: sending a read again is harmless and often works. */
const brokenConnectionCodes = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/**
 * A failure without an answer, as one of our codes: REQUEST_TIMEOUT, UNTRUSTED_CERTIFICATE, PROXY_REFUSED,
 * ORG_UNREACHABLE, or INTERNAL_ERROR for what no network does. The code of the system (ECONNREFUSED …) stays in the message.
 */
export function errorFromFailure(failure: unknown): SalesforceError {
  if (failure instanceof SalesforceError) return failure;
  const cause = failure instanceof Error ? failure : new Error(String(failure));
  const systemCode = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return new SalesforceError(
    {
      code: /^Proxy response \(\d+\)/.test(cause.message) ? 'PROXY_REFUSED' : codeOfFailure(systemCode),
      message: [systemCode ?? cause.name, cause.message].filter(Boolean).join(': '),
      retryable: brokenConnectionCodes.has(systemCode ?? ''),
    },
    { cause },
  );
}

function codeOfFailure(systemCode: string | undefined): string {
  if (systemCode === undefined) return 'INTERNAL_ERROR';
  if (certificateCodes.has(systemCode)) return 'UNTRUSTED_CERTIFICATE';
  return timeoutCodes.has(systemCode) ? 'REQUEST_TIMEOUT' : 'ORG_UNREACHABLE';
}

export interface ErrorAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly requestId: string | undefined;
  /** The value of a header, by its name in lower case. */
  header?(name: string): string | undefined;
}

/**
 * An answer with an error status. Salesforce sends an array of `{message, errorCode, fields}`; the edge servers in
 * front of it send HTML, for which the status alone decides.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
 */
export function errorFromAnswer({ status, body, requestId, header }: ErrorAnswer): SalesforceError {
  const first = firstError(body);
  const code = first?.code ?? codeOfStatus(status);
  const message = first?.message ?? `Salesforce answered with status ${status}.`;
  return new SalesforceError({
    code,
    status,
    message,
    fields: first?.fields,
    allowSave: first?.allowSave,
    retryable: isRetryable(status, code, message),
    requestId,
    retryAfterMs: parseRetryAfter(header?.('retry-after'), Date.now()),
  });
}

interface FirstError {
  readonly code: string;
  readonly message: string;
  readonly fields: string[];
  readonly allowSave: boolean;
}

function firstError(body: Buffer): FirstError | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  const error: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  if (typeof error !== 'object' || error === null) return undefined;
  const { errorCode, statusCode, message, fields, duplicateResut, duplicateResult } = error as Record<string, unknown>;
  const code = errorCode ?? statusCode;
  if (typeof code !== 'string' || typeof message !== 'string') return undefined;
  // Misspelt by Salesforce, in all versions so far.
  const { allowSave } = Object(duplicateResut ?? duplicateResult) as { allowSave?: unknown };
  return {
    ...{ code, message, allowSave: allowSave === true },
    fields: Array.isArray(fields) ? fields.filter(f => typeof f === 'string') : [],
  };
}

function codeOfStatus(status: number): string {
  if (status === 401) return 'INVALID_SESSION_ID';
  if (status === 404) return 'NOT_FOUND';
  if (status === 414 || status === 431) return 'QUERY_TOO_LONG';
  if (status === 429) return 'REQUEST_LIMIT_EXCEEDED';
  if (status === 502 || status === 503) return 'SERVER_UNAVAILABLE';
  return `HTTP_${status}`;
}

/** A limit on calls at the same time passes by itself, and so does a lock; the daily limit (TotalRequests) does not. */
function isRetryable(status: number, code: string, message: string): boolean {
  if (code === 'UNABLE_TO_LOCK_ROW') return true;
  if (status === 429 || status === 502 || status === 503) return true;
  return status === 403 && code === 'REQUEST_LIMIT_EXCEEDED' && message.startsWith('Concurrent');
}
