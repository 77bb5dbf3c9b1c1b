// OAuth against any Salesforce host. A bundle of its own: oauth4webapi is loaded at the first sign-in or refresh.
// https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm
import * as oauth from 'oauth4webapi';
import { ProblemError } from '../host/problem.ts';
import { isLoopbackHost } from './loginHost.ts';
import { OAuthRefusal } from './refusals.ts';

/** For one answer, where the caller sets no limit of its own. */
const TIMEOUT_MS = 30_000;
const REACHABLE_MS = 8_000;

export interface Authorization {
  /** The page to open in the browser. */
  readonly url: URL;
  readonly state: string;
  readonly verifier: string;
}

export interface TokenReply {
  readonly accessToken: string;
  /** Missing at a refresh without rotation: the old one stays good. */
  readonly refreshToken?: string;
  readonly instanceUrl: string;
  readonly organizationId: string;
  readonly userId: string;
}

/** Who asks, and where. */
export interface OAuthClient {
  /** Origin of the login host or My Domain. */
  readonly loginUrl: string;
  readonly clientId: string;
}

export interface AuthorizationRequest extends OAuthClient {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly username?: string;
}

/** Throws LOGIN_UNREACHABLE where no answer comes from the host within some seconds; any answer will do. */
export async function checkReachable(loginUrl: string, signal: AbortSignal): Promise<void> {
  const url = new URL('/.well-known/openid-configuration', loginUrl);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(REACHABLE_MS)]);
  await answered({ loginUrl }, signal, async () => {
    const response = await fetch(url, { redirect: 'manual', signal: limit });
    await response.body?.cancel();
  });
}

export async function beginAuthorization(request: AuthorizationRequest): Promise<Authorization> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const url = new URL(endpoints(request).authorization_endpoint);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    scope: request.scopes.join(' '),
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // Without it a browser that is signed in to another org answers for that one.
    prompt: 'login',
    ...(request.username && { login_hint: request.username }),
  }).toString();
  return { url, state, verifier };
}

/** Exchanges the code of a redirect. Throws OAuthRefusal, LOGIN_UNREACHABLE or BAD_TOKEN_REPLY, as all below. */
export async function redeemCode(
  request: AuthorizationRequest,
  { state, verifier }: Authorization,
  redirect: URLSearchParams,
  signal: AbortSignal,
): Promise<TokenReply> {
  const client: oauth.Client = { client_id: request.clientId };
  const server = endpoints(request);
  return answered(request, signal, async () => {
    const params = oauth.validateAuthResponse(server, client, redirect, state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      params,
      request.redirectUri,
      verifier,
      options(request, signal),
    );
    return tokenReply(await oauth.processAuthorizationCodeResponse(server, client, response));
  });
}

/** Throws OAuthRefusal with `invalid_grant` when only the user can help. */
export async function refresh(request: OAuthClient, refreshToken: string, signal?: AbortSignal): Promise<TokenReply> {
  const client: oauth.Client = { client_id: request.clientId };
  const server = endpoints(request);
  return answered(request, signal, async () => {
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      refreshToken,
      options(request, signal),
    );
    return tokenReply(await oauth.processRefreshTokenResponse(server, client, response));
  });
}

