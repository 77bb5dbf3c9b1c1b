// What happens when the language server ends by itself: it is started again, each time a little later.

/** Waits before each start again, in milliseconds. One more crash, and it stays down until the user asks for it. */
const WAITS_MS = [0, 1000, 5000, 15_000];
/** A server that ran for that long counts as well. */
const FORGET_AFTER_MS = 5 * 60_000;

export type CrashAnswer = { readonly restart: true; readonly first: boolean } | { readonly restart: false };

interface Ports {
  now(): number;
  wait(ms: number): Promise<void>;
}

/** Resolves when the server may be started again. `first`: the user has not been told of this series yet. */
export function createCrashPolicy({ now, wait }: Ports): () => Promise<CrashAnswer> {
  let crashes: readonly number[] = [];
  return async () => {
    crashes = [...crashes.filter(at => now() - at < FORGET_AFTER_MS), now()];
    const ms = WAITS_MS[crashes.length - 1];
    if (ms === undefined) {
      // The user may start it again by hand, with all patience restored.
      crashes = [];
      return { restart: false };
    }
    const first = crashes.length === 1;
    if (ms > 0) await wait(ms);
    return { restart: true, first };
  };
}
