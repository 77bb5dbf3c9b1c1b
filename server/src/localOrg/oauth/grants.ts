import { createHash } from 'node:crypto';
import { readForm } from '../http/body.ts';
import { json, type Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import { findClient, hasSecret, isAuthentic, type OAuthClient } from './clients.ts';
import type { OAuthContext } from './context.ts';
import { oauthError } from './errors.ts';
import { jwtBearer, signInWithAssertion } from './jwtBearer.ts';
import { includesScope, parseScope } from './scopes.ts';
import { sameSecret } from './secrets.ts';
import { type TokenReply, tokenReply } from './tokenReply.ts';

type GrantHandler = (context: OAuthContext, client: OAuthClient, form: URLSearchParams) => Promise<TokenReply | Reply>;

const grants: Readonly<Record<string, GrantHandler>> = {
  authorization_code: redeemCode,
  refresh_token: refresh,
  password: signInWithPassword,
  client_credentials: signInAsClient,
};

/** `POST /services/oauth2/token`. */
export async function issueToken(context: OAuthContext, request: OrgRequest): Promise<Reply> {
  const form = await readForm(request);
  const type = form.get('grant_type') ?? '';
  if (type === jwtBearer) return answer(await signInWithAssertion(context, form));
  if (!Object.hasOwn(grants, type)) return oauthError('unsupported_grant_type', 'grant type not supported');
  addBasicCredentials(form, request.headers.authorization);
  const client = findClient(context.clients, form.get('client_id'));
  if (!client) return oauthError('invalid_client_id', 'client identifier invalid');
  if (!isAuthentic(client, form.get('client_secret')))
    return oauthError('invalid_client', 'invalid client credentials');
  return answer(await grants[type]!(context, client, form));
}

const answer = (result: TokenReply | Reply): Reply => ('access_token' in result ? json(200, result) : result);

async function redeemCode(
  context: OAuthContext,
  client: OAuthClient,
  form: URLSearchParams,
): Promise<TokenReply | Reply> {
  const code = context.authorizations.redeem(form.get('code') ?? '');
  if (code.kind === 'expired') return oauthError('invalid_grant', 'expired authorization code');
  if (code.kind === 'unknown' || code.request.clientId !== client.id) {
    return oauthError('invalid_grant', 'invalid authorization code');
  }
  const { redirectUri, codeChallenge, scope, nonce } = code.request;
  if (form.get('redirect_uri') !== redirectUri) {
    return oauthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
  }
  if (codeChallenge !== null && !sameSecret(codeChallenge, challengeOf(form.get('code_verifier')))) {
    return oauthError('invalid_grant', 'invalid code verifier');
  }
  const grant = context.tokens.newGrant(client.id, scope);
  const withRefresh = includesScope(scope, 'refresh_token', 'offline_access');
  return tokenReply(context, grant, {
    ...(withRefresh ? { refreshToken: context.tokens.issueRefreshToken(grant) } : {}),
    nonce,
    clientSecret: client.secret,
  });
}

async function refresh(context: OAuthContext, client: OAuthClient, form: URLSearchParams): Promise<TokenReply | Reply> {
  const token = form.get('refresh_token') ?? '';
  const found = context.tokens.find(token);
  if (found?.kind !== 'refresh' || found.clientId !== client.id) {
    // A dead token that comes back was stolen or raced for, and nobody can tell who of the two holds the new one.
    if (context.tokens.isRetired(token)) context.tokens.revokeGrant(token);
    return oauthError('invalid_grant', 'expired access/refresh token');
  }
  if (!client.rotatesRefreshTokens) return tokenReply(context, found, { clientSecret: client.secret });
  context.tokens.retire(token);
  const refreshToken = context.tokens.issueRefreshToken(found);
  return tokenReply(context, found, { refreshToken, clientSecret: client.secret });
}

async function signInWithPassword(
  context: OAuthContext,
  client: OAuthClient,
  form: URLSearchParams,
): Promise<TokenReply | Reply> {
  const isUser = sameSecret((form.get('username') ?? '').toLowerCase(), context.identity().username.toLowerCase());
  if (!isUser || !sameSecret(form.get('password') ?? '', context.password)) {
    return oauthError('invalid_grant', 'authentication failure');
  }
  return tokenReply(context, context.tokens.newGrant(client.id, 'api web id'), { clientSecret: client.secret });
}

async function signInAsClient(
  context: OAuthContext,
  client: OAuthClient,
  form: URLSearchParams,
): Promise<TokenReply | Reply> {
  if (!hasSecret(client, form.get('client_secret'))) return oauthError('invalid_client', 'invalid client credentials');
  const scope = parseScope(form.get('scope') ?? 'api web id');
  if (scope === undefined) return oauthError('invalid_scope', 'the requested scope is not supported');
  return tokenReply(context, context.tokens.newGrant(client.id, scope), { clientSecret: client.secret });
}

function challengeOf(verifier: string | null): string {
  return createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url');
}

/** Clients may send their id and secret as Basic credentials instead of form fields. */
function addBasicCredentials(form: URLSearchParams, authorization: string | undefined): void {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (!encoded) return;
  const [id, secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':', 2);
  form.set('client_id', formDecode(id ?? ''));
  form.set('client_secret', formDecode(secret ?? ''));
}

function formDecode(value: string): string {
  return new URLSearchParams(`v=${value}`).get('v') ?? '';
}
