import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { StoredSession } from '../../../client/src/auth/session.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../../harness/localOrg.ts';
import type { FromWindow, ToWindow } from './refreshWindow.ts';

const WINDOWS = 3;
const REQUESTS = 200;
/** More on demand: REFRESH_ROUNDS=50. */
const ROUNDS = Number(process.env.REFRESH_ROUNDS ?? 3);
const TOKEN_ENDPOINT = '/services/oauth2/token';

/** Windows of VS Code are processes with one secret storage, whose news reach each of them a little later. */
describe('refreshing in several windows', function () {
  this.timeout(30_000 + ROUNDS * 3_000);

  let org: LocalOrg;
  let stored: StoredSession;
  const windows: ChildProcess[] = [];
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
      if (!('write' in message)) return;
      stored = message.write;
      tell(window, { kept: true });
      for (const other of windows) if (other !== window) setImmediate(tell, other, { changed: stored });
    });
    return window;
  }

  async function ask(window: ChildProcess, rejected: string): Promise<readonly string[]> {
    const given = new Promise<readonly string[]>(resolve => {
      const listen = (message: FromWindow) => {
        if (!('tokens' in message)) return;
        window.off('message', listen);
        resolve(message.tokens);
      };
      window.on('message', listen);
    });
    tell(window, { ask: { rejected, count: REQUESTS } });
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
