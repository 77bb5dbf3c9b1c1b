// A lock among processes. A bundle of its own: proper-lockfile is loaded at the first refresh.
import lockfile from 'proper-lockfile';
import { ProblemError } from '../host/problem.ts';

/** The holder touches its lock every few seconds; one that has not for so long has died. */
const STALE_MS = 10_000;
/** Some 45 seconds: longer than a refresh may take. */
const RETRIES = { retries: 300, factor: 1, minTimeout: 100, maxTimeout: 250, randomize: true };

/**
 * Runs `work` while no other process of this machine holds `file`, which need not exist; its folder must.
 * Throws LOCK_TIMEOUT when another one keeps it.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const release = await acquire(file);
  try {
    return await work();
  } finally {
    // It fails when another process took the lock over: this computer slept for longer than a holder may be silent.
    await release().catch(() => undefined);
  }
}

async function acquire(file: string): Promise<() => Promise<void>> {
  try {
    const onCompromised = () => undefined; // the default throws out of a timer
    return await lockfile.lock(file, { realpath: false, stale: STALE_MS, retries: RETRIES, onCompromised });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error;
    const message = 'Another window is still refreshing this sign-in.';
    throw new ProblemError({ code: 'LOCK_TIMEOUT', message, nextStep: 'retry' }, { cause: error });
  }
}
