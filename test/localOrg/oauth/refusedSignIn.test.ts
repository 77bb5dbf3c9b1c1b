import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { signAssertion } from '../../../client/src/auth/assertion.ts';
import { fetchIdentity } from '../../../client/src/auth/identity.ts';
import { listenOnLoopback, redirectUri } from '../../../client/src/auth/loopback.ts';
import { beginAuthorization, grant, redeemCode, refresh } from '../../../client/src/auth/oauth.ts';
import { explainRefusal } from '../../../client/src/auth/refusals.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../../harness/localOrg.ts';
import { REFUSALS } from '../../harness/refusals.ts';
import { signIn } from '../../harness/signIn.ts';
import { words } from '../../unit/client/words.ts';

const APP = 'SalesforceIntegrationWorkbench';
const OWN_APP = 'LocalOrgIntegration';

/** Every way to sign in, with everything that Salesforce may refuse it for: docs/sign-in.md. */
describe('a sign-in that the org refuses', function () {
  this.timeout(60_000);

  const keyFile = path.join(temporaryFolder(), 'private.pem');
  let org: LocalOrg;
  before(async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const publicFile = path.join(temporaryFolder(), 'public.pem');
    writeFileSync(keyFile, privateKey, { mode: 0o600 });
    writeFileSync(publicFile, publicKey);
    org = await startLocalOrg({ profile: 'sample', args: ['--jwt-key', publicFile] });
  });
  afterEach(() => org.admin('faults', { method: 'DELETE' }));
  after(() => org.stop());

  const never = () => new AbortController().signal;
  const ownApp = () => ({ loginUrl: org.origin, clientId: OWN_APP, clientSecret: org.clientSecret });

  /** From the browser's first page to the token, as the extension goes. */
  async function byBrowser(decision: 'allow' | 'deny' = 'allow', waitMs = 20_000) {
    await using listener = await listenOnLoopback(0);
    const uri = redirectUri(listener.port);
    const request = { loginUrl: org.origin, clientId: APP, redirectUri: uri, scopes: ['api', 'refresh_token'] };
    const authorization = await beginAuthorization(request);
    const comes = listener.redirect(authorization.state, waitMs, never());
    const shown = signIn(authorization.url.href, { username: org.username, password: org.password, decision })
      .catch(async () => new URL(await redirectWithoutPage(authorization.url)))
      .then(target => fetch(target))
      // An error page leads nowhere.
      .catch(() => undefined);
    try {
      const { params, finish } = await comes;
      finish('', '');
      return await redeemCode(request, authorization, params, never());
    } finally {
      await shown;
    }
  }

  /** Where the org sends the browser at once, before any page. */
  async function redirectWithoutPage(url: URL): Promise<string> {
    const response = await fetch(url, { redirect: 'manual' });
    await response.body?.cancel();
    return response.headers.get('location') ?? '';
  }

  const ways: Readonly<Record<string, () => Promise<unknown>>> = {
    'by browser': () => byBrowser(),
    'by refresh token': async () => {
      const reply = await (await org.admin('token?refresh=true', { method: 'POST' })).json();
      const { refresh_token: token } = reply as { refresh_token: string };
      return refresh({ loginUrl: org.origin, clientId: APP }, token);
    },
    'by JWT bearer': async () => {
      const session = { clientId: OWN_APP, username: org.username, loginUrl: org.origin };
      const assertion = await signAssertion(session, keyFile);
      return grant({ loginUrl: org.origin, clientId: OWN_APP }, 'urn:ietf:params:oauth:grant-type:jwt-bearer', {
        assertion,
      });
    },
    'by client credentials': () => grant(ownApp(), 'client_credentials', {}),
    'by password': () => grant(ownApp(), 'password', { username: org.username, password: org.password }),
  };

  async function refusalOf(way: () => Promise<unknown>) {
    const refusal = await way().then(
      () => assert.fail('was let in'),
      (error: unknown) => error as { readonly code: string; readonly error: string; readonly description?: string },
    );
    assert.equal(refusal.code, 'OAUTH_REFUSED', String(refusal));
    return explainRefusal(refusal, words);
  }

  for (const [name, way] of Object.entries(ways)) {
    it(`${name}: is let in without a fault`, async () => void (await way()));

    it(`${name}: explains each refusal of the token endpoint`, async () => {
      for (const [error, description = '', says, nextStep] of REFUSALS) {
        await org.fault({ fault: 'oauthError', error, description, path: '/services/oauth2/token' });
        const problem = await refusalOf(way);
        assert.match(problem.message, says);
        assert.equal(problem.nextStep, nextStep);
      }
    });
  }

  it('by browser: explains that access was denied, and that the app is not installed', async () => {
    assert.match((await refusalOf(() => byBrowser('deny'))).message, /choose Allow/);
    await org.fault({ fault: 'appNotInstalled', times: 'always' });
    assert.match((await refusalOf(() => byBrowser())).message, /install the app/);
  });

  for (const fault of ['appBlocked', 'appNeverRedirects']) {
    it(`by browser: gives up waiting after ${fault}, whose page leads nowhere`, async () => {
      await org.fault({ fault, times: 'always' });
      await assert.rejects(byBrowser('allow', 300), { code: 'LISTENER_TIMEOUT' });
    });
  }

  it('explains each refusal of the question whose token it is', async () => {
    for (const [status, errorCode, says] of [
      [403, 'API_DISABLED_FOR_ORG', /API Enabled/],
      [403, 'API_CURRENTLY_DISABLED', /API Enabled/],
      [403, 'REQUEST_LIMIT_EXCEEDED', /no API calls left/],
      [503, 'SERVER_UNAVAILABLE', /just now/],
      [400, 'SOMETHING_NEW', /refused the sign-in/],
    ] as const) {
      await org.fault({ fault: 'error', status, errorCode, path: '/services/data/*' });
      const problem = await refusalOf(() => fetchIdentity(org.origin, org.accessToken));
      assert.match(problem.message, says);
      assert.ok(problem.message.includes(errorCode));
    }
    await assert.rejects(fetchIdentity(org.origin, `${org.accessToken}x`), { code: 'TOKEN_REFUSED' });
  });
});
