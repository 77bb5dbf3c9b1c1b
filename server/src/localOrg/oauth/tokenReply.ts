import { createHmac } from 'node:crypto';
import type { OAuthContext } from './context.ts';
import { identityUrl } from './identity.ts';
import { includesScope } from './scopes.ts';
import type { Grant } from './tokenStore.ts';

/** What the token endpoint answers: all values are text, and there is no `expires_in`. */
export interface TokenReply {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly signature: string;
  readonly scope: string;
  readonly id_token?: string;
  readonly instance_url: string;
  readonly id: string;
  readonly token_type: 'Bearer';
  /** Milliseconds since 1970, as text. */
  readonly issued_at: string;
}

export interface TokenExtras {
  readonly refreshToken?: string;
  /** From the authorize request, for the id token. */
  readonly nonce?: string | null;
  readonly clientSecret: string | null;
}

/** Issues an access token for a grant, with an id token when its scope holds `openid`. */
export async function tokenReply(context: OAuthContext, grant: Grant, extras: TokenExtras): Promise<TokenReply> {
  const origin = context.origin();
  const id = identityUrl(origin, context.identity());
  const issuedAt = String(context.now());
  const idToken = includesScope(grant.scope, 'openid')
    ? await context.signingKey.signIdToken({
        issuer: origin,
        subject: id,
        audience: grant.clientId,
        nonce: extras.nonce,
      })
    : undefined;
  return {
    access_token: context.tokens.issueAccessToken(grant),
    ...(extras.refreshToken === undefined ? {} : { refresh_token: extras.refreshToken }),
    signature: createHmac('sha256', extras.clientSecret ?? '')
      .update(id + issuedAt)
      .digest('base64'),
    scope: grant.scope,
    ...(idToken === undefined ? {} : { id_token: idToken }),
    instance_url: origin,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
}

/**
 * Tokens for the org's own user without any page: for the admin endpoint and the command line. Who can ask here can ask
 * again, so a refresh token, which lives for a month, is only for those who test with one.
 */
export function issueTokens(context: OAuthContext, clientId: string, withRefresh: boolean): Promise<TokenReply> {
  const grant = context.tokens.newGrant(clientId, `api web id profile email${withRefresh ? ' refresh_token' : ''}`);
  return tokenReply(context, grant, {
    ...(withRefresh ? { refreshToken: context.tokens.issueRefreshToken(grant) } : {}),
    clientSecret: null,
  });
}
