import { retiredVersion } from '../api/versions.ts';
import { ApiError } from '../errors.ts';
import type { Delivery } from '../http/delivery.ts';
import { json, type Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import type { Fault } from './fault.ts';
import { errorOf } from './protocols.ts';

/** The answer that a fault gives in place of the real one; undefined when it does not answer by itself. */
export function answerOf(fault: Fault, request: OrgRequest): Reply | undefined {
  switch (fault.name) {
    case 'sessionExpired':
      return errorOf(request, new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid'));
    case 'requestLimitExceeded':
      return errorOf(request, limitExceeded('TotalRequests Limit exceeded.'), {
        'sforce-limit-info': 'api-usage=15000/15000',
      });
    case 'concurrentRequestLimitExceeded':
      return errorOf(request, limitExceeded('ConcurrentPerOrgLongTxn Limit exceeded.'));
    case 'tooManyRequests':
      return errorOf(
        request,
        new ApiError(429, 'REQUEST_LIMIT_EXCEEDED', 'Too many requests. Try again later.'),
        retryAfter(fault),
      );
    case 'serverUnavailable':
      return errorOf(
        request,
        new ApiError(503, 'SERVER_UNAVAILABLE', 'Server is unavailable. Try again later.'),
        retryAfter(fault),
      );
    case 'apiVersionRetired':
      return errorOf(request, retiredVersion(request.segments[2]?.replace(/^v/, '') ?? ''));
    case 'error':
      return errorOf(request, new ApiError(fault.status, fault.errorCode, fault.message));
    case 'oauthError':
      return json(400, { error: fault.error, error_description: fault.description });
    default:
      return undefined;
  }
}

/** How faults change the way in which an answer travels; undefined when they do not. */
export function deliveryOf(faults: readonly Fault[]): Delivery | undefined {
  const delivery: { -readonly [Key in keyof Delivery]: Delivery[Key] } = {};
  for (const fault of faults) {
    if (fault.name === 'connectionReset') delivery.resetAfter = fault.bytes;
    if (fault.name === 'truncatedBody') delivery.truncateAfter = fault.bytes;
    if (fault.name === 'malformedJson') delivery.malformed = true;
    if (fault.name === 'slowBody') delivery.bytesPerSecond = fault.bytesPerSecond;
  }
  return Object.keys(delivery).length === 0 ? undefined : delivery;
}

function limitExceeded(message: string): ApiError {
  return new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', message);
}

function retryAfter({ retryAfter: seconds }: { readonly retryAfter: number }): Record<string, string> {
  return { 'retry-after': String(seconds) };
}
