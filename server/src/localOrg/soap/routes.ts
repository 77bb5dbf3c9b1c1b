import { parseVersion } from '../api/versions.ts';
import { ApiError } from '../errors.ts';
import type { Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { Operation, SoapContext } from './context.ts';
import { describeGlobal, describeSObjects } from './describe.ts';
import { readCall, soapFault, soapReply } from './envelope.ts';
import { query, queryAll, queryMore } from './query.ts';
import { create, delete_, emptyRecycleBin, undelete, update, upsert } from './records.ts';
import { getServerTimestamp, getUserInfo, login, logout } from './session.ts';

const operations: Readonly<Record<string, Operation>> = {
  login,
  logout,
  getUserInfo,
  getServerTimestamp,
  query,
  queryAll,
  queryMore,
  create,
  update,
  upsert,
  delete: delete_,
  undelete,
  emptyRecycleBin,
  describeGlobal,
  describeSObject: describeSObjects,
  describeSObjects,
};

/** SOAP APIs that the local org does not have. */
const others: Readonly<Record<string, string>> = {
  c: 'The Enterprise API',
  m: 'The Metadata API',
  s: 'The Apex API',
  T: 'The SOAP form of the Tooling API',
};

/** The partner API. What is wrong is a fault, with the status 500; so is every call of another SOAP API. */
export function soapRoutes(context: SoapContext): readonly Route<OrgRequest>[] {
  const pattern = '/services/Soap/u/:version';
  return [
    ...[pattern, `${pattern}/:organization`].map(
      (path): Route<OrgRequest> => ({
        method: 'POST',
        pattern: path,
        handle: (request, { version }) => answer(context, request, version ?? ''),
      }),
    ),
    ...Object.entries(others).map(
      ([api, name]): Route<OrgRequest> => ({
        method: 'POST',
        pattern: `/services/Soap/${api}/*`,
        handle: () =>
          soapFault({ errorCode: 'FUNCTIONALITY_NOT_ENABLED', message: `${name} is not enabled in this org` }),
      }),
    ),
  ];
}

async function answer(context: SoapContext, request: OrgRequest, version: string): Promise<Reply> {
  try {
    const versionNumber = parseVersion(`v${version}`);
    const call = await readCall(request);
    const { name } = call.operation;
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) {
      throw new ApiError(
        500,
        'INVALID_OPERATION',
        `No operation available for request {urn:partner.soap.sforce.com}${name}`,
      );
    }
    if (operation !== login) requireSession(context, call.sessionId);
    return soapReply(name, await operation(context, { ...call, versionNumber }));
  } catch (error) {
    if (error instanceof ApiError) return soapFault(error);
    throw error;
  }
}

function requireSession({ tokens, usage }: SoapContext, sessionId: string | undefined): void {
  if (sessionId === undefined || tokens.find(sessionId)?.kind !== 'access') {
    const message =
      'Invalid Session ID found in SessionHeader: Illegal Session. Session not found, missing session key';
    throw new ApiError(500, 'INVALID_SESSION_ID', message);
  }
  usage.count();
}
