import type { ApiError } from '../errors.ts';
import type { Reply } from '../http/reply.ts';
import { type InfoFormat, infoReply } from './format.ts';

const codes: ReadonlyMap<string, string> = new Map([
  ['INVALID_SESSION_ID', 'InvalidSessionId'],
  ['INVALIDJOB', 'InvalidJob'],
  ['INVALIDJOBSTATE', 'InvalidJobState'],
  ['INVALIDENTITY', 'InvalidEntity'],
  ['INVALIDBATCH', 'InvalidBatch'],
  ['INVALID_XML', 'InvalidXML'],
  ['NOT_FOUND', 'InvalidVersion'],
  ['UNSUPPORTED_API_VERSION', 'InvalidVersion'],
  ['EXCEEDED_MAX_SIZE_REQUEST', 'ExceededQuota'],
]);

/** An error of the first Bulk API: nearly all have the status 400, also that of a session. */
export function bulkError({ status, errorCode, message }: ApiError, format: InfoFormat): Reply {
  return infoReply(status < 500 && status !== 429 ? 400 : status, format, 'error', {
    exceptionCode: codes.get(errorCode) ?? errorCode,
    exceptionMessage: message.replace(/^Invalid\w+ : /, ''),
  });
}
