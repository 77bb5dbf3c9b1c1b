import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRefreshLock } from '../../../client/src/auth/refreshLock.ts';
import { orgKeyOf, type StoredSession } from '../../../client/src/auth/session.ts';

const FIRST: StoredSession = {
  flow: 'browser',
  organizationId: '00D000000000001AAA',
  userId: '005000000000001AAA',
  username: 'ann@acme.example',
  name: 'Acme',
  kind: 'sandbox',
  instanceUrl: 'https://acme.my.salesforce.com',
  loginUrl: 'https://test.salesforce.com',
  clientId: 'app',
  scopes: ['api'],
  accessToken: 'access-0',
  refreshToken: 'refresh-0',
};
const SECOND: StoredSession = { ...FIRST, accessToken: 'access-1', refreshToken: 'refresh-1' };
const ORG = orgKeyOf(FIRST);

describe('the refresh lock', () => {
  let dir: string;
  beforeEach(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'refresh-lock-'));
  });
  afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

  /** One window: its own copy of the storage, which learns of other windows' writes when `receive` is called. */
  function window(copy: StoredSession, newsMs = 5_000) {
    let listener: ((org: string) => void) | undefined;
    let subscribed: () => void;
    const waiting = new Promise<void>(resolve => {
      subscribed = resolve;
    });
    const store = {
      read: async () => copy,
      write: async (session: StoredSession) => {
        copy = session;
      },
      onDidChange: (listen: (org: string) => void) => {
        listener = listen;
        subscribed();
        return { dispose: () => undefined };
      },
    };
    const receive = (session: StoredSession) => {
      copy = session;
      listener?.(ORG);
    };
    return { ...createRefreshLock({ dir, store, newsMs }), receive, waiting, copy: () => copy };
  }

  const seenBy = ({ hold }: ReturnType<typeof window>) => hold(ORG, async stored => stored);
  const refreshedBy = ({ hold }: ReturnType<typeof window>, next = SECOND) =>
    hold(ORG, (_stored, { save }) => save(next));

  it('lets one in at a time', async () => {
    const events: string[] = [];
    const turn = (name: string) =>
      window(FIRST).hold(ORG, async () => {
        events.push(`${name} in`);
        await new Promise(resolve => setImmediate(resolve));
        events.push(`${name} out`);
      });
    await Promise.all([turn('a'), turn('b')]);
    const [first = ''] = events;
    assert.equal(events[1], first.replace('in', 'out'));
  });

  it('waits for the newest session where this window has an old copy', async () => {
    await refreshedBy(window(FIRST));
    const other = window(FIRST);
    const seen = seenBy(other);
    await other.waiting;
    other.receive(FIRST);
    other.receive(SECOND);
    assert.deepEqual(await seen, SECOND);
  });

  it('withholds a dead refresh token when the new one never comes', async () => {
    await refreshedBy(window(FIRST));
    const { refreshToken: _dead, ...rest } = FIRST;
    assert.deepEqual(await seenBy(window(FIRST, 1)), rest);
  });

  it('hands out a refresh token that did not rotate, though the access token is an old one', async () => {
    await refreshedBy(window(FIRST), { ...FIRST, accessToken: 'access-1' });
    assert.equal((await seenBy(window(FIRST, 1)))?.refreshToken, 'refresh-0');
  });

  it('takes a token that comes again for a live one', async () => {
    await refreshedBy(window(FIRST));
    await refreshedBy(window(SECOND), FIRST);
    assert.deepEqual(await seenBy(window(FIRST, 1)), FIRST);
  });

  it('knows nothing against a session of a new sign-in', async () => {
    await refreshedBy(window(FIRST));
    const again = { ...FIRST, accessToken: 'other', refreshToken: 'other' };
    assert.deepEqual(await seenBy(window(again, 1)), again);
  });

  it('takes over from a holder that died', async () => {
    const abandoned = path.join(dir, `${ORG}.json.lock`);
    fs.mkdirSync(abandoned);
    const longAgo = new Date(Date.now() - 60_000);
    fs.utimesSync(abandoned, longAgo, longAgo);
    assert.deepEqual(await seenBy(window(FIRST)), FIRST);
  });

  it('tells who comes next that a holder died with the token on its way, and not where it only failed', async () => {
    const doubtful = () => window(FIRST).hold(ORG, async (_stored, steps) => steps.doubtful);
    const failed = window(FIRST).hold(ORG, async (_stored, { sending }) => {
      await sending();
      fs.copyFileSync(path.join(dir, `${ORG}.json`), path.join(dir, 'as it was'));
      throw Object.assign(new Error('refused'), { code: 'OAUTH_REFUSED' });
    });
    await assert.rejects(failed, { code: 'OAUTH_REFUSED' });
    assert.equal(await doubtful(), false);
    fs.copyFileSync(path.join(dir, 'as it was'), path.join(dir, `${ORG}.json`));
    assert.equal(await doubtful(), true);
    await refreshedBy(window(FIRST));
    assert.equal(await window(SECOND).hold(ORG, async (_stored, steps) => steps.doubtful), false);
  });

  const unreachable = (cause: Error) => Object.assign(new Error('down', { cause }), { code: 'LOGIN_UNREACHABLE' });
  const fetchFailed = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) });
  for (const [what, error, doubtful] of [
    ['no connection was made', unreachable(fetchFailed('ECONNREFUSED')), false],
    ['the host has no address', unreachable(fetchFailed('ENOTFOUND')), false],
    ['the certificate is not trusted', unreachable(fetchFailed('SELF_SIGNED_CERT_IN_CHAIN')), false],
    ['the proxy refused', unreachable(new TypeError('', { cause: new Error('Proxy response (407) !== 200') })), false],
    ['the connection broke', unreachable(fetchFailed('ECONNRESET')), true],
    ['no answer came in time', unreachable(new DOMException('late', 'TimeoutError')), true],
    ['the answer cannot be read', Object.assign(new Error(), { code: 'OAUTH_PARSE_ERROR' }), true],
    ['the answer names no org', Object.assign(new Error(), { code: 'BAD_TOKEN_REPLY' }), true],
    ['the edge answered with an error', Object.assign(new Error(), { code: 'OAUTH_RESPONSE_IS_NOT_CONFORM' }), false],
  ] as const) {
    it(`${doubtful ? 'doubts' : 'trusts'} a refresh token where ${what}`, async () => {
      const failed = window(FIRST).hold(ORG, async (_stored, { sending }) => {
        await sending();
        throw error;
      });
      await assert.rejects(failed, error);
      assert.equal(await window(FIRST).hold(ORG, async (_stored, steps) => steps.doubtful), doubtful);
    });
  }

  for (const torn of ['', '{"spent":["ab', 'null', '{}']) {
    it(`doubts every refresh token beside a file that holds only «${torn}», until the next save`, async () => {
      fs.writeFileSync(path.join(dir, `${ORG}.json`), torn);
      assert.equal(await window(FIRST).hold(ORG, async (_stored, steps) => steps.doubtful), true);
      await refreshedBy(window(FIRST));
      assert.equal(await window(SECOND).hold(ORG, async (_stored, steps) => steps.doubtful), false);
    });
  }

  it('frees the lock when the work fails, and saves nothing', async () => {
    const failing = window(FIRST);
    await assert.rejects(
      failing.hold(ORG, async () => {
        throw new Error('offline');
      }),
      /offline/,
    );
    assert.deepEqual(await seenBy(failing), FIRST);
  });

  it('writes no token into its file', async () => {
    await refreshedBy(window(FIRST));
    const text = fs.readFileSync(path.join(dir, `${ORG}.json`), 'utf8');
    assert.match(text, /^\{"spent":\["[0-9a-f]{64}","[0-9a-f]{64}"\]\}$/);
  });
});
