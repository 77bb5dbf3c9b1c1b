import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { SignJWT } from 'jose';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../../harness/localOrg.ts';

const CLIENT = 'LocalOrgIntegration';

describe('JWT bearer at the local org', function () {
  this.timeout(30_000);

  const pair = keyPair();
  let org: LocalOrg;
  before(async () => {
    const file = path.join(temporaryFolder(), 'jwt-public.pem');
    fs.writeFileSync(file, pair.publicKey);
    org = await startLocalOrg({ profile: 'sample', args: ['--jwt-key', file] });
  });
  after(() => org.stop());

  interface Claims {
    readonly iss?: string;
    readonly sub?: string;
    readonly aud?: string;
    /** Seconds from now; milliseconds since 1970 where it is larger than a day. */
    readonly exp?: number;
  }

  async function assertion(claims: Claims = {}, key: KeyObject = pair.privateKey): Promise<string> {
    const { iss = CLIENT, sub = org.username, aud = org.origin, exp = 180 } = claims;
    const expires = exp > 86_400 ? exp : Math.floor(Date.now() / 1000) + exp;
    return new SignJWT({ iss, sub, aud, exp: expires }).setProtectedHeader({ alg: 'RS256' }).sign(key);
  }

  async function ask(signed: string) {
    const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: signed };
    const response = await fetch(`${org.origin}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, string>> };
  }

  it('signs in without a refresh token', async () => {
    const { status, body } = await ask(await assertion());
    assert.equal(status, 200);
    assert.equal(body.refresh_token, undefined);
    const headers = { authorization: `Bearer ${body.access_token}` };
    assert.equal((await fetch(`${org.origin}/services/data/v67.0/limits`, { headers })).status, 200);
  });

  it('takes the login hosts as audience, and an end in milliseconds', async () => {
    const inMilliseconds = Date.now() + 180_000;
    for (const aud of ['https://login.salesforce.com', 'https://test.salesforce.com']) {
      assert.equal((await ask(await assertion({ aud, exp: inMilliseconds }))).status, 200);
    }
  });

  const refusals: readonly [what: string, signed: () => Promise<string> | string, error: string, text: string][] = [
    ['no JWT', () => 'abc', 'invalid_grant', 'invalid assertion'],
    ['another key', () => assertion({}, keyPair().privateKey), 'invalid_grant', 'invalid assertion'],
    ['an app without a key', () => assertion({ iss: 'PlatformCLI' }), 'invalid_grant', 'invalid assertion'],
    ['an end in the past', () => assertion({ exp: -1 }), 'invalid_grant', 'invalid assertion'],
    ['an end too far ahead', () => assertion({ exp: 600 }), 'invalid_grant', 'invalid assertion'],
    ['an unknown app', () => assertion({ iss: 'unknown' }), 'invalid_client_id', 'client identifier invalid'],
    ['another audience', () => assertion({ aud: 'https://example.com' }), 'invalid_grant', 'audience is invalid'],
    ['another user', () => assertion({ sub: 'nobody' }), 'invalid_grant', "user hasn't approved this consumer"],
  ];
  for (const [what, signed, error, description] of refusals) {
    it(`refuses ${what}: ${description}`, async () => {
      assert.deepEqual(await ask(await signed()), { status: 400, body: { error, error_description: description } });
    });
  }
});

function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { publicKey, privateKey: createPrivateKey(privateKey) };
}
