import { readForm } from '../http/body.ts';
import type { Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import { type AuthorizationRequest, lifetime, type PendingAuthorization } from './authorizations.ts';
import { findClient, mayRedirectTo, type OAuthClient } from './clients.ts';
import type { OAuthContext } from './context.ts';
import { consentPage, errorPage, signInPage } from './pages.ts';
import { refuseApp } from './refusals.ts';
import { describeScope, parseScope } from './scopes.ts';
import { sameSecret } from './secrets.ts';

const mostAttempts = 5;

/** `GET /services/oauth2/authorize`: checks the app's request and shows the sign-in page. */
export function beginAuthorization(context: OAuthContext, request: OrgRequest): Reply {
  const query = request.query;
  const client = findClient(context.clients, query.get('client_id'));
  if (!client) return errorPage('invalid_client_id', 'client identifier invalid');
  const redirectUri = query.get('redirect_uri');
  if (!redirectUri) return errorPage('redirect_uri_missing', 'redirect_uri is required');
  if (!mayRedirectTo(client, redirectUri)) {
    return errorPage('redirect_uri_mismatch', 'redirect_uri must match configuration');
  }
  const refusal = context.appRefusal();
  if (refusal !== undefined) {
    return refuseApp(refusal, error => redirect(redirectUri, { ...error, state: query.get('state') }));
  }
  const checked = checkRequest(client, redirectUri, query);
  if ('error' in checked) return redirect(redirectUri, { ...checked, state: query.get('state') });
  const pending = context.authorizations.begin(checked);
  const page = signInPage({
    pendingId: pending.id,
    appName: client.name,
    username: query.get('login_hint') ?? '',
    problem: undefined,
  });
  return withCookie(page, pending.id, { seconds: lifetime / 1000 });
}

/** `POST /services/oauth2/authorize`: a form of the sign-in or consent page comes back. */
export async function continueAuthorization(context: OAuthContext, request: OrgRequest): Promise<Reply> {
  const form = await readForm(request);
  const id = form.get('authorization');
  const pending = context.authorizations.find(id, id === null ? undefined : readCookie(request, cookieName(id)));
  if (!pending) return errorPage('invalid_request', 'This page has expired. Start again from your app.');
  if (!pending.signedIn) return signIn(context, pending, form);
  context.authorizations.end(pending);
  const { redirectUri, state } = pending.request;
  const refusal = context.appRefusal();
  if (refusal !== undefined) return refuseApp(refusal, error => redirect(redirectUri, { ...error, state }));
  const answer =
    form.get('step') === 'allow'
      ? { code: context.authorizations.issueCode(pending.request), state }
      : { error: 'access_denied', error_description: 'end-user denied authorization', state };
  return withCookie(redirect(redirectUri, answer), pending.id, { seconds: 0 });
}

type RequestError = { readonly error: string; readonly error_description: string };

function checkRequest(
  client: OAuthClient,
  redirectUri: string,
  query: URLSearchParams,
): AuthorizationRequest | RequestError {
  if (query.get('response_type') !== 'code') {
    return { error: 'unsupported_response_type', error_description: 'response type not supported' };
  }
  if (query.get('prompt') === 'none' || query.get('immediate') === 'true') {
    return { error: 'immediate_unsuccessful', error_description: 'the user must sign in' };
  }
  const scope = parseScope(query.get('scope'));
  if (scope === undefined) return { error: 'invalid_scope', error_description: 'the requested scope is not supported' };
  const codeChallenge = query.get('code_challenge');
  if (codeChallenge === null && client.requiresPkce) {
    return { error: 'invalid_request', error_description: 'missing required code challenge' };
  }
  // A missing method means S256: the Salesforce CLI leaves it out.
  if ((query.get('code_challenge_method') ?? 'S256') !== 'S256') {
    return { error: 'invalid_request', error_description: 'code challenge method not supported' };
  }
  const state = query.get('state');
  return { clientId: client.id, redirectUri, scope, state, codeChallenge, nonce: query.get('nonce') };
}

function signIn(context: OAuthContext, pending: PendingAuthorization, form: URLSearchParams): Reply {
  const appName = findClient(context.clients, pending.request.clientId)!.name;
  const username = form.get('username') ?? '';
  const isUser = sameSecret(username.toLowerCase(), context.identity().username.toLowerCase());
  const isPassword = sameSecret(form.get('password') ?? '', context.password);
  if (isUser && isPassword) {
    pending.signedIn = true;
    return consentPage({ pendingId: pending.id, appName, username, permissions: describeScope(pending.request.scope) });
  }
  pending.attempts++;
  if (pending.attempts >= mostAttempts) {
    context.authorizations.end(pending);
    return errorPage('access_denied', 'Too many wrong passwords. Start again from your app.');
  }
  const problem = 'The username or password is not right. Check both and try again.';
  return signInPage({ pendingId: pending.id, appName, username, problem });
}

/** Appends to the address as it was given: custom schemes do not survive being parsed and printed again. */
function redirect(uri: string, parameters: Readonly<Record<string, string | null>>): Reply {
  const query = Object.entries(parameters)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return { status: 302, headers: { location: `${uri}${uri.includes('?') ? '&' : '?'}${query}` } };
}

/** One for each authorization: a browser may be on the way through several. */
const cookieName = (id: string): string => `localOrgAuthorization-${id.slice(0, 8)}`;

/** Without a path the cookie belongs to this address only, also below the prefix of a proxy. */
function withCookie(reply: Reply, id: string, { seconds }: { readonly seconds: number }): Reply {
  const cookie = `${cookieName(id)}=${id}; Max-Age=${seconds}; HttpOnly; SameSite=Strict`;
  return { ...reply, headers: { ...reply.headers, 'set-cookie': cookie } };
}

function readCookie(request: OrgRequest, name: string): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(/;\s*/);
  return cookies.find(cookie => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}
