import type { Cell } from './cells.ts';

/**
 * The indices of the rows in the order of one column's cells. Numbers before booleans before texts, texts by the
 * alphabet and without case as SOQL does; null and missing cells last, whatever the direction; rows with equal cells
 * keep their order.
 */
export function sortedOrder(cells: readonly Cell[], descending: boolean): Uint32Array {
  const direction = descending ? -1 : 1;
  return Uint32Array.from(cells.keys()).sort((a, b) => {
    const left = keyOf(cells[a]);
    const right = keyOf(cells[b]);
    if (left === null || right === null) return Number(left === null) - Number(right === null) || a - b;
    return direction * compare(left, right) || a - b;
  });
}

type Key = string | number | boolean | null;

const ranks = { number: 0, boolean: 1, string: 2 } as Record<string, number>;
const alphabet = new Intl.Collator('en', { sensitivity: 'base' });

const keyOf = (cell: Cell): Key => (typeof cell === 'object' && cell !== null ? cell.totalSize : (cell ?? null));

function compare(a: NonNullable<Key>, b: NonNullable<Key>): number {
  if (typeof a === 'string' && typeof b === 'string') return alphabet.compare(a, b);
  if (typeof a === typeof b) return Number(a) - Number(b);
  return ranks[typeof a]! - ranks[typeof b]!;
}
