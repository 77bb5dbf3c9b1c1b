import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createFlows } from '../../../client/src/auth/flows/flows.ts';
import type { Question, Questions } from '../../../client/src/auth/flows/questions.ts';
import type { ActiveSession, FlowId } from '../../../client/src/auth/session.ts';
import { createLocalOrg } from '../../../client/src/orgs/localOrg.ts';
import { noRedirects } from './client.ts';
import { type RunningOrg, SECRETS, startOrg } from './org.ts';

const USERNAME = 'admin@local.example';
const APP = {
  'Consumer key of the app': 'LocalOrgIntegration',
  'Consumer secret of the app': SECRETS.clientSecret,
};
const REQUEST = { scopes: ['api'] };

/** Every way to sign in without a browser, at the local org. */
describe('signing in without a browser', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flows-'));
  const keyFile = path.join(folder, 'private.pem');
  const searchPath = process.env.PATH;
  let org: RunningOrg;

  before(async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    fs.writeFileSync(keyFile, privateKey, { mode: 0o600 });
    fs.writeFileSync(path.join(folder, 'public.pem'), publicKey);
    org = await startOrg(['--jwt-key', path.join(folder, 'public.pem')]);
  });
  after(async () => {
    process.env.PATH = searchPath;
    await org.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  function flowsAnswering(answers: Readonly<Record<string, string>>) {
    const ask: Questions = {
      text: async ({ title }: Question) => answers[title] ?? assert.fail(`asked for ${title}`),
      choose: async (_title, items) => items[0] ?? assert.fail('nothing to choose'),
      file: async () => answers.file ?? keyFile,
      loginHost: async () => org.origin,
      myDomain: async () => answers.myDomain ?? org.origin,
    };
    const script = path.join(folder, 'unused');
    const localOrg = createLocalOrg({ stateDir: script, script, onRunningChanged: () => undefined });
    return createFlows(localOrg, noRedirects, ask, folder);
  }

  const signIn = (flow: FlowId, answers: Readonly<Record<string, string>>) =>
    flowsAnswering(answers)[flow].signIn(REQUEST);

  /** What the CLI prints and ends with, and the file by which it is known to be signed in. */
  function standIn(printed: string, status = 0): void {
    const { origin } = org;
    const file = JSON.stringify({ username: USERNAME, instanceUrl: origin, loginUrl: origin });
    fs.writeFileSync(path.join(folder, `${USERNAME}.json`), file);
    fs.writeFileSync(path.join(folder, 'sf'), `#!/bin/sh\ncat <<'END'\n${printed}\nEND\nexit ${status}\n`, {
      mode: 0o755,
    });
  }

  async function check(session: ActiveSession): Promise<void> {
    assert.equal(session.username, USERNAME);
    assert.equal(session.organizationId, org.organizationId);
    assert.equal(session.instanceUrl, org.origin);
    const headers = { authorization: `Bearer ${session.accessToken}` };
    assert.equal((await fetch(`${org.origin}/services/data/v67.0/limits`, { headers })).status, 200);
  }

  const renewable: readonly [flow: FlowId, answers: Readonly<Record<string, string>>][] = [
    ['jwtBearer', { ...APP, Username: USERNAME }],
    ['clientCredentials', APP],
    ['password', { ...APP, Username: USERNAME, Password: SECRETS.password }],
  ];
  for (const [flow, answers] of renewable) {
    it(`${flow}: signs in, renews without a question, and is revoked`, async () => {
      const session = await signIn(flow, answers);
      await check(session);
      const silent = flowsAnswering({})[flow];
      const renewed = await silent.renew(session);
      assert.notEqual(renewed.accessToken, session.accessToken);
      await check(renewed);
      await silent.revoke(renewed);
      await assert.rejects(check(renewed));
    });
  }

  it('browser: says at once that the host does not answer, before any page is opened', async () => {
    const nowhere = { ...REQUEST, loginUrl: 'http://127.0.0.1:1' };
    await assert.rejects(flowsAnswering({}).browser.signIn(nowhere), {
      code: 'LOGIN_UNREACHABLE',
      message: /127\.0\.0\.1:1/,
    });
  });

  it('jwtBearer: keeps the path of the key, never the key', async () => {
    const session = JSON.stringify(await signIn('jwtBearer', { ...APP, Username: USERNAME }));
    assert.ok(session.includes(JSON.stringify(keyFile)));
    assert.ok(!session.includes('PRIVATE KEY'));
  });

  it('accessToken: takes one that is good, and cannot renew it', async () => {
    const session = await signIn('accessToken', { 'Access token': org.accessToken });
    await check(session);
    await assert.rejects(flowsAnswering({}).accessToken.renew(session), { code: 'SIGN_IN_REQUIRED' });
  });

  it('salesforceCli: takes over an org of the CLI, and asks it again for the next token', async function () {
    if (process.platform === 'win32') this.skip(); // the stand-in is a shell script
    const prints = (token: string) => standIn(JSON.stringify({ status: 0, result: { accessToken: token } }));
    process.env.PATH = folder + path.delimiter + searchPath;
    prints(org.accessToken);
    const session = await signIn('salesforceCli', {});
    await check(session);
    const flow = flowsAnswering({}).salesforceCli;
    await assert.rejects(flow.renew(session), { code: 'SIGN_IN_REQUIRED' });
    prints((await signIn('clientCredentials', APP)).accessToken);
    await check(await flow.renew(session));
    process.env.PATH = path.join(folder, 'nothing');
    await assert.rejects(flow.renew(session), { code: 'CLI_FAILED', message: /sf was not found/ });
    process.env.PATH = searchPath;
  });

  it('salesforceCli: says in words why there is no token', async function () {
    if (process.platform === 'win32') this.skip();
    process.env.PATH = folder + path.delimiter + searchPath;
    const hidden = "[REDACTED] Use 'sf org auth show-access-token' to view";
    for (const [printed, status, says] of [
      [JSON.stringify({ status: 0, result: { accessToken: hidden } }), 0, /hides its tokens/],
      [JSON.stringify({ status: 1, name: 'RefreshTokenAuthError', message: 'expired' }), 1, /signed out of admin@/],
      [JSON.stringify({ status: 1, name: 'SomeError', message: 'of some kind' }), 1, /of some kind/],
      ['no JSON', 0, /gave no token/],
    ] as const) {
      standIn(printed, status);
      await assert.rejects(signIn('salesforceCli', {}), { code: 'CLI_FAILED', message: says });
    }
    standIn(JSON.stringify({ status: 0, result: { accessToken: `${org.accessToken}x` } }));
    await assert.rejects(signIn('salesforceCli', {}), { message: /does not accept this access token/ });
    process.env.PATH = searchPath;
  });

  const refused: readonly [flow: FlowId, answers: Readonly<Record<string, string>>, says: RegExp][] = [
    ['jwtBearer', { ...APP, Username: 'nobody@acme.example' }, /not approved this app/],
    ['jwtBearer', { ...APP, Username: USERNAME, file: '/nowhere.pem' }, /private key cannot be read/],
    ['jwtBearer', { 'Consumer key of the app': 'unknown', Username: USERNAME }, /client identifier invalid/],
    ['clientCredentials', { ...APP, 'Consumer secret of the app': 'wrong' }, /consumer secret/],
    ['clientCredentials', { ...APP, myDomain: 'https://login.salesforce.com' }, /only at the My Domain/],
    ['password', { ...APP, Username: USERNAME, Password: 'wrong' }, /password or security token/],
    ['accessToken', { 'Access token': '00D000000000001!wrong' }, /does not accept this access token/],
  ];
  for (const [flow, answers, says] of refused) {
    it(`${flow}: says in words that ${says.source}`, async () => {
      await assert.rejects(signIn(flow, answers), { message: says });
    });
  }
});
