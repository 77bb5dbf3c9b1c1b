import assert from 'node:assert/strict';
import { type ActiveSession, orgKeyOf, parseSession, type StoredSession } from '../../../client/src/auth/session.ts';
import { createTokenService } from '../../../client/src/auth/tokenService.ts';
import { words } from './words.ts';

const SESSION: StoredSession = {
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
const ORG = orgKeyOf(SESSION);

/** A store with one session and a flow whose refresh tokens rotate; `events` tells what happened in which order. */
function fixture(
  stored: StoredSession | null = SESSION,
  renewFails?: Error & { code?: string },
  { doubtful = false, alive = false }: { doubtful?: boolean; alive?: boolean | Error } = {},
) {
  const events: string[] = [];
  let session = stored;
  let count = 0;
  const flow = {
    prepare: async (known: StoredSession) => known,
    renew: async (known: StoredSession): Promise<ActiveSession> => {
      events.push(`refresh ${known.refreshToken}`);
      await new Promise(resolve => setImmediate(resolve));
      if (renewFails) throw renewFails;
      count++;
      return { ...known, accessToken: `access-${count}`, refreshToken: `refresh-${count}` };
    },
    isAlive: async () => {
      if (alive instanceof Error) throw alive;
      return alive;
    },
    revoke: async (known: StoredSession) => void events.push(`revoke ${known.refreshToken}`),
  };
  const service = createTokenService({
    store: { read: async () => session ?? undefined },
    lock: {
      hold: (_org, work) =>
        work(session ?? undefined, {
          doubtful,
          sending: async () => undefined,
          async save(next) {
            await new Promise(resolve => setImmediate(resolve));
            events.push(`save ${next.refreshToken}`);
            session = next;
          },
        }),
    },
    flows: {
      browser: flow,
      uriHandler: flow,
      localOrg: flow,
      salesforceCli: flow,
      accessToken: flow,
      jwtBearer: flow,
      clientCredentials: flow,
      password: flow,
    },
    onSignedOut: ({ message }) => events.push(message),
    words,
  });
  const ask = async (rejected?: string) => {
    const { accessToken } = await service.accessToken(ORG, rejected);
    events.push(`use ${accessToken}`);
    return accessToken;
  };
  const signOut = () => {
    session = null;
  };
  return { events, ask, signOut, stored: () => session };
}

describe('the token service', () => {
  it('gives the current token without a refresh', async () => {
    const { ask, events } = fixture();
    await ask();
    await ask('an older one');
    assert.deepEqual(events, ['use access-0', 'use access-0']);
  });

  it('refreshes a refused token once for all who ask, and saves the rotated refresh token before it is used', async () => {
    const { ask, events } = fixture();
    const given = await Promise.all(Array.from({ length: 20 }, () => ask('access-0')));
    assert.deepEqual(new Set(given), new Set(['access-1']));
    assert.deepEqual(events.slice(0, 3), ['refresh refresh-0', 'save refresh-1', 'use access-1']);
    assert.equal(events.filter(event => event.startsWith('refresh')).length, 1);
  });

  it('does not answer with a token that is refused, though another asked without knowing', async () => {
    const { ask } = fixture();
    assert.deepEqual(await Promise.all([ask(), ask('access-0')]), ['access-0', 'access-1']);
  });

  it('refreshes again when the new token is refused in its turn', async () => {
    const { ask } = fixture();
    assert.equal(await ask(await ask('access-0')), 'access-2');
  });

  it('marks the session as signed out when only the user can help, once', async () => {
    const refused = Object.assign(new Error('refused'), { code: 'SIGN_IN_REQUIRED' });
    const { ask, events, stored } = fixture(SESSION, refused);
    const both = await Promise.allSettled([ask('access-0'), ask('access-0')]);
    assert.ok(both.every(({ status }) => status === 'rejected'));
    assert.deepEqual(events, [
      'refresh refresh-0',
      'save undefined',
      'ann@acme.example is signed out of Acme: the session ended.',
    ]);
    assert.equal(stored()?.accessToken, undefined);
    assert.equal(stored()?.username, 'ann@acme.example');
    await assert.rejects(ask(), { code: 'SIGN_IN_REQUIRED', nextStep: 'signIn' });
  });

  it('keeps a session away that was signed out while it was renewed, and ends its new tokens', async () => {
    const { ask, signOut, events, stored } = fixture();
    const asked = assert.rejects(ask('access-0'), { code: 'SIGN_IN_REQUIRED' });
    while (events.length === 0) await new Promise(resolve => setImmediate(resolve));
    signOut();
    await asked;
    assert.deepEqual(events, ['refresh refresh-0', 'revoke refresh-1']);
    assert.equal(stored(), null);
  });

  it('sends a refresh token that went down with another process only where Salesforce still takes it', async () => {
    const living = fixture(SESSION, undefined, { doubtful: true, alive: true });
    assert.equal(await living.ask('access-0'), 'access-1');
    const refused = Object.assign(new Error('refused'), { code: 'SIGN_IN_REQUIRED' });
    const dead = fixture(SESSION, refused, { doubtful: true });
    await assert.rejects(dead.ask('access-0'), { code: 'SIGN_IN_REQUIRED' });
    assert.equal(dead.events[0], 'refresh undefined');
  });

  it('keeps a doubtful refresh token, and does not send it, where nobody can be asked about it', async () => {
    const down = Object.assign(new Error('down'), { code: 'LOGIN_UNREACHABLE' });
    const { ask, events, stored } = fixture(SESSION, undefined, { doubtful: true, alive: down });
    await assert.rejects(ask('access-0'), { code: 'LOGIN_UNREACHABLE' });
    assert.deepEqual(events, []);
    assert.equal(stored()?.refreshToken, 'refresh-0');
  });

  it('takes a doubtful refresh token for dead where the app may not ask about it', async () => {
    const refusal = Object.assign(new Error('invalid_client'), { code: 'OAUTH_REFUSED' });
    const { ask, events } = fixture(SESSION, undefined, { doubtful: true, alive: refusal });
    await ask('access-0');
    assert.equal(events[0], 'refresh undefined');
  });

  it('says that a pasted token has ended', async () => {
    const refused = Object.assign(new Error('refused'), { code: 'SIGN_IN_REQUIRED' });
    const { ask } = fixture({ ...SESSION, flow: 'accessToken' }, refused);
    await assert.rejects(ask('access-0'), {
      message: 'The access token for Acme has ended. Connect again with a new one.',
    });
  });

  it('keeps the session when the network failed', async () => {
    const { ask, stored } = fixture(SESSION, Object.assign(new Error('down'), { code: 'LOGIN_UNREACHABLE' }));
    await assert.rejects(ask('access-0'), { code: 'LOGIN_UNREACHABLE' });
    assert.equal(stored()?.refreshToken, 'refresh-0');
  });

  it('asks to connect an org that it does not know', async () => {
    const { ask } = fixture(parseSession('{"half": "a session"}') ?? null);
    await assert.rejects(ask(), { code: 'SIGN_IN_REQUIRED', nextStep: 'connect' });
  });
});
