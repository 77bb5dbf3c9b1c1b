import type { OpenConnection } from '../http/reply.ts';

/**
 * Counts the windows that use the org. Each holds one response open for as long as it lives; the operating system
 * closes it when the window dies, so nothing has to be cleaned up.
 */
export interface Leases {
  open(connection: OpenConnection): void;
  /** Ends all of them. */
  close(): void;
}

export interface LeaseTimes {
  /** How long a new org waits for its first lease, in milliseconds. */
  readonly first: number;
  /** How long an org lives on after its last lease, in milliseconds. */
  readonly last: number;
  /** How often a blank line tells the holder that the org is alive, in milliseconds. */
  readonly beat: number;
}

export const leaseTimes: LeaseTimes = { first: 30_000, last: 5_000, beat: 10_000 };

/** `onUnused`: called when the org was left alone for long enough; undefined for an org that needs no leases. */
export function createLeases(onUnused: (() => void) | undefined, times: LeaseTimes = leaseTimes): Leases {
  const held = new Set<OpenConnection>();
  let ending: NodeJS.Timeout | undefined;
  const endIn = (delay: number): void => {
    if (onUnused) ending = setTimeout(onUnused, delay);
  };
  endIn(times.first);
  return {
    open(connection) {
      clearTimeout(ending);
      held.add(connection);
      connection.write('\n');
      const beat = setInterval(() => connection.write('\n'), times.beat);
      connection.onClose(() => {
        clearInterval(beat);
        held.delete(connection);
        if (held.size === 0) endIn(times.last);
      });
    },
    close() {
      onUnused = undefined;
      clearTimeout(ending);
      for (const connection of held) connection.end();
    },
  };
}
