import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { StoredSession } from '../../../client/src/auth/session.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../../harness/localOrg.ts';
import type { Death, FromWindow, ToWindow } from './refreshWindow.ts';

const WINDOWS = 3;
const REQUESTS = 200;
/** More on demand: REFRESH_ROUNDS=50. */
const ROUNDS = Number(process.env.REFRESH_ROUNDS ?? 3);
const TOKEN_ENDPOINT = '/services/oauth2/token';

/** Windows of VS Code are processes with one secret storage, whose news reach each of them a little later. */
describe('refreshing in several windows', function () {
  this.timeout(60_000 + ROUNDS * 30_000);

  let org: LocalOrg;
  let stored: StoredSession;
  const windows: ChildProcess[] = [];
  const told: string[] = [];
  const tell = (window: ChildProcess, message: ToWindow) => window.send(message);

  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
    stored = await signedIn(org);
    for (let count = 0; count < WINDOWS; count++) windows.push(openWindow());
  });
  after(async () => {
    for (const window of windows) {
      const exit = once(window, 'exit');
      window.disconnect();
      await exit;
    }
    await org.stop();
  });

  function openWindow(): ChildProcess {
    const script = path.join(import.meta.dirname, 'refreshWindow.ts');
    const window = fork(script, [path.join(temporaryFolder(), 'sessions'), JSON.stringify(stored)]);
    window.on('message', (message: FromWindow) => {
      if ('signedOut' in message) told.push(message.signedOut);
      if (!('write' in message)) return;
      stored = message.write;
      tell(window, { kept: true });
      for (const other of windows) if (other !== window) setImmediate(tell, other, { changed: stored });
    });
    return window;
  }

  async function ask(window: ChildProcess, rejected: string, die?: Death): Promise<readonly string[]> {
    const given = new Promise<readonly string[]>(resolve => {
      // A window that is killed gets nothing.
      if (die) window.once('exit', () => resolve([]));
      const listen = (message: FromWindow) => {
        if (!('tokens' in message)) return;
        window.off('message', listen);
        resolve(message.tokens);
      };
      window.on('message', listen);
    });
    tell(window, { ask: { rejected, count: REQUESTS, ...(die && { die }) } });
    return given;
  }

  it(`sends one refresh for each expiry, and never a dead token (${ROUNDS} rounds)`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      assert.equal((await org.admin('expire-tokens', { method: 'POST' })).status, 204);
      const before = (await org.log()).at(-1)?.id;
      const rejected = stored.accessToken ?? '';
      const given = await Promise.all(windows.map(window => ask(window, rejected)));
      assert.deepEqual(given, Array(WINDOWS).fill([stored.accessToken]));
      assert.notEqual(stored.accessToken, rejected);
      const log = await org.log();
      const since = log.slice(log.findIndex(({ id }) => id === before) + 1);
      assert.deepEqual(
        since.filter(request => request.path === TOKEN_ENDPOINT).map(({ status }) => status),
        [200],
      );
      const headers = { authorization: `Bearer ${stored.accessToken}` };
      assert.equal((await fetch(`${org.origin}/services/data/v67.0/limits`, { headers })).status, 200);
    }
  });

  /** Another process that holds the lock counts as dead after ten seconds without a sign of life. */
  async function killed(die: Death): Promise<{ given: readonly (readonly string[])[]; sent: readonly number[] }> {
    assert.equal((await org.admin('expire-tokens', { method: 'POST' })).status, 204);
    const before = (await org.log()).at(-1)?.id;
    const rejected = stored.accessToken ?? '';
    const [victim, ...others] = windows.splice(0);
    const exit = once(victim!, 'exit');
    const lost = ask(victim!, rejected, die);
    await exit;
    await lost;
    windows.push(...others);
    const given = await Promise.all(others.map(window => ask(window, rejected)));
    windows.push(openWindow());
    const log = await org.log();
    const since = log.slice(log.findIndex(({ id }) => id === before) + 1);
    return { given, sent: since.filter(({ path: to }) => to === TOKEN_ENDPOINT).map(({ status }) => status) };
  }

  const KILLS = Math.ceil(ROUNDS / 3);
  it(`loses nothing when a window is killed before it sends the token (rounds: ${KILLS})`, async () => {
    for (let round = 0; round < KILLS; round++) {
      const { given, sent } = await killed('before');
      assert.deepEqual(given, Array(WINDOWS - 1).fill([stored.accessToken]));
      assert.deepEqual([sent, told], [[200], []]);
    }
  });

  it(`asks once to sign in again when one is killed before it kept the rotated token, and never sends the dead one (rounds: ${KILLS})`, async () => {
    for (let round = 0; round < KILLS; round++) {
      const { given, sent } = await killed('after');
      assert.match(given.flat().join(), /signed out|not connected/);
      assert.deepEqual([sent, told.length], [[200], 1]);
      // The user signs in again.
      told.splice(0);
      stored = await signedIn(org);
      for (const window of windows) tell(window, { changed: stored });
    }
  });
});

async function signedIn({ admin, origin, organizationId, username }: LocalOrg): Promise<StoredSession> {
  const reply = (await (await admin('token?refresh=true', { method: 'POST' })).json()) as Readonly<
    Record<string, string>
  >;
  return {
    flow: 'browser',
    organizationId,
    userId: reply.id?.split('/').at(-1) ?? '',
    username,
    name: 'Local Org',
    kind: 'local',
    instanceUrl: origin,
    loginUrl: origin,
    clientId: 'SalesforceIntegrationWorkbench',
    scopes: ['api', 'refresh_token'],
    accessToken: reply.access_token ?? '',
    refreshToken: reply.refresh_token ?? '',
  };
}
