import { ApiError } from '../errors.ts';
import { errorReply, methodNotAllowed, notFound, type Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import { match } from '../http/router.ts';
import type { TokenStore } from '../oauth/tokenStore.ts';
import type { ApiCall, ApiRoute } from './call.ts';
import { requireSession } from './session.ts';
import { type ApiUsage, dailyApiRequests } from './usage.ts';
import { parseVersion } from './versions.ts';

export interface ApiGate {
  readonly tokens: TokenStore;
  readonly usage: ApiUsage;
}

/**
 * Answers `/services/data/vXX.X/...`: checks version and session, counts the call, then finds the resource. Every
 * answer after the session check tells how many calls are used.
 */
export async function dispatchApi(gate: ApiGate, routes: readonly ApiRoute[], request: OrgRequest): Promise<Reply> {
  const [, , versionSegment = '', ...rest] = request.segments;
  const versionNumber = parseVersion(versionSegment);
  const version = `${versionNumber}.0`;
  const session = requireSession(gate.tokens, request);
  gate.usage.count();
  const reply = await answerCall(routes, rest, { request, session, version, versionNumber });
  const limitInfo = `api-usage=${gate.usage.used()}/${dailyApiRequests}`;
  return { ...reply, headers: { ...reply.headers, 'sforce-limit-info': limitInfo } };
}

/** Finds the resource of a checked request, be it a request of its own or part of a composite one, and answers. */
export async function answerCall(
  routes: readonly ApiRoute[],
  segments: readonly string[],
  call: ApiCall,
): Promise<Reply> {
  const { method, headers } = call.request;
  try {
    requireReadable(headers.accept);
    const found = match(routes, method, segments);
    if (found.kind === 'found') return await found.route.handle(call, found.params);
    if (found.kind === 'none') throw notFound();
    return methodNotAllowed(method, found.allowed);
  } catch (error) {
    if (error instanceof ApiError) return errorReply(error);
    throw error;
  }
}

/** XML is not spoken here, and saying so beats sending JSON to a client that cannot read it. */
function requireReadable(accept: string | undefined): void {
  if (accept === undefined || /json|csv|\*\/\*|application\/\*/i.test(accept)) return;
  throw new ApiError(406, 'NOT_ACCEPTABLE', `This org answers application/json only, not ${accept}`);
}
