// One window, as a process: requests of its server, and the token service of its client, over a secret storage that the
// parent process keeps for all windows.

import { isActive, refresh } from '../../../client/src/auth/oauth.ts';
import { createRefreshLock } from '../../../client/src/auth/refreshLock.ts';
import type { StoredSession } from '../../../client/src/auth/session.ts';
import { createTokenService } from '../../../client/src/auth/tokenService.ts';
import { createSessions } from '../../../server/src/org/sessions.ts';
import { createTransport } from '../../../server/src/salesforce/transport/transport.ts';

/** What the parent sends: another window's write, or that our own is kept, or so many requests to be made at once. */
export type ToWindow =
  | { readonly changed: StoredSession }
  | { readonly kept: true }
  | { readonly requests: number; readonly die?: Death };

/** Killed with the refresh token in its hands: before it is sent, or once Salesforce has rotated it. */
export type Death = 'before' | 'after';

/** What it gets: that the window is there, a write, or how the requests ended, each way once. */
export type FromWindow =
  | { readonly ready: true }
  | { readonly write: StoredSession }
  /** `ok`, or the code of the error. */
  | { readonly ends: readonly string[] }
  /** What the user is told. */
  | { readonly signedOut: string };

const [dir = '', org = ''] = process.argv.slice(2);
let copy: StoredSession | undefined;
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

const sessions = createSessions((key, rejected) =>
  tokens.accessToken(key, rejected).catch(({ code, message }) => ({ refused: { code, message } })),
);
const transport = createTransport({ tokens: sessions.of(org), clientName: 'RefreshTest' });

process.on('message', async (message: ToWindow) => {
  if ('kept' in message) return onKept?.();
  if ('changed' in message) {
    copy = message.changed;
    for (const listen of listeners) listen(org);
    return;
  }
  death = message.die;
  const sent = Array.from({ length: message.requests }, () => transport.request({ path: '/services/data/v67.0' }));
  const ends = (await Promise.allSettled(sent)).map(one => (one.status === 'fulfilled' ? 'ok' : one.reason.code));
  send({ ends: [...new Set(ends)] });
});
send({ ready: true });
