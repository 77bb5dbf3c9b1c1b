// One window, as a process: the token service over a secret storage that the parent process keeps for all windows.

import { refresh } from '../../../client/src/auth/oauth.ts';
import { createRefreshLock } from '../../../client/src/auth/refreshLock.ts';
import { orgKeyOf, type StoredSession } from '../../../client/src/auth/session.ts';
import { createTokenService } from '../../../client/src/auth/tokenService.ts';

/** What the parent sends: another window's write, or that our own is kept, or a wish for tokens. */
export type ToWindow =
  | { readonly changed: StoredSession }
  | { readonly kept: true }
  | { readonly ask: { readonly rejected: string; readonly count: number } };

/** What it gets: a write, or the different tokens that all who asked were given. */
export type FromWindow = { readonly write: StoredSession } | { readonly tokens: readonly string[] };

const [dir = '', first = ''] = process.argv.slice(2);
let copy = JSON.parse(first) as StoredSession;
const org = orgKeyOf(copy);
const listeners = new Set<(changed: string) => void>();
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
    return { ...session, ...(await refresh(session, session.refreshToken)) };
  },
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
  onSignedOut: () => undefined,
  words: { t: String },
});

process.on('message', async (message: ToWindow) => {
  if ('kept' in message) return onKept?.();
  if ('changed' in message) {
    copy = message.changed;
    for (const listen of listeners) listen(org);
    return;
  }
  const { rejected, count } = message.ask;
  const given = await Promise.allSettled(Array.from({ length: count }, () => tokens.accessToken(org, rejected)));
  const told = given.map(one => (one.status === 'fulfilled' ? one.value.accessToken : String(one.reason)));
  send({ tokens: [...new Set(told)] });
});
