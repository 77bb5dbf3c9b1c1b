import { parseVersion } from '../api/versions.ts';
import { ApiError } from '../errors.ts';
import type { Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { Operation, SoapContext } from './context.ts';
import { describeGlobal, describeSObjects } from './describe.ts';
import { readCall, soapReply } from './envelope.ts';
import { soapFault } from './fault.ts';
import { query, queryAll, queryMore } from './query.ts';
import { create, delete_, emptyRecycleBin, undelete, update, upsert } from './records.ts';
import { getDeleted, getUpdated, retrieve, search } from './retrieve.ts';
import { getServerTimestamp, getUserInfo, login, logout } from './session.ts';

const operations: Readonly<Record<string, Operation>> = {
  login,
  logout,
  getUserInfo,
  getServerTimestamp,
  query,
  queryAll,
  queryMore,
  retrieve,
  search,
  getUpdated,
  getDeleted,
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
const others = {
  c: { name: 'The Enterprise API', faults: 'urn:fault.enterprise.soap.sforce.com' },
  m: { name: 'The Metadata API', faults: 'http://soap.sforce.com/2006/04/metadata' },
  s: { name: 'The Apex API', faults: 'http://soap.sforce.com/2006/08/apex' },
  T: { name: 'The SOAP form of the Tooling API', faults: 'urn:fault.tooling.soap.sforce.com' },
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
      ([api, other]): Route<OrgRequest> => ({
        method: 'POST',
        pattern: `/services/Soap/${api}/*`,
        handle: request => refuse(context, request, other),
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

/** A client whose session has ended must hear that first: it signs in again, and does not take the API for missing. */
async function refuse(context: SoapContext, request: OrgRequest, { name, faults }: { name: string; faults: string }) {
  try {
    requireSession(context, (await readCall(request)).sessionId);
    const message = `${name} is not enabled in this org`;
    return soapFault({ errorCode: 'FUNCTIONALITY_NOT_ENABLED', message }, faults);
  } catch (error) {
    if (error instanceof ApiError) return soapFault(error, faults);
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
