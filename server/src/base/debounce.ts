import type { Timers } from './timers.ts';

/** Runs `action` once, `ms` milliseconds after the last of several calls. */
export function debounce(timers: Timers, ms: number, action: () => void): () => void {
  let cancel: (() => void) | undefined;
  return () => {
    cancel?.();
    cancel = timers.after(ms, () => {
      cancel = undefined;
      action();
    });
  };
}
