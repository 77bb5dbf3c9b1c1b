/** Clock and timers as a port, so that tests decide when time passes. */
export interface Timers {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `action` once after `ms` milliseconds. Answers the function that cancels it. */
  after(ms: number, action: () => void): () => void;
}

/** The timers of Node or of a browser: give it `globalThis`. */
export function timersOf<Handle>(host: {
  setTimeout(action: () => void, ms: number): Handle;
  clearTimeout(handle: Handle): void;
}): Timers {
  return {
    now: Date.now,
    after: (ms, action) => {
      const handle = host.setTimeout(action, ms);
      return () => host.clearTimeout(handle);
    },
  };
}

/** Calls `action` again and again, each time `ms` milliseconds after the last. Answers the function that ends it. */
export function every(timers: Timers, ms: number, action: () => void): () => void {
  let cancel: () => void;
  const wait = () => {
    cancel = timers.after(ms, () => {
      wait();
      action();
    });
  };
  wait();
  return () => cancel();
}
