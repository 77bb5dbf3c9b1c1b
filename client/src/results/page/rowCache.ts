import type { Cell } from '../../../../server/src/protocol/runs.ts';

export type Row = readonly Cell[];

/** Rows of a block of this many are fetched together: few, because a frame waits for each answer to be unpacked. */
const BLOCK = 50;
/** Blocks kept; at 50 columns that is a few megabytes. */
const KEPT = 400;

export interface RowCache {
  /** The row, or undefined while it is not here. Does not fetch. */
  get(index: number): Row | undefined;
  /** How many rows are here from the first one on, without a gap. */
  readonly leading: number;
  /** Fetches the blocks that cover the rows `first` to `last` (both included) and are neither here nor on their way. */
  want(first: number, last: number): void;
  /** Everything is stale: the order has changed. */
  clear(): void;
  /** The last block may have been fetched while it was still growing. */
  grow(length: number): void;
}

/**
 * Rows by blocks, the least recently used dropped.
 * @param fetch answers the rows `start` to `end` (half-open), fewer where the result ends
 * @param arrived told which rows can be drawn now
 * @param failed told why a block could not be fetched; it is asked for again when it is wanted again
 */
export function createRowCache(
  fetch: (start: number, end: number) => Promise<readonly Row[]>,
  arrived: (start: number, end: number) => void,
  failed: (error: unknown) => void,
): RowCache {
  let blocks = new Map<number, readonly Row[]>();
  let pending = new Set<number>();
  let length = 0;

  const load = async (block: number): Promise<void> => {
    const mine = pending;
    const endNow = () => Math.min((block + 1) * BLOCK, length);
    const end = endNow();
    mine.add(block);
    try {
      const rows = await fetch(block * BLOCK, end);
      // A block that has grown meanwhile is fetched again: what came first would hide the rest of its rows.
      if (mine !== pending || end < endNow()) return;
      blocks.set(block, rows);
      for (const oldest of blocks.keys()) {
        if (blocks.size <= KEPT) break;
        blocks.delete(oldest);
      }
      arrived(block * BLOCK, block * BLOCK + rows.length);
    } catch (error) {
      if (mine === pending) failed(error);
    } finally {
      mine.delete(block);
    }
  };

  return {
    get: index => blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK],
    get leading() {
      let rows = 0;
      for (let block = blocks.get(0); block; block = blocks.get(rows / BLOCK)) rows += block.length;
      return rows;
    },
    want(first, last) {
      const end = Math.min(last, length - 1);
      for (let block = Math.floor(Math.max(0, first) / BLOCK); block * BLOCK <= end; block++) {
        const rows = blocks.get(block);
        if (rows) {
          blocks.delete(block);
          blocks.set(block, rows);
        } else if (!pending.has(block)) void load(block);
      }
    },
    clear() {
      blocks = new Map();
      pending = new Set();
    },
    grow(newLength) {
      const last = Math.floor(length / BLOCK);
      if (newLength > length && length % BLOCK !== 0) {
        blocks.delete(last);
        pending.delete(last);
      }
      length = newLength;
    },
  };
}
