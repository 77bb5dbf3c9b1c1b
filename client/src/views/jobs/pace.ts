// How fast jobs go, from what is told of them. No 'vscode' here.
import type { BulkJobStatus } from '../../../../server/src/protocol/bulk.ts';
import { isActive } from './nodes.ts';

export interface Pace {
  readonly rowsPerSecond: number;
  /** Seconds until all known rows are through; none of a job that is over. */
  readonly secondsLeft?: number;
}

/** Before that a rate says little. */
const SHORTEST_MS = 2_000;

/** Since this window has known of a job: what it waited for before, on another day perhaps, does not count. */
export class Paces {
  readonly #first = new Map<string, { readonly at: number; readonly processed: number }>();

  /** `now`: milliseconds since the epoch. undefined where nothing can be said yet. */
  of(job: BulkJobStatus, now: number): Pace | undefined {
    if (!isActive(job)) return overall(job);
    const first = this.#first.get(job.id);
    if (!first) {
      this.#first.set(job.id, { at: now, processed: job.processed });
      return undefined;
    }
    const rows = job.processed - first.processed;
    if (rows <= 0 || now - first.at < SHORTEST_MS) return undefined;
    const rowsPerSecond = (1000 * rows) / (now - first.at);
    // Rows that are not uploaded yet are not known yet either.
    return { rowsPerSecond, secondsLeft: Math.max(0, job.rows - job.processed) / rowsPerSecond };
  }
}

function overall({ createdAt, endedAt, processed }: BulkJobStatus): Pace | undefined {
  return endedAt !== undefined && endedAt > createdAt && processed > 0
    ? { rowsPerSecond: (1000 * processed) / (endedAt - createdAt) }
    : undefined;
}
