import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cliToken, listCliOrgs } from '../../../client/src/auth/salesforceCli.ts';

const USERNAME = 'ann@acme.example';
const TOKEN = '00D000000000001!AQ';
const SENTINEL = "[REDACTED] Use 'sf org auth show-access-token' to view";

const json = (value: object) => JSON.stringify(value, undefined, 2);
const shows = (accessToken: string) => json({ status: 0, result: { accessToken }, warnings: [] });
/** How execFile reports a command that failed. */
const fails = (code: string | number, stdout = '') => Object.assign(new Error('Command failed'), { code, stdout });
const noSuchCommand = fails(127, json({ name: 'Error', message: 'org:auth:show-access-token is not a sf command.' }));
const signedOut = fails(1, json({ name: 'RefreshTokenAuthError', message: 'expired access/refresh token' }));

type Outcome = string | Error;

/** What `sf org auth show-access-token` does, what `sf org display` does, and what comes of it. */
const TOKENS: readonly [what: string, show: Outcome, display: Outcome, expected: string][] = [
  ['the command for tokens', shows(TOKEN), fails(1), TOKEN],
  ['a notice of an update around the JSON', `Warning: update\n${shows(TOKEN)}\n`, fails(1), TOKEN],
  ['a CLI from before that command', noSuchCommand, shows(TOKEN), TOKEN],
  ['a redacted token', noSuchCommand, shows(SENTINEL), 'redacted'],
  ['an org that is signed out', signedOut, shows('not asked'), 'signedOut'],
  ['no CLI', fails('ENOENT'), shows('not asked'), 'missing'],
  ['a reply without a token', json({ status: 0, result: {} }), shows('not asked'), 'failed'],
  ['no reply', fails(1), fails(1), 'failed'],
];

describe('a token from the Salesforce CLI', () => {
  for (const [what, show, display, expected] of TOKENS) {
    it(`${what}: ${expected}`, async () => {
      const run = async (args: readonly string[]) => {
        assert.deepEqual(args.slice(-3), ['-o', USERNAME, '--json']);
        const outcome = args.includes('show-access-token') ? show : display;
        if (outcome instanceof Error) throw outcome;
        return outcome;
      };
      const got = await cliToken(USERNAME, { run }).catch((error: { readonly problem: string }) => error.problem);
      assert.equal(got, expected);
    });
  }

  it('asks no second command, and fails as it was told, when it is cancelled', async () => {
    const user = new AbortController();
    const reason = new Error('Canceled');
    let ran = 0;
    const run = async () => {
      ran++;
      user.abort(reason);
      throw fails('ABORT_ERR');
    };
    await assert.rejects(cliToken(USERNAME, { run, signal: user.signal }), reason);
    assert.equal(ran, 1);
  });

  it('never hands a name to the command line that could be more than a name', async () => {
    for (const name of ['--help@acme.example', 'a & b@acme.example', '$(x)@acme.example', 'no-at-sign']) {
      await assert.rejects(cliToken(name, { run: () => assert.fail('ran') }), { code: 'CLI_FAILED' });
    }
  });
});

describe('the orgs of the Salesforce CLI', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sfdx-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, value: unknown) => fs.writeFileSync(path.join(folder, name), JSON.stringify(value));

  it('come with their aliases and origins; other files and broken ones are passed over', async () => {
    const org = { instanceUrl: 'https://acme.my.salesforce.com/', accessToken: 'encrypted', refreshToken: 'encrypted' };
    write('ann@acme.example.json', { ...org, username: USERNAME, loginUrl: 'https://login.salesforce.com' });
    write('bob@acme.example.json', { ...org, username: 'bob@acme.example', instanceUrl: 'http://acme.example' });
    write('cat@acme.example.json', 'not an object');
    write('00D000000000001AAA.json', { usernames: [USERNAME] });
    fs.writeFileSync(path.join(folder, 'dan@acme.example.json'), '{');
    write('alias.json', { orgs: { acme: USERNAME, main: USERNAME, other: 'bob@acme.example' } });
    assert.deepEqual(await listCliOrgs(folder), [
      {
        username: USERNAME,
        aliases: ['acme', 'main'],
        instanceUrl: 'https://acme.my.salesforce.com',
        loginUrl: 'https://login.salesforce.com',
      },
    ]);
  });

  it('are none where there is no such folder', async () => {
    assert.deepEqual(await listCliOrgs(path.join(folder, 'none')), []);
  });
});
