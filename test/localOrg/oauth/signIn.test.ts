import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { openPage, signIn } from '../../harness/signIn.ts';

type TokenReply = Readonly<Record<string, string>>;

const clientId = 'SalesforceIntegrationWorkbench';
const verifier = 'v'.repeat(64);
const redirectUri = 'vscode://integration-workbench.salesforce-integration-workbench/callback?windowId=1';

describe('signing in to the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
  });
  after(() => org.stop());

  const authorizeUrl = (more: Readonly<Record<string, string>> = {}) => {
    const parameters = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      ...more,
    });
    return `${org.origin}/services/oauth2/authorize?${parameters}`;
  };

  const post = (endpoint: string, form: Readonly<Record<string, string>>) =>
    fetch(`${org.origin}/services/oauth2/${endpoint}`, { method: 'POST', body: new URLSearchParams(form) });

  const refresh = (token: string) =>
    post('token', { grant_type: 'refresh_token', client_id: clientId, refresh_token: token });

  async function signInFully(more: Readonly<Record<string, string>> = {}): Promise<TokenReply> {
    const { username, password } = org;
    const target = await signIn(authorizeUrl(more), { username, password, decision: 'allow' });
    const code = target.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri };
    return (await (await post('token', { ...form, code, code_verifier: verifier })).json()) as TokenReply;
  }

  const statusWith = async (token = '') => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${org.origin}/services/data/v66.0/limits`, { headers })).status;
  };

  it('gives tokens for the code, in the shape of a real org', async () => {
    const reply = await signInFully();
    const names = ['access_token', 'id', 'id_token', 'instance_url', 'issued_at', 'refresh_token', 'scope'];
    assert.deepEqual(Object.keys(reply).sort(), [...names, 'signature', 'token_type']);
    assert.match(reply.access_token ?? '', /^(00D\w{12,15})![.\w]*$/);
    assert.match(reply.id ?? '', /\/id\/00D\w{15}\/005\w{15}$/);
    assert.equal(reply.instance_url, org.origin);
    assert.equal(await statusWith(reply.access_token), 200);
  });

  it('keeps the redirect address as it was given and returns the state', async () => {
    const { username, password } = org;
    const target = await signIn(authorizeUrl({ state: '%2B +&' }), { username, password, decision: 'allow' });
    assert.ok(target.href.startsWith(`${redirectUri}&code=aPrx`));
    assert.ok(target.href.includes('%3D%3D&state='));
    assert.equal(target.searchParams.get('state'), '%2B +&');
  });

  it('gives no refresh token without its scope', async () => {
    assert.equal((await signInFully({ scope: 'api' })).refresh_token, undefined);
  });

  it('says where its password is to be found', async () => {
    const words = (await openPage(authorizeUrl())).html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
    assert.ok(words.includes("Run the command Salesforce: Copy the local org's password in VS Code, or read it where"));
    const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
    assert.ok(
      contributes.commands.some(({ category, title }: Readonly<Record<string, string>>) =>
        words.includes(`${category}: ${title}`),
      ),
    );
  });

  it('shows a wrong password in words, and gives up after five', async () => {
    let page = await openPage(authorizeUrl());
    for (let attempt = 1; attempt < 5; attempt++) {
      page = await page.press('signIn', { username: org.username, password: 'wrong' });
      assert.match(page.html, /role="alert">The username or password is not right/);
    }
    page = await page.press('signIn', { username: org.username, password: 'wrong' });
    assert.equal(page.status, 400);
  });

  it('asks for consent only after the sign-in, and only in the browser that began', async () => {
    const page = await openPage(authorizeUrl());
    assert.equal((await page.press('allow')).location, null);
    const signedIn = await page.press('signIn', { username: org.username, password: org.password });
    const authorization = /name="authorization" value="([^"]+)"/.exec(signedIn.html)?.[1] ?? '';
    const body = new URLSearchParams({ authorization, step: 'allow' });
    assert.equal((await openPage(authorizeUrl(), { method: 'POST', body })).status, 400);
    assert.equal((await signedIn.press('allow')).status, 302);
    assert.equal((await signedIn.press('allow')).status, 400);
  });

  it('lets one browser go through two sign-ins at once, and leaves it no cookie', async () => {
    const cookies = new Map<string, string>();
    const open = () => openPage(authorizeUrl(), {}, cookies);
    const { username, password } = org;
    const pages = [await open(), await open()];
    const signedIn = await Promise.all(pages.map(page => page.press('signIn', { username, password })));
    const allowed = await Promise.all(signedIn.map(page => page.press('allow')));
    assert.deepEqual(
      allowed.map(({ status }) => status),
      [302, 302],
    );
    assert.equal(cookies.size, 0);
  });

  for (const scheme of ['vscode', 'vscode-insiders', 'vscodium', 'code-oss', 'cursor', 'windsurf']) {
    it(`goes back to an app by ${scheme}:`, async () => {
      assert.equal((await openPage(authorizeUrl({ redirect_uri: `${scheme}://workbench/callback` }))).status, 200);
    });
  }

  it('escapes what it shows and forbids scripts and frames', async () => {
    const { html } = await openPage(authorizeUrl({ login_hint: '"><script>alert(1)</script>' }));
    assert.ok(!html.includes('<script'));
    assert.ok(!/<(script|link|img|iframe)|\saction=|\shref=|\ssrc=|\sstyle=/.test(html));
    const policy = (await fetch(authorizeUrl())).headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'.*frame-ancestors 'none'.*form-action 'self'/);
  });

  it('rotates refresh tokens and ends the family when a dead one comes back', async () => {
    const first = await signInFully();
    const second = (await (await refresh(first.refresh_token ?? '')).json()) as TokenReply;
    assert.notEqual(second.refresh_token, first.refresh_token);
    assert.equal(await statusWith(second.access_token), 200);
    const reused = await refresh(first.refresh_token ?? '');
    assert.equal(reused.status, 400);
    assert.equal((await refresh(second.refresh_token ?? '')).status, 400);
    assert.equal(await statusWith(second.access_token), 401);
  });

  it('revokes an access token alone, and a refresh token with its access tokens', async () => {
    const reply = await signInFully();
    assert.equal((await post('revoke', { token: reply.access_token ?? '' })).status, 200);
    assert.equal(await statusWith(reply.access_token), 401);
    const renewed = (await (await refresh(reply.refresh_token ?? '')).json()) as TokenReply;
    assert.equal((await post('revoke', { token: renewed.refresh_token ?? '' })).status, 200);
    assert.equal(await statusWith(renewed.access_token), 401);
    assert.equal((await post('revoke', { token: 'unknown' })).status, 200);
  });

  it('tells about tokens, but only to their client', async () => {
    const { access_token: token = '' } = await signInFully();
    const own = await object(await post('introspect', { token, client_id: clientId }));
    assert.equal(own.active, true);
    assert.equal(own.username, org.username);
    const foreign = await object(await post('introspect', { token, client_id: 'PlatformCLI' }));
    assert.deepEqual(foreign, { active: false });
  });

  it('expires access tokens on demand, and refresh tokens live on', async () => {
    const reply = await signInFully();
    assert.equal((await org.admin('expire-tokens', { method: 'POST' })).status, 204);
    assert.equal(await statusWith(reply.access_token), 401);
    assert.equal((await refresh(reply.refresh_token ?? '')).status, 200);
  });

  it('signs in with a password or as a client, without a refresh token', async () => {
    const client = { client_id: 'LocalOrgIntegration', client_secret: org.clientSecret };
    const { username, password } = org;
    for (const form of [{ grant_type: 'password', username, password }, { grant_type: 'client_credentials' }]) {
      const reply = (await (await post('token', { ...client, ...form })).json()) as TokenReply;
      assert.equal(await statusWith(reply.access_token), 200);
      assert.equal(reply.refresh_token, undefined);
    }
  });

  it('signs id tokens that its published keys confirm', async () => {
    const { id_token: token = '', id } = await signInFully({ scope: 'openid', nonce: 'n-1' });
    const configuration = await object(await fetch(`${org.origin}/.well-known/openid-configuration`));
    const keys = createRemoteJWKSet(new URL(String(configuration.jwks_uri)));
    const { payload } = await jwtVerify(token, keys, { issuer: String(configuration.issuer), audience: clientId });
    assert.equal(payload.sub, id);
    assert.equal(payload.nonce, 'n-1');
  });

  it('knows the user: userinfo and the identity URL agree', async () => {
    const { access_token: token = '', id = '' } = await signInFully();
    const headers = { authorization: `Bearer ${token}` };
    const info = await object(await fetch(`${org.origin}/services/oauth2/userinfo`, { headers }));
    const identity = await object(await fetch(`${id}?format=json&oauth_token=${encodeURIComponent(token)}`));
    assert.equal(info.sub, id);
    assert.equal(identity.id, id);
    assert.equal(info.preferred_username, org.username);
    assert.equal(identity.username, org.username);
    assert.equal(info.organization_id, org.organizationId);
    assert.deepEqual(info.urls, identity.urls);
    assert.equal((await fetch(`${org.origin}/id/00D000000000000AAA/${info.user_id}`, { headers })).status, 404);
  });
});

async function object(response: Response): Promise<Readonly<Record<string, unknown>>> {
  return (await response.json()) as Readonly<Record<string, unknown>>;
}
