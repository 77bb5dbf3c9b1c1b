import type { Timers } from '../../../server/src/base/timers.ts';

/** Timers that run when the test says so. */
export function manualTimers(): Timers & { advance(ms: number): void } {
  let now = 0;
  let pending: { at: number; action: () => void }[] = [];
  return {
    now: () => now,
    after(ms, action) {
      const timer = { at: now + ms, action };
      pending.push(timer);
      return () => {
        pending = pending.filter(other => other !== timer);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const due = pending.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        pending = pending.filter(timer => timer !== due);
        now = Math.max(now, due.at);
        due.action();
      }
      now = end;
    },
  };
}
