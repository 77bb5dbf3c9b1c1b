// One window, as a process: the token service over a secret storage that the parent process keeps for all windows.

import { isActive, refresh } from '../../../client/src/auth/oauth.ts';
import { createRefreshLock } from '../../../client/src/auth/refreshLock.ts';
import { orgKeyOf, type StoredSession } from '../../../client/src/auth/session.ts';
import { createTokenService } from '../../../client/src/auth/tokenService.ts';

/** What the parent sends: another window's write, or that our own is kept, or a wish for tokens. */
export type ToWindow =
  | { readonly changed: StoredSession }
  | { readonly kept: true }
  | { readonly ask: { readonly rejected: string; readonly count: number; readonly die?: Death } };

/** Killed with the refresh token in its hands: before it is sent, or once Salesforce has rotated it. */
export type Death = 'before' | 'after';

/** What it gets: a write, or the different tokens that all who asked were given. */
export type FromWindow =
  | { readonly write: StoredSession }
  | { readonly tokens: readonly string[] }
  /** What the user is told. */
  | { readonly signedOut: string };

const [dir = '', first = ''] = process.argv.slice(2);
let copy = JSON.parse(first) as StoredSession;
const org = orgKeyOf(copy);
const listeners = new Set<(changed: string) => void>();
let death: Death | undefined;
let onKept: (() => void) | undefined;

const send = (message: FromWindow) => process.send?.(message);

const store = {
  read: async () => copy,
  async write(session: StoredSession) {
    const kept = new Promise<void>(resolve => {
      onKept = resolve;
    });
    send({ write: session });
    await kept;
    copy = session;
  },
  onDidChange(listen: (changed: string) => void) {
    listeners.add(listen);
    return { dispose: () => listeners.delete(listen) };
  },
};

const rotating = {
  prepare: async (session: StoredSession) => session,
  async renew(session: StoredSession) {
    if (!session.refreshToken) throw Object.assign(new Error('no token'), { code: 'SIGN_IN_REQUIRED' });
    if (death === 'before') process.kill(process.pid, 'SIGKILL');
    const reply = await refresh(session, session.refreshToken);
    if (death === 'after') process.kill(process.pid, 'SIGKILL');
    return { ...session, ...reply };
  },
  isAlive: async (session: StoredSession) => isActive(session, session.refreshToken ?? ''),
  async revoke(): Promise<void> {
    throw new Error('Nobody signs out in this test.');
  },
};

const tokens = createTokenService({
  store,
  lock: createRefreshLock({ dir, store }),
  flows: {
    browser: rotating,
    uriHandler: rotating,
    localOrg: rotating,
    salesforceCli: rotating,
    accessToken: rotating,
    jwtBearer: rotating,
    clientCredentials: rotating,
    password: rotating,
  },
  onSignedOut: ({ message }) => send({ signedOut: message }),
  words: { t: String },
});

process.on('message', async (message: ToWindow) => {
  if ('kept' in message) return onKept?.();
  if ('changed' in message) {
    copy = message.changed;
    for (const listen of listeners) listen(org);
    return;
  }
  const { rejected, count, die } = message.ask;
  death = die;
  const given = await Promise.allSettled(Array.from({ length: count }, () => tokens.accessToken(org, rejected)));
  const told = given.map(one => (one.status === 'fulfilled' ? one.value.accessToken : String(one.reason)));
  send({ tokens: [...new Set(told)] });
});
