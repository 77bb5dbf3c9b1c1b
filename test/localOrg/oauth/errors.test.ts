import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { openPage, signIn } from '../../harness/signIn.ts';

const verifier = 'v'.repeat(64);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const redirect = 'http://localhost:1717/OauthRedirect';

const chosen = { password: 'a chosen password', secret: 'a chosen secret' };
const workbench = 'SalesforceIntegrationWorkbench';
const valid = {
  response_type: 'code',
  client_id: workbench,
  redirect_uri: redirect,
  code_challenge: challenge,
  state: 'a b&c',
};

describe('OAuth errors', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    const env = { LOCAL_ORG_PASSWORD: chosen.password, LOCAL_ORG_CLIENT_SECRET: chosen.secret };
    org = await startLocalOrg({ profile: 'sample', env });
  });
  after(() => org.stop());

  const authorizeUrl = (parameters: Readonly<Record<string, string | undefined>>) =>
    `${org.origin}/services/oauth2/authorize?${search({ ...valid, ...parameters })}`;

  describe('on the page, when the app or its address cannot be trusted', () => {
    const pages: readonly [parameters: Readonly<Record<string, string | undefined>>, error: string][] = [
      [{ client_id: undefined }, 'invalid_client_id'],
      [{ client_id: '3MVG9.unknown' }, 'invalid_client_id'],
      [{ redirect_uri: undefined }, 'redirect_uri_missing'],
      [{ redirect_uri: 'https://example.com/callback' }, 'redirect_uri_mismatch'],
      [{ redirect_uri: 'http://localhost.example.com/' }, 'redirect_uri_mismatch'],
      [{ redirect_uri: 'http://localhost@example.com/' }, 'redirect_uri_mismatch'],
      [{ redirect_uri: 'any-app://callback' }, 'redirect_uri_mismatch'],
      [{ redirect_uri: 'vscode-insiders.example://callback' }, 'redirect_uri_mismatch'],
      [{ redirect_uri: 'javascript://%0aalert(1)' }, 'redirect_uri_mismatch'],
      [{ redirect_uri: 'http://localhost:1/#fragment' }, 'redirect_uri_mismatch'],
    ];
    for (const [parameters, error] of pages) {
      it(`${error} for ${JSON.stringify(parameters)}`, async () => {
        const { status, html, location } = await openPage(authorizeUrl(parameters));
        assert.deepEqual({ status, location }, { status: 400, location: null });
        assert.match(html, new RegExp(`error=${error}<`));
      });
    }
  });

  describe('at the redirect address', () => {
    const redirects: readonly [parameters: Readonly<Record<string, string | undefined>>, error: string][] = [
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ scope: 'api nonsense' }, 'invalid_scope'],
      [{ code_challenge: undefined }, 'invalid_request'],
      [{ code_challenge_method: 'plain' }, 'invalid_request'],
      [{ prompt: 'none' }, 'immediate_unsuccessful'],
    ];
    for (const [parameters, error] of redirects) {
      it(`${error} for ${JSON.stringify(parameters)}`, async () => {
        const { status, location } = await openPage(authorizeUrl(parameters));
        const target = new URL(location ?? '');
        assert.equal(status, 302);
        assert.equal(target.origin + target.pathname, redirect);
        assert.equal(target.searchParams.get('error'), error);
        assert.equal(target.searchParams.get('state'), valid.state);
      });
    }

    it('access_denied when the user denies', async () => {
      const { username, password } = org;
      const target = await signIn(authorizeUrl({}), { username, password, decision: 'deny' });
      assert.equal(target.searchParams.get('error'), 'access_denied');
      assert.equal(target.searchParams.get('error_description'), 'end-user denied authorization');
    });
  });

  describe('at the token endpoint', () => {
    const code = { grant_type: 'authorization_code', client_id: workbench, redirect_uri: redirect };
    const password = { grant_type: 'password', client_id: 'LocalOrgIntegration', client_secret: chosen.secret };
    const replies: readonly [form: Readonly<Record<string, string>>, error: string, description: string][] = [
      [{}, 'unsupported_grant_type', 'grant type not supported'],
      [{ grant_type: 'device' }, 'unsupported_grant_type', 'grant type not supported'],
      [{ grant_type: 'toString' }, 'unsupported_grant_type', 'grant type not supported'],
      [{ grant_type: 'refresh_token' }, 'invalid_client_id', 'client identifier invalid'],
      [{ ...code, client_id: 'x' }, 'invalid_client_id', 'client identifier invalid'],
      [{ ...code, code: 'aPrxNope==' }, 'invalid_grant', 'invalid authorization code'],
      [
        { ...code, grant_type: 'refresh_token', refresh_token: '5Aep' },
        'invalid_grant',
        'expired access/refresh token',
      ],
      [{ ...password, client_secret: 'wrong' }, 'invalid_client', 'invalid client credentials'],
      [{ ...password, username: 'admin@local.example', password: 'x' }, 'invalid_grant', 'authentication failure'],
      [{ ...password, username: 'nobody', password: chosen.password }, 'invalid_grant', 'authentication failure'],
      [{ grant_type: 'client_credentials', client_id: workbench }, 'invalid_client', 'invalid client credentials'],
    ];
    for (const [form, error, description] of replies) {
      it(`${error} (${description}) for ${JSON.stringify(form)}`, async () => {
        assert.deepEqual(await token(form), { status: 400, body: { error, error_description: description } });
      });
    }

    const misuses: readonly [what: string, form: Readonly<Record<string, string>>, error: string, text: string][] = [
      ['another verifier', { code_verifier: 'w'.repeat(64) }, 'invalid_grant', 'invalid code verifier'],
      ['no verifier', {}, 'invalid_grant', 'invalid code verifier'],
      [
        'another redirect address',
        { code_verifier: verifier, redirect_uri: 'http://localhost:1/' },
        'redirect_uri_mismatch',
        'redirect_uri must match configuration',
      ],
      [
        'another client',
        { code_verifier: verifier, client_id: 'PlatformCLI' },
        'invalid_grant',
        'invalid authorization code',
      ],
    ];
    for (const [what, form, error, description] of misuses) {
      it(`${error} for a code with ${what}, and the code is spent`, async () => {
        const granted = { ...code, code: await obtainCode() };
        assert.deepEqual(await token({ ...granted, ...form }), {
          status: 400,
          body: { error, error_description: description },
        });
        const again = await token({ ...granted, code_verifier: verifier });
        assert.equal(again.body.error_description, 'expired authorization code');
      });
    }
  });

  it('answers 403 and one word to userinfo with a wrong token', async () => {
    for (const path of ['/services/oauth2/userinfo', `/id/${org.organizationId}/005000000000000AAA`]) {
      const none = await fetch(org.origin + path);
      assert.deepEqual([none.status, await none.text()], [403, 'Missing_OAuth_Token']);
      const wrong = await fetch(org.origin + path, { headers: { authorization: 'Bearer x' } });
      assert.deepEqual([wrong.status, await wrong.text()], [403, 'Bad_OAuth_Token']);
    }
  });

  async function obtainCode(): Promise<string> {
    const { username, password } = org;
    const target = await signIn(authorizeUrl({}), { username, password, decision: 'allow' });
    return target.searchParams.get('code') ?? '';
  }

  async function token(form: Readonly<Record<string, string>>) {
    const response = await fetch(`${org.origin}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  }
});

function search(parameters: Readonly<Record<string, string | undefined>>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
