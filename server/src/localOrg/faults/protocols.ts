import { bulkError } from '../bulkV1/errors.ts';
import { infoFormat } from '../bulkV1/format.ts';
import type { ApiError } from '../errors.ts';
import { errorReply, type Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import { soapFault } from '../soap/fault.ts';

/** An error as the API of the request's path words it. */
export function errorOf(request: OrgRequest, error: ApiError, headers: Readonly<Record<string, string>> = {}): Reply {
  const [, api] = request.segments;
  if (api === 'async') return { ...bulkError(error, infoFormat(request)), headers };
  if (api === 'Soap') return { ...soapFault(error), headers };
  return errorReply(error, headers);
}
