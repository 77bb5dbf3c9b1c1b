import { json } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import { beginAuthorization, continueAuthorization } from './authorize.ts';
import type { OAuthContext } from './context.ts';
import { openIdConfiguration } from './discovery.ts';
import { issueToken } from './grants.ts';
import { introspectToken, revokeToken } from './tokenEndpoints.ts';
import { identityReply, userInfo } from './userInfo.ts';

/**
 * The OAuth 2.0 and OpenID Connect endpoints.
 * @see https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm
 */
export function oauthRoutes(context: OAuthContext): readonly Route<OrgRequest>[] {
  return [
    {
      method: 'GET',
      pattern: '/services/oauth2/authorize',
      handle: request => beginAuthorization(context, request),
    },
    {
      method: 'POST',
      pattern: '/services/oauth2/authorize',
      handle: request => continueAuthorization(context, request),
    },
    { method: 'POST', pattern: '/services/oauth2/token', handle: request => issueToken(context, request) },
    { method: 'POST', pattern: '/services/oauth2/revoke', handle: request => revokeToken(context, request) },
    { method: 'POST', pattern: '/services/oauth2/introspect', handle: request => introspectToken(context, request) },
    { method: 'GET', pattern: '/services/oauth2/userinfo', handle: request => userInfo(context, request) },
    { method: 'POST', pattern: '/services/oauth2/userinfo', handle: request => userInfo(context, request) },
    {
      method: 'GET',
      pattern: '/.well-known/openid-configuration',
      handle: () => json(200, openIdConfiguration(context.origin())),
    },
    { method: 'GET', pattern: '/id/keys', handle: async () => json(200, await context.signingKey.publicKeys()) },
    {
      method: 'GET',
      pattern: '/id/:organization/:user',
      handle: (request, params) => identityReply(context, request, params.organization!, params.user!),
    },
  ];
}
