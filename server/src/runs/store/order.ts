import type { Stretch } from './ranks.ts';

/** Rows that are sorted in one go, before the pieces are merged. */
const pieceRows = 8192;

/** Puts a stretch of rows into their order, stable by the row. Throws where `breathe` does; they are then in no order. */
export async function sortRows(
  order: Uint32Array,
  { start, end }: Stretch,
  compare: (a: number, b: number) => number,
  breathe: () => Promise<void>,
): Promise<void> {
  const stable = (a: number, b: number) => compare(a, b) || a - b;
  for (let from = start; from < end; from += pieceRows) {
    order.subarray(from, Math.min(from + pieceRows, end)).sort(stable);
    await breathe();
  }
  const stretch = order.subarray(start, end);
  if (stretch.length > pieceRows) stretch.set(await merged(stretch, stable, breathe));
}

/** The pieces as one; what was in them is lost. */
async function merged(
  pieces: Uint32Array,
  compare: (a: number, b: number) => number,
  breathe: () => Promise<void>,
): Promise<Uint32Array> {
  let from = pieces;
  let to: Uint32Array = new Uint32Array(pieces.length);
  for (let width = pieceRows; width < pieces.length; width *= 2) {
    for (let start = 0; start < pieces.length; start += 2 * width) {
      const middle = Math.min(start + width, pieces.length);
      merge(from, to, { start, middle, end: Math.min(middle + width, pieces.length) }, compare);
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
