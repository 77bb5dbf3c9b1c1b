// One window at a time renews a session. SecretStorage reaches the other windows with a delay, so a file next to the
// lock tells which tokens are spent: a window never takes its old copy for the newest, and never sends a dead token.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import type { StoredSession } from './session.ts';
import type { SessionStore } from './sessionStore.ts';
import { leavesTokenUnspent } from './unspent.ts';

/** Long enough for news from another window; only after a crash between a refresh and its save does nothing come. */
const NEWS_MS = 5_000;
/** Each refresh spends two. Windows lag behind by one refresh, hardly by more. */
const KEPT = 32;

export interface RefreshLock {
  /**
   * Runs `work` while no other window renews this session. It gets the newest stored session, without its refresh
   * token where that one is known to be dead. Throws LOCK_TIMEOUT when another window keeps the lock.
   */
  hold<T>(org: OrgKey, work: (stored: StoredSession | undefined, steps: RefreshSteps) => Promise<T>): Promise<T>;
}

export interface RefreshSteps {
  /**
   * This refresh token was sent and no answer came, or its sender ended before it could tell: nobody knows whether
   * Salesforce has rotated it. Then it is dead, and must not be sent.
   */
  readonly doubtful: boolean;
  /** Notes that the refresh token is about to be sent. */
  sending(): Promise<void>;
  /** Keeps what came of the session, before any of its tokens is used. */
  save(session: StoredSession): Promise<void>;
}

interface Ports {
  /** Folder that all windows share. */
  readonly dir: string;
  readonly store: Pick<SessionStore, 'read' | 'write' | 'onDidChange'>;
  /** Milliseconds to wait for another window's write to arrive. */
  readonly newsMs?: number;
}

export const createRefreshLock = ({ dir, store, newsMs = NEWS_MS }: Ports): RefreshLock => ({
  async hold(org, work) {
    const { withFileLock } = await import('./fileLock.ts');
    await fs.mkdir(dir, { recursive: true, mode: 0o700 });
    const file = path.join(dir, `${org}.json`);
    return withFileLock(file, async () => {
      const notes = await readNotes(file);
      const stored = await newest(store, org, notes.spent, newsMs);
      const session = stored && withoutDead(stored, notes.spent);
      const token = session?.refreshToken && fingerprint(session.refreshToken);
      let noted = false;
      const steps: RefreshSteps = {
        doubtful: token !== undefined && (notes === UNREADABLE || token === notes.sending),
        async sending() {
          if (token) await writeNotes(file, { spent: notes.spent, sending: token });
          noted = token !== undefined;
        },
        async save(next) {
          // First the fingerprints: were this process to end in between, nobody would send the dead token.
          if (stored) await writeNotes(file, { spent: spentAfter(notes.spent, stored, next) });
          noted = false;
          await store.write(next);
        },
      };
      try {
        return await work(session, steps);
      } catch (error) {
        if (noted && leavesTokenUnspent(error)) await writeNotes(file, { spent: notes.spent });
        throw error;
      }
    });
  },
});

/** The stored session; if its token is spent, the one that another window wrote, once this window has it. */
async function newest(
  store: Ports['store'],
  org: OrgKey,
  spent: readonly string[],
  newsMs: number,
): Promise<StoredSession | undefined> {
  const isOld = (session: StoredSession | undefined) =>
    session?.accessToken !== undefined && spent.includes(fingerprint(session.accessToken));
  const news = new AbortController();
  const subscription = store.onDidChange(changed => {
    if (changed === org) read().catch(error => news.abort(error));
  });
  let session: StoredSession | undefined;
  const read = async () => {
    session = await store.read(org);
    if (!isOld(session)) news.abort();
  };
  try {
    await read();
    if (!news.signal.aborted) await endOf(AbortSignal.any([news.signal, AbortSignal.timeout(newsMs)]));
    return session;
  } finally {
    subscription.dispose();
  }
}

const endOf = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve());
  });

/** Salesforce ends the whole sign-in, in all windows, when a dead refresh token comes back. */
function withoutDead(session: StoredSession, spent: readonly string[]): StoredSession {
  const { refreshToken, ...rest } = session;
  return refreshToken !== undefined && spent.includes(fingerprint(refreshToken)) ? rest : session;
}

function spentAfter(spent: readonly string[], before: StoredSession, after: StoredSession): readonly string[] {
  const live = tokensOf(after);
  // A refresh may answer with a token that was given out before.
  return [...spent, ...tokensOf(before)].filter(token => !live.includes(token)).slice(-KEPT);
}

const tokensOf = ({ accessToken, refreshToken }: StoredSession): readonly string[] =>
  [accessToken, refreshToken].filter(token => token !== undefined).map(fingerprint);

const fingerprint = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Fingerprints of tokens. */
interface Notes {
  /** They are dead. */
  readonly spent: readonly string[];
  /** It was about to be sent by the one that held the lock last, and what came of it is not known. */
  readonly sending?: string;
}

/** A computer that lost its power left a torn file: any token may be one that was on its way. */
const UNREADABLE: Notes = { spent: [] };

async function readNotes(file: string): Promise<Notes> {
  const json = await fs.readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{"spent":[]}';
    throw error;
  });
  try {
    const notes = JSON.parse(json) as Partial<Notes> | null;
    return Array.isArray(notes?.spent) ? (notes as Notes) : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

/** Whole or not at all, even where the computer loses its power: the text is on the disk before it has the name. */
async function writeNotes(file: string, notes: Notes): Promise<void> {
  const next = `${file}.next`;
  await fs.writeFile(next, JSON.stringify(notes), { mode: 0o600, flush: true });
  await fs.rename(next, file);
}
