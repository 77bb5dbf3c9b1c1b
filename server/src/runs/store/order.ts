import { breather } from './breathe.ts';
import type { SortKeys } from './sortKeys.ts';

/** Rows that are sorted in one go, before the pieces are merged. */
const pieceRows = 8192;

/**
 * Puts the indices into the order of their keys: stable, and keys that are missing last, whatever the direction. Throws
 * where it is cancelled; the indices are then in no order.
 */
export async function sortByKeys(
  indices: Uint32Array,
  keys: SortKeys,
  descending: boolean,
  signal: AbortSignal,
): Promise<Uint32Array> {
  const breathe = breather(signal);
  const compare = keys.comparison(descending);
  for (let start = 0; start < indices.length; start += pieceRows) {
    indices.subarray(start, start + pieceRows).sort(compare);
    await breathe();
  }
  let from = indices;
  let to: Uint32Array = new Uint32Array(indices.length);
  for (let width = pieceRows; width < indices.length; width *= 2) {
    for (let start = 0; start < indices.length; start += 2 * width) {
      const middle = Math.min(start + width, indices.length);
      merge(from, to, { start, middle, end: Math.min(middle + width, indices.length) }, compare);
      await breathe();
    }
    [from, to] = [to, from];
  }
  return from;
}

function merge(
  from: Uint32Array,
  to: Uint32Array,
  { start, middle, end }: { readonly start: number; readonly middle: number; readonly end: number },
  compare: (a: number, b: number) => number,
): void {
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const takeLeft = left < middle && (right >= end || compare(from[left]!, from[right]!) <= 0);
    to[at] = takeLeft ? from[left++]! : from[right++]!;
  }
}
