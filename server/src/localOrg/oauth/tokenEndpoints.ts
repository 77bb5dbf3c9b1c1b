import { readForm } from '../http/body.ts';
import { empty, json, type Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import { findClient, isAuthentic } from './clients.ts';
import type { OAuthContext } from './context.ts';
import { oauthError } from './errors.ts';
import { identityUrl } from './identity.ts';

/** `POST /services/oauth2/revoke`: a refresh token takes its access tokens along. Unknown tokens are no error (RFC 7009). */
export async function revokeToken(context: OAuthContext, request: OrgRequest): Promise<Reply> {
  const token = (await readForm(request)).get('token') ?? '';
  const found = context.tokens.find(token);
  if (found?.kind === 'access') context.tokens.revokeAccessToken(token);
  else context.tokens.revokeGrant(token);
  return empty(200);
}

/** `POST /services/oauth2/introspect` (RFC 7662). A token of another client counts as unknown. */
export async function introspectToken(context: OAuthContext, request: OrgRequest): Promise<Reply> {
  const form = await readForm(request);
  const client = findClient(context.clients, form.get('client_id'));
  if (!client) return oauthError('invalid_client_id', 'client identifier invalid');
  if (!isAuthentic(client, form.get('client_secret')))
    return oauthError('invalid_client', 'invalid client credentials');
  const found = context.tokens.find(form.get('token') ?? '');
  if (found?.clientId !== client.id) return json(200, { active: false });
  const issued = Math.floor(found.issuedAt / 1000);
  return json(200, {
    active: true,
    scope: found.scope,
    client_id: client.id,
    username: context.identity().username,
    sub: identityUrl(context.origin(), context.identity()),
    token_type: `${found.kind}_token`,
    exp: Math.floor(found.expiresAt / 1000),
    iat: issued,
    nbf: issued,
  });
}
