// How much of each limit was used in the past, as far as this machine has looked. It stays here, and it is bounded.
import type * as vscode from 'vscode';
import type { OrgKey } from '../../../../server/src/protocol/orgs.ts';
import type { LimitNode } from './nodes.ts';

export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly used: number;
}

export interface LimitHistory {
  /** Adds what was just read of the org. */
  record(org: OrgKey, limits: readonly LimitNode[], now: number): Promise<void>;
  /** Oldest first. */
  samples(org: OrgKey, limit: string): readonly Sample[];
}

const KEY = 'limitHistory';
const MOST_SAMPLES = 24;
const MOST_ORGS = 20;
/** Readings closer than that count as one. */
const STEP_MS = 10 * 60_000;

/** By limit: `[at, used]` each, to keep what is stored small. */
type Stored = Readonly<Record<string, readonly (readonly [number, number])[]>>;

export function createLimitHistory(memory: Pick<vscode.Memento, 'get' | 'update'>): LimitHistory {
  const read = () => memory.get<Record<OrgKey, Stored>>(KEY, {});
  return {
    async record(org, limits, now) {
      const { [org]: before = {}, ...others } = read();
      const after = limits
        .filter(({ used, path }) => used > 0 || before[path] !== undefined)
        .map(({ path, used }) => [path, withSample(before[path] ?? [], now, used)] as const);
      const kept = Object.entries(others).slice(1 - MOST_ORGS);
      await memory.update(KEY, Object.fromEntries([...kept, [org, Object.fromEntries(after)]]));
    },
    samples: (org, limit) => (read()[org]?.[limit] ?? []).map(([at, used]) => ({ at, used })),
  };
}

function withSample(samples: Stored[string], now: number, used: number): Stored[string] {
  const earlier = samples.filter(([at]) => now - at >= STEP_MS);
  return [...earlier, [now, used] as const].slice(-MOST_SAMPLES);
}