/** A grant without a browser; the reply has no refresh token. Throws OAuthRefusal, or LOGIN_UNREACHABLE. */
export async function grant(
  request: OAuthClient & { readonly clientSecret?: string },
  grantType: string,
  parameters: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<TokenReply> {
  const client: oauth.Client = { client_id: request.clientId };
  const server = endpoints(request);
  const proof = request.clientSecret === undefined ? oauth.None() : oauth.ClientSecretPost(request.clientSecret);
  return answered(request, signal, async () => {
    const response = await oauth.genericTokenEndpointRequest(
      server,
      client,
      proof,
      grantType,
      parameters,
      options(request, signal),
    );
    return tokenReply(await oauth.processGenericTokenEndpointResponse(server, client, response));
  });
}

/**
 * Whether a token is good. Throws OAuthRefusal where the app may not ask.
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oidc_token_introspection.htm
 */
export async function isActive(request: OAuthClient, token: string): Promise<boolean> {
  const client: oauth.Client = { client_id: request.clientId };
  const server = endpoints(request);
  return answered(request, undefined, async () => {
    const asked = oauth.introspectionRequest(server, client, oauth.None(), token, options(request));
    const { active } = await oauth.processIntrospectionResponse(server, client, await asked);
    return active;
  });
}

/** Ends a refresh token and the access tokens made with it, or an access token. */
export async function revoke(request: OAuthClient, token: string, signal?: AbortSignal): Promise<void> {
  await answered(request, signal, async () => {
    const client: oauth.Client = { client_id: request.clientId };
    const response = await oauth.revocationRequest(
      endpoints(request),
      client,
      oauth.None(),
      token,
      options(request, signal),
    );
    await oauth.processRevocationResponse(response);
  });
}

const endpoints = ({ loginUrl }: OAuthClient) => ({
  issuer: loginUrl,
  authorization_endpoint: `${loginUrl}/services/oauth2/authorize`,
  token_endpoint: `${loginUrl}/services/oauth2/token`,
  revocation_endpoint: `${loginUrl}/services/oauth2/revoke`,
  introspection_endpoint: `${loginUrl}/services/oauth2/introspect`,
});

const options = ({ loginUrl }: OAuthClient, signal?: AbortSignal) => ({
  [oauth.allowInsecureRequests]: isLoopbackHost(new URL(loginUrl).hostname),
  signal: AbortSignal.any([...(signal ? [signal] : []), AbortSignal.timeout(TIMEOUT_MS)]),
});

/** `id` names org and user: https://login.salesforce.com/id/00D…/005… */
function tokenReply(reply: oauth.TokenEndpointResponse): TokenReply {
  const { instance_url: instance, id } = reply;
  const origin = typeof instance === 'string' ? URL.parse(instance) : null;
  const [, organizationId, userId] = (typeof id === 'string' && /\/id\/(00D\w{15})\/(\w{18})$/.exec(id)) || [];
  const safe = origin && (origin.protocol === 'https:' || isLoopbackHost(origin.hostname));
  if (!safe || !organizationId || !userId) {
    throw new ProblemError({ code: 'BAD_TOKEN_REPLY', message: 'The token reply names no org.', nextStep: 'showLog' });
  }
  const { access_token: accessToken, refresh_token: refreshToken } = reply;
  return { accessToken, instanceUrl: origin.origin, organizationId, userId, ...(refreshToken && { refreshToken }) };
}

async function answered<T>(
  { loginUrl }: Pick<OAuthClient, 'loginUrl'>,
  signal: AbortSignal | undefined,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    signal?.throwIfAborted();
    throw failureOf(error, new URL(loginUrl).host);
  }
}

function failureOf(error: unknown, host: string): unknown {
  if (error instanceof oauth.ResponseBodyError) return new OAuthRefusal(error.error, error.error_description);
  if (error instanceof oauth.AuthorizationResponseError) return new OAuthRefusal(error.error, error.error_description);
  // A refusal that is told in a header only.
  if (error instanceof oauth.WWWAuthenticateChallengeError) return new OAuthRefusal('invalid_client', undefined);
  if (isNetworkFailure(error)) {
    const message = `${host} cannot be reached.`;
    return new ProblemError({ code: 'LOGIN_UNREACHABLE', message, nextStep: 'retry' }, { cause: error });
  }
  if (!(error instanceof oauth.OperationProcessingError)) return error;
  const message = `The answer of ${host} is none of an OAuth server.`;
  return new ProblemError({ code: 'BAD_TOKEN_REPLY', message, nextStep: 'showLog' }, { cause: error });
}

/** What fetch throws without a connection and without an answer; in the middle of an answer it is only the cause. */
const isNetworkFailure = (error: unknown): boolean =>
  error instanceof Error &&
  (error instanceof TypeError || error.name === 'TimeoutError' || isNetworkFailure(error.cause));
