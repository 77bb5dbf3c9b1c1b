import { breather } from './breathe.ts';
import { sortRows } from './order.ts';
import type { Pages } from './pages.ts';
import { RowReader } from './rowReader.ts';
import { SortKeys } from './sortKeys.ts';

/** The order of a result by one column. */
export interface Ranks {
  readonly column: string;
  /** How many ranks there are; rows without a value have this one. */
  readonly count: number;
  /** Of each row, from 0: rows with the same value have the same. */
  readonly ofRows: Uint32Array;
}

/**
 * Reads one column of all rows and ranks them by it. Of texts a part is in memory at a time: those that are the same so
 * far are read once more, until they differ or end. Throws where it is cancelled.
 */
export async function rankRows(pages: Pages, column: string, signal: AbortSignal): Promise<Ranks> {
  const { rows } = pages;
  const keys = new SortKeys(rows);
  const breathe = breather(signal);
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  /** Whether a row begins a rank, by its place in the order. */
  const begins = new Uint8Array(rows);
  begins.fill(1, 0, 1);
  /** Stretches of the order whose rows are not told apart yet, and which rows these are; undefined: all. */
  let open: readonly Stretch[] = [{ start: 0, end: rows }];
  for (let wanted: Uint8Array | undefined; open.length > 0; keys.nextPart()) {
    await readKeys(pages, column, keys, wanted, breathe);
    const left: Stretch[] = [];
    for (const stretch of open) {
      await sortRows(order, stretch, keys.compare, breathe);
      split(order, stretch, keys, begins, left);
    }
    open = left;
    wanted = new Uint8Array(left.length > 0 ? rows : 0);
    for (const { start, end } of left) for (let at = start; at < end; at++) wanted[order[at]!] = 1;
  }
  return { column, ...ranksOf(order, begins, keys) };
}

/** Places of the order, half-open. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

async function readKeys(
  pages: Pages,
  column: string,
  keys: SortKeys,
  wanted: Uint8Array | undefined,
  breathe: () => Promise<void>,
): Promise<void> {
  const reader = new RowReader([column]);
  for (let first = 0; first < keys.rows; ) {
    if (wanted) first = wanted.indexOf(1, first);
    if (first < 0) return;
    const page = pages.text(first, keys.rows);
    for (let row = 0; row < page.rows; row++) {
      if (wanted && wanted[first + row] === 0) continue;
      reader.read(page, row);
      keys.set(first + row, reader.cell(0));
    }
    first += page.rows;
    await breathe();
  }
}

/** Marks where ranks begin in a sorted stretch, and adds those parts of it that may differ behind what was compared. */
function split(order: Uint32Array, { start, end }: Stretch, keys: SortKeys, begins: Uint8Array, left: Stretch[]): void {
  let mayDiffer = false;
  for (let from = start, at = start + 1; at <= end; at++) {
    if (at < end && keys.compare(order[at - 1]!, order[at]!) === 0) {
      mayDiffer ||= keys.mayDiffer(order[at - 1]!, order[at]!);
      continue;
    }
    if (at < end) begins[at] = 1;
    if (mayDiffer) left.push({ start: from, end: at });
    mayDiffer = false;
    from = at;
  }
}

function ranksOf(order: Uint32Array, begins: Uint8Array, keys: SortKeys): Pick<Ranks, 'count' | 'ofRows'> {
  const ofRows = new Uint32Array(order.length);
  let count = 0;
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!;
    const isMissing = keys.isMissing(row);
    if (begins[at] === 1 && !isMissing) count++;
    ofRows[row] = isMissing ? count : count - 1;
  }
  return { count, ofRows };
}

/** The rows by their ranks: stable, and those without a value last, whatever the direction. */
export function inOrder(rows: Uint32Array | undefined, { count, ofRows }: Ranks, descending: boolean): Uint32Array {
  const length = rows?.length ?? ofRows.length;
  const placeOf = (rank: number) => (descending && rank < count ? count - 1 - rank : rank);
  /** Where the next row of each place goes. */
  const next = new Uint32Array(count + 2);
  for (let at = 0; at < length; at++) next[placeOf(ofRows[rows ? rows[at]! : at]!) + 1]!++;
  for (let place = 1; place < next.length; place++) next[place]! += next[place - 1]!;
  const ordered = new Uint32Array(length);
  for (let at = 0; at < length; at++) {
    const row = rows ? rows[at]! : at;
    ordered[next[placeOf(ofRows[row]!)]!++] = row;
  }
  return ordered;
}
