import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fetchIdentity } from '../../../client/src/auth/identity.ts';
import {
  beginAuthorization,
  isActive,
  type OAuthClient,
  redeemCode,
  refresh,
  revoke,
} from '../../../client/src/auth/oauth.ts';
import { leavesTokenUnspent } from '../../../client/src/auth/unspent.ts';

const REPLY = {
  access_token: '00D000000000001!AQ.token',
  refresh_token: '5Aep.refresh',
  instance_url: 'https://acme.my.salesforce.com/',
  id: 'https://login.salesforce.com/id/00D000000000001AAA/005000000000001AAA',
  token_type: 'Bearer',
  issued_at: '1765000000000',
  signature: 'c2ln',
  scope: 'refresh_token api',
};

describe('OAuth', () => {
  it('asks for a code with PKCE and state, without losing special characters', async () => {
    const { url, state, verifier } = await beginAuthorization({
      loginUrl: 'https://test.salesforce.com',
      clientId: '3MVG9+a/b=',
      redirectUri: 'http://localhost:1717/OauthRedirect',
      scopes: ['api', 'refresh_token'],
      username: 'ann+dev@acme.example',
    });
    assert.equal(url.origin + url.pathname, 'https://test.salesforce.com/services/oauth2/authorize');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      response_type: 'code',
      client_id: '3MVG9+a/b=',
      redirect_uri: 'http://localhost:1717/OauthRedirect',
      scope: 'api refresh_token',
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      prompt: 'login',
      login_hint: 'ann+dev@acme.example',
    });
  });

  it('exchanges the code with its verifier', async () => {
    await using host = await loginHost(200, REPLY);
    const request = { ...host.client, redirectUri: 'http://localhost:1/OauthRedirect', scopes: ['api'] };
    const authorization = await beginAuthorization(request);
    const redirect = new URLSearchParams({ code: 'aPrx==', state: authorization.state });
    const token = await redeemCode(request, authorization, redirect, AbortSignal.timeout(5_000));
    assert.deepEqual(token, {
      accessToken: REPLY.access_token,
      refreshToken: REPLY.refresh_token,
      instanceUrl: 'https://acme.my.salesforce.com',
      organizationId: '00D000000000001AAA',
      userId: '005000000000001AAA',
    });
    assert.deepEqual(host.seen, [
      {
        path: '/services/oauth2/token',
        grant_type: 'authorization_code',
        client_id: 'app',
        code: 'aPrx==',
        redirect_uri: 'http://localhost:1/OauthRedirect',
        code_verifier: authorization.verifier,
      },
    ]);
  });

  it('sends no code that came with another state', async () => {
    await using host = await loginHost(200, REPLY);
    const request = { ...host.client, redirectUri: 'http://localhost:1/OauthRedirect', scopes: ['api'] };
    const redirect = new URLSearchParams({ code: 'stolen', state: 'forged' });
    await assert.rejects(redeemCode(request, await beginAuthorization(request), redirect, AbortSignal.timeout(5_000)));
    assert.deepEqual(host.seen, []);
  });

  it('reports a refusal in the redirect with its code and text', async () => {
    const request = { loginUrl: 'https://x.example', clientId: 'app', redirectUri: 'http://localhost:1/', scopes: [] };
    const authorization = await beginAuthorization(request);
    const redirect = new URLSearchParams({
      error: 'invalid_client',
      error_description: 'app must be installed into org',
      state: authorization.state,
    });
    await assert.rejects(redeemCode(request, authorization, redirect, AbortSignal.timeout(5_000)), {
      code: 'OAUTH_REFUSED',
      error: 'invalid_client',
      description: 'app must be installed into org',
    });
  });

  it('refreshes, with and without rotation', async () => {
    await using rotating = await loginHost(200, REPLY);
    assert.equal((await refresh(rotating.client, 'old')).refreshToken, REPLY.refresh_token);
    assert.equal(rotating.seen[0]?.refresh_token, 'old');
    const { refresh_token: _none, ...without } = REPLY;
    await using steady = await loginHost(200, without);
    assert.equal((await refresh(steady.client, 'old')).refreshToken, undefined);
  });

  it('tells a dead refresh token from a host that is down', async () => {
    const dead = { error: 'invalid_grant', error_description: 'expired access/refresh token' };
    const host = await loginHost(400, dead);
    await assert.rejects(refresh(host.client, 'old'), { code: 'OAUTH_REFUSED', error: 'invalid_grant' });
    await host[Symbol.asyncDispose]();
    await assert.rejects(refresh(host.client, 'old'), { code: 'LOGIN_UNREACHABLE' });
  });

  it('does not take a page for an answer', async () => {
    for (const [status, body] of [
      [503, '<html>'],
      [200, '<html>'],
      [200, '{"access_token":"cut o'],
      [200, '{}'],
    ] as const) {
      await using host = await loginHost(status, body);
      await assert.rejects(refresh(host.client, 'old'), { code: 'BAD_TOKEN_REPLY' });
      if (status === 200 && body !== '{}')
        await assert.rejects(fetchIdentity(host.client.loginUrl, 'token'), { code: 'BAD_TOKEN_REPLY' });
    }
  });

  it('tells whether the host may have rotated the token', async () => {
    const unspentAfter = async (client: OAuthClient) =>
      leavesTokenUnspent(await refresh(client, 'old').catch((error: unknown) => error));
    const rows: readonly [number, object | string, boolean][] = [
      [400, { error: 'invalid_grant' }, true],
      [503, '<html>', true],
      [200, { ...REPLY, id: 'none' }, false],
      [200, '{"access_token":"cut o', false],
    ];
    for (const [status, body, unspent] of rows) {
      await using host = await loginHost(status, body);
      assert.equal(await unspentAfter(host.client), unspent, `${status} ${JSON.stringify(body)}`);
    }
    await using silent = await loginHost('hang up', '');
    assert.equal(await unspentAfter(silent.client), false);
    assert.equal(silent.seen.length, 1);
    await silent[Symbol.asyncDispose]();
    assert.equal(await unspentAfter(silent.client), true);
  });

  it('takes it for a refusal where the app may not ask about a token', async () => {
    await using host = await loginHost(401, '', { 'www-authenticate': 'Basic realm="Salesforce"' });
    await assert.rejects(isActive(host.client, 'old'), { code: 'OAUTH_REFUSED', error: 'invalid_client' });
  });

  it('refuses a reply whose token would go over plain http', async () => {
    await using host = await loginHost(200, { ...REPLY, instance_url: 'http://acme.example' });
    await assert.rejects(refresh(host.client, 'old'), { code: 'BAD_TOKEN_REPLY' });
  });

  it('revokes', async () => {
    await using host = await loginHost(200, '');
    await revoke(host.client, 'refresh-token');
    assert.equal(host.seen[0]?.path, '/services/oauth2/revoke');
    assert.equal(host.seen[0]?.token, 'refresh-token');
  });
});

/** A login host that answers every request alike and keeps the parameters that it saw. */
async function loginHost(status: number | 'hang up', body: object | string, headers: Record<string, string> = {}) {
  const seen: Record<string, string>[] = [];
  const server = createServer(async (request, response) => {
    seen.push({ path: request.url ?? '', ...Object.fromEntries(new URLSearchParams(await text(request))) });
    if (status === 'hang up') {
      response.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const loginUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => new Promise<void>(resolve => server.close(() => resolve()));
  return { seen, client: { loginUrl, clientId: 'app' }, [Symbol.asyncDispose]: close };
}
