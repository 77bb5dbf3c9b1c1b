import type { Timers } from './timers.ts';

export interface Throttled {
  /** Asks for a run: at once if the last one is long enough ago, else as soon as it is. */
  request(): void;
  /** Runs now, in place of any run that is waiting. */
  flush(): void;
}

/** Runs `action` at most once in `ms` milliseconds; the last request always leads to a run. */
export function throttle(timers: Timers, ms: number, action: () => void): Throttled {
  let last = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;
  const flush = () => {
    cancel?.();
    cancel = undefined;
    last = timers.now();
    action();
  };
  return {
    flush,
    request() {
      if (cancel) return;
      const wait = last + ms - timers.now();
      if (wait <= 0) flush();
      else cancel = timers.after(wait, flush);
    },
  };
}
