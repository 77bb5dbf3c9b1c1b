import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { orgKeyOf, type StoredSession } from '../../../client/src/auth/session.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../../harness/localOrg.ts';
import { type Random, randomFrom } from '../engine/differential/random.ts';
import type { Death, FromWindow, ToWindow } from './refreshWindow.ts';

const WINDOWS = 3;
const REQUESTS = 200;
/** More on demand: REFRESH_ROUNDS=50. */
const ROUNDS = Number(process.env.REFRESH_ROUNDS ?? 3);
/** Repeats the choices of another run; the moments of the kills depend on the machine too. */
const SEED = Number(process.env.REFRESH_SEED ?? Date.now() % 2 ** 31);
const TOKEN_ENDPOINT = '/services/oauth2/token';

/** What a refresh meets on its way; `ms`: how much longer that makes it. */
const WEATHER: readonly { readonly fault?: Readonly<Record<string, unknown>>; readonly ms: number }[] = [
  { ms: 0 },
  // Killed here, the token has been sent and has not been rotated yet.
  { fault: { fault: 'latency', ms: 400 }, ms: 400 },
  // Killed here, it has been rotated, and the answer is not there yet.
  { fault: { fault: 'slowBody', bytesPerSecond: 1_700 }, ms: 400 },
];

/** Windows of VS Code are processes with one secret storage, whose news reach each of them a little later. */
describe('refreshing in several windows', function () {
  this.timeout(60_000 + ROUNDS * 40_000);

  let org: LocalOrg;
  let stored: StoredSession;
  const windows: ChildProcess[] = [];
  const told: string[] = [];
  /** When windows were asked last, and after how many milliseconds a new token was kept; undefined: none was. */
  let begun = 0;
  let keptAfter: number | undefined;
  const tell = (window: ChildProcess, message: ToWindow) => window.send(message);

  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
    stored = await signedIn(org);
    for (let count = 0; count < WINDOWS; count++) windows.push(await openWindow());
  });
  after(async () => {
    for (const window of windows) {
      const exit = once(window, 'exit');
      window.disconnect();
      await exit;
    }
    await org.stop();
  });

  async function openWindow(): Promise<ChildProcess> {
    const script = path.join(import.meta.dirname, 'refreshWindow.ts');
    const window = fork(script, [path.join(temporaryFolder(), 'sessions'), orgKeyOf(stored)]);
    window.on('message', (message: FromWindow) => {
      if ('signedOut' in message) told.push(message.signedOut);
      if (!('write' in message)) return;
      stored = message.write;
      if (stored.accessToken) keptAfter = performance.now() - begun;
      if (window.connected) tell(window, { kept: true });
      for (const other of windows) if (other !== window) setImmediate(tell, other, { changed: stored });
    });
    await once(window, 'message'); // ready
    tell(window, { changed: stored });
    return window;
  }

  /** How the requests of a window ended; nothing where it was killed. */
  async function request(window: ChildProcess, die?: Death): Promise<readonly string[]> {
    const ended = new Promise<readonly string[]>(resolve => {
      const end = (ends: readonly string[]) => {
        window.off('message', listen).off('exit', killed);
        resolve(ends);
      };
      const killed = () => end([]);
      const listen = (message: FromWindow) => 'ends' in message && end(message.ends);
      window.on('message', listen).once('exit', killed);
    });
    tell(window, { requests: REQUESTS, ...(die && { die }) });
    return ended;
  }

  /**
   * The access token ends; `work` makes windows notice it. Answers how the token endpoint answered meanwhile: the status,
   * or `unheard` where whoever asked was killed before the whole answer was there.
   */
  async function expiry(work: () => Promise<void>): Promise<readonly (number | 'unheard')[]> {
    assert.equal((await org.admin('expire-tokens', { method: 'POST' })).status, 204);
    const before = (await org.log()).at(-1)?.id;
    begun = performance.now();
    keptAfter = undefined;
    await work();
    const log = await org.log();
    const since = log.slice(log.findIndex(({ id }) => id === before) + 1);
    assert.ok(!since.some(({ path: to }) => to === '/services/oauth2/revoke'));
    const refreshes = since.filter(({ path: to }) => to === TOKEN_ENDPOINT);
    return refreshes.map(({ status, closedEarly }) => (closedEarly ? 'unheard' : status));
  }

  /** The user signs in again, in one window. */
  async function signInAgain(): Promise<void> {
    told.splice(0);
    stored = await signedIn(org);
    for (const window of windows) tell(window, { changed: stored });
  }

  async function undisturbed(): Promise<void> {
    const rejected = stored.accessToken;
    const sent = await expiry(async () => {
      const ends = await Promise.all(windows.map(window => request(window)));
      assert.deepEqual(ends, Array(WINDOWS).fill(['ok']));
    });
    assert.deepEqual(sent, [200]);
    assert.notEqual(stored.accessToken, rejected);
  }

  it(`sends one refresh for each expiry, and never a dead token (${ROUNDS} rounds)`, async () => {
    for (let round = 0; round < ROUNDS; round++) await undisturbed();
  });

  /** Another process that holds the lock counts as dead after ten seconds without a sign of life. */
  async function killed(die: Death): Promise<{ ends: readonly (readonly string[])[]; sent: readonly unknown[] }> {
    const [victim, ...others] = windows.splice(0);
    let ends: readonly (readonly string[])[] = [];
    const sent = await expiry(async () => {
      await request(victim!, die);
      windows.push(...others);
      ends = await Promise.all(others.map(window => request(window)));
    });
    windows.push(await openWindow());
    return { ends, sent };
  }

  it('loses nothing when a window is killed before it sends the token', async () => {
    const { ends, sent } = await killed('before');
    assert.deepEqual([ends, sent, told], [Array(WINDOWS - 1).fill(['ok']), [200], []]);
  });

  it('asks once to sign in again when one is killed before it kept the rotated token, and never sends the dead one', async () => {
    const { ends, sent } = await killed('after');
    assert.deepEqual([ends, sent], [Array(WINDOWS - 1).fill(['SIGN_IN_REQUIRED']), [200]]);
    assert.equal(told.length, 1);
    await signInAgain();
  });

  /** Kills the window at some moment of the refresh, or a little after it. Resolves when its last words have come. */
  async function killSometime(window: ChildProcess, random: Random, withinMs: number): Promise<void> {
    const gone = Promise.all([once(window, 'exit'), once(window, 'disconnect')]);
    await delay(random.below(Math.ceil(withinMs)));
    window.kill('SIGKILL');
    await gone;
  }

  it(`survives kills at any moment of a refresh (${ROUNDS} rounds, REFRESH_SEED=${SEED})`, async () => {
    const random = randomFrom(SEED);
    await undisturbed();
    const usualMs = keptAfter ?? 0;
    let logins = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const weather = random.pick(WEATHER);
      if (weather.fault) await org.fault({ ...weather.fault, path: TOKEN_ENDPOINT });
      const victims = Array.from({ length: 1 + random.below(WINDOWS - 1) }, () => random.below(windows.length)).map(
        index => windows.splice(index % windows.length, 1)[0]!,
      );
      const survivors = [...windows];
      let ends: readonly (readonly string[])[] = [];
      const sent = await expiry(async () => {
        const kills = victims.map(window => killSometime(window, random, 1.3 * (usualMs + weather.ms)));
        for (const window of victims) void request(window);
        ends = await Promise.all(survivors.map(window => request(window)));
        await Promise.all(kills);
      });
      await org.admin('faults', { method: 'DELETE' });
      // Where the rotated token was not kept, nobody can know it: that costs one login. Anything else costs nothing.
      const isKept = keptAfter !== undefined;
      const what = `round ${round} of REFRESH_SEED=${SEED}, with ${JSON.stringify(weather)}`;
      const expected = Array(survivors.length).fill([isKept ? 'ok' : 'SIGN_IN_REQUIRED']);
      assert.deepEqual([ends, told.length], [expected, isKept ? 0 : 1], what);
      // One that a victim sent and the org did not carry out may come before. A dead token would be answered with 400.
      const heard = sent.filter(status => status !== 'unheard');
      assert.deepEqual(isKept ? heard : sent.map(status => (status === 'unheard' ? 200 : status)), [200], what);
      assert.ok(sent.length - heard.length <= victims.length, what);
      while (windows.length < WINDOWS) windows.push(await openWindow());
      if (isKept) continue;
      logins++;
      await signInAgain();
    }
    console.log(`      ${ROUNDS} rounds of kills cost ${logins} logins (REFRESH_SEED=${SEED})`);
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
