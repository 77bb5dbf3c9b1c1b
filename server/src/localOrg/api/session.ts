import { ApiError } from '../errors.ts';
import type { OrgRequest } from '../http/request.ts';
import type { StoredToken, TokenStore } from '../oauth/tokenStore.ts';

/**
 * The session of a request, from `Authorization: Bearer <token>` or `OAuth <token>`.
 * @throws ApiError 401: INVALID_AUTH_HEADER when the header is not one of these, INVALID_SESSION_ID when there is no
 *   such live access token.
 */
export function requireSession(tokens: TokenStore, request: OrgRequest): StoredToken {
  const header = request.headers.authorization;
  if (header === undefined) throw expiredSession();
  const token = /^(?:Bearer|OAuth)\s+(\S+)\s*$/i.exec(header)?.[1];
  if (token === undefined) throw new ApiError(401, 'INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE');
  const session = tokens.find(token);
  if (session?.kind !== 'access') throw expiredSession();
  return session;
}

function expiredSession(): ApiError {
  return new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
}
