import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import {
  type LocalOrg,
  type LocalOrgOptions,
  spawnLocalOrg,
  startLocalOrg,
  temporaryFolder,
} from '../../harness/localOrg.ts';

describe('the local org as a process', function () {
  this.timeout(30_000);

  const newFolder = () => fs.mkdtempSync(path.join(temporaryFolder(), 'state-'));
  const portFile = (folder: string) => path.join(folder, 'local-org.json');

  it('writes a port file for its user only, and removes it at the end', async () => {
    const stateFolder = path.join(newFolder(), 'made', 'when', 'needed');
    const org = await startLocalOrg({ profile: 'sample', stateFolder });
    const { origin, adminToken, username, password, clientSecret, organizationId } = org;
    const written = JSON.parse(fs.readFileSync(portFile(stateFolder), 'utf8'));
    const pid = org.process.pid;
    assert.deepEqual(written, { origin, pid, adminToken, username, password, clientSecret, organizationId });
    assertPrivate(portFile(stateFolder));
    await org.stop();
    assert.equal(fs.existsSync(portFile(stateFolder)), false);
  });

  it('lets no second process at the same state, and leaves the first alone', async () => {
    const stateFolder = newFolder();
    const org = await startLocalOrg({ profile: 'sample', stateFolder });
    assert.deepEqual(await outcome({ stateFolder }), { code: 3, output: 'already running' });
    assert.equal((await org.api('limits')).status, 200);
    await org.stop();
  });

  it('keeps its port and its tokens over a restart', async () => {
    const stateFolder = newFolder();
    const first = await startLocalOrg({ profile: 'sample', stateFolder });
    await first.stop();
    const second = await startLocalOrg({ profile: 'sample', stateFolder });
    assert.equal(second.origin, first.origin);
    const headers = { authorization: `Bearer ${first.accessToken}` };
    assert.equal((await fetch(`${second.origin}/services/data/v66.0/limits`, { headers })).status, 200);
    await second.stop();
  });

  it('has a password and a client secret of its own, and keeps them over a restart', async () => {
    const stateFolder = newFolder();
    const env = { LOCAL_ORG_PASSWORD: '', LOCAL_ORG_CLIENT_SECRET: '' };
    const secretsOf = ({ password, clientSecret }: LocalOrg) => [password, clientSecret];
    const first = await startLocalOrg({ profile: 'sample', stateFolder, env });
    const other = await startLocalOrg({ profile: 'sample', env });
    await first.stop();
    await other.stop();
    const second = await startLocalOrg({ profile: 'sample', stateFolder, env });
    await second.stop();
    assert.deepEqual(secretsOf(second), secretsOf(first));
    assert.equal(new Set([...secretsOf(first), ...secretsOf(other)]).size, 4);
    for (const secret of secretsOf(first)) assert.match(secret, /^\w{32}$/);
  });

  it('takes password and client secret from the environment, for that run', async () => {
    const stateFolder = newFolder();
    const env = { LOCAL_ORG_PASSWORD: 'chosen', LOCAL_ORG_CLIENT_SECRET: 'also chosen' };
    const first = await startLocalOrg({ profile: 'sample', stateFolder, env });
    await first.stop();
    assert.deepEqual([first.password, first.clientSecret], ['chosen', 'also chosen']);
    const second = await startLocalOrg({ profile: 'sample', stateFolder, env: { LOCAL_ORG_PASSWORD: '' } });
    await second.stop();
    assert.notEqual(second.password, 'chosen');
  });

  it('keeps its database for its user only, also in a folder that others may read', async () => {
    const stateFolder = newFolder();
    fs.chmodSync(stateFolder, 0o755);
    const org = await startLocalOrg({ profile: 'sample', stateFolder });
    for (const file of ['org.sqlite', 'org.sqlite-wal']) assertPrivate(path.join(stateFolder, file));
    await org.stop();
  });

  it('keeps its log and the count of calls over a restart', async () => {
    const stateFolder = newFolder();
    const first = await startLocalOrg({ profile: 'sample', stateFolder });
    await first.api('sobjects');
    await first.stop();
    const second = await startLocalOrg({ profile: 'sample', stateFolder });
    assert.equal((await second.log())[0]?.path, '/services/data/v67.0/sobjects');
    assert.equal((await second.api('limits')).headers.get('sforce-limit-info'), 'api-usage=2/15000');
    await second.stop();
  });

  it('can be started again after a crash', async () => {
    const stateFolder = newFolder();
    const first = await startLocalOrg({ profile: 'sample', stateFolder });
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    const second = await startLocalOrg({ profile: 'sample', stateFolder });
    assert.equal(JSON.parse(fs.readFileSync(portFile(stateFolder), 'utf8')).pid, second.process.pid);
    await second.stop();
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`ends cleanly on ${signal}`, async () => {
      const org = await startLocalOrg({ profile: 'sample' });
      org.process.kill(signal);
      assert.deepEqual(await once(org.process, 'exit'), [0, null]);
    });
  }

  it('ends on the admin endpoint, with a lease still open', async () => {
    const org = await startLocalOrg({ profile: 'sample', args: ['--lease'] });
    const lease = await org.admin('lease');
    const exit = once(org.process, 'exit');
    assert.equal((await org.admin('stop', { method: 'POST' })).status, 204);
    assert.equal(await lease.text(), '\n');
    assert.deepEqual(await exit, [0, null]);
  });

  it('asks for the admin token on each admin endpoint', async () => {
    const org = await startLocalOrg({ profile: 'sample' });
    for (const endpoint of ['lease', 'log']) {
      assert.equal((await fetch(`${org.origin}/local-org/${endpoint}`)).status, 401);
    }
    for (const endpoint of ['token', 'stop', 'expire-tokens']) {
      const headers = { authorization: `Bearer ${org.accessToken}` };
      assert.equal((await fetch(`${org.origin}/local-org/${endpoint}`, { method: 'POST', headers })).status, 401);
    }
    await org.stop();
  });

  it('gives a refresh token only to those who ask for one', async () => {
    const org = await startLocalOrg({ profile: 'sample' });
    const reply = async (endpoint: string) =>
      (await (await org.admin(endpoint, { method: 'POST' })).json()) as Readonly<Record<string, string>>;
    const { access_token: token, refresh_token: none, scope = '' } = await reply('token');
    assert.match(token ?? '', /^00D/);
    assert.deepEqual([none, scope.includes('refresh_token')], [undefined, false]);
    assert.match((await reply('token?refresh=true')).refresh_token ?? '', /^5Aep/);
    await org.stop();
  });

  it('logs that a client left before the end', async () => {
    const org = await startLocalOrg({ profile: 'sample' });
    const leaving = new AbortController();
    await org.admin('lease', { signal: leaving.signal });
    leaving.abort();
    const left = async () => (await org.log()).find(entry => entry.path === '/local-org/lease');
    let entry = await left();
    while (entry === undefined) entry = await left();
    assert.equal(entry.closedEarly, true);
    await org.stop();
  });

  it('writes its log to a file, without queries and tokens', async () => {
    const log = path.join(newFolder(), 'requests.log');
    const org = await startLocalOrg({ profile: 'sample', args: ['--log', log] });
    await org.api('limits?q=secret');
    await org.stop();
    const content = fs.readFileSync(log, 'utf8');
    assert.equal(JSON.parse(content.split('\n')[0] ?? '').path, '/services/data/v67.0/limits');
    assert.ok(!content.includes('secret') && !content.includes(org.accessToken));
  });

  const wrongUsages: readonly (readonly string[])[] = [
    ['--nonsense'],
    ['--port', '99999'],
    ['--profile', 'other'],
    ['--state-dir', 'x'],
  ];
  for (const args of wrongUsages) {
    it(`explains how to use it after ${args.join(' ')}`, async () => {
      const { code, output } = await outcome({ args });
      assert.equal(code, 2);
      assert.match(output, /Usage: salesforce-local-org/);
    });
  }

  it('says when the port it has to use is taken, and ends', async () => {
    const org = await startLocalOrg({ profile: 'sample' });
    const { code, output } = await outcome({
      profile: 'sample',
      args: ['--lease', '--port', new URL(org.origin).port],
    });
    await org.stop();
    assert.equal(code, 1);
    assert.match(output, /EADDRINUSE/);
  });

  it('says what is wrong with an overlay', async () => {
    const { code, output } = await outcome({ overlay: { Nope__c: { fields: {} } } });
    assert.equal(code, 1);
    assert.match(output, /Nope__c/);
    for (const [errorCondition, expected] of [
      ['Nope__c = 1', /Validation rule Wrong on object Account:[\s\S]*Nope__c/],
      ['Name = null) OR (Site = null', /Validation rule Wrong on object Account/],
    ] as const) {
      const rule = { fullName: 'Wrong', errorCondition, errorMessage: 'No' };
      assert.match((await outcome({ overlay: { Account: { validationRules: [rule] } } })).output, expected);
    }
  });
});

function assertPrivate(file: string): void {
  if (process.platform !== 'win32') assert.equal(fs.statSync(file).mode & 0o777, 0o600);
}

/** Runs a process that is expected to end by itself. */
async function outcome(options: LocalOrgOptions): Promise<{ code: number; output: string }> {
  const child = await spawnLocalOrg(options);
  const [[code], output] = await Promise.all([once(child, 'exit'), text(child.stderr!)]);
  return { code, output: output.trim() };
}
