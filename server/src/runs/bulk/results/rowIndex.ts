import { type Cells, cellsOf, textsOf } from '../csv/cells.ts';

/**
 * Finds the rows of a part again by their cells, because the org gives results in any order and without numbers. Rows
 * with the same cells are taken one after the other: which of them is which makes no difference. 20 bytes a row.
 */
export class RowIndex {
  readonly #high: Uint32Array;
  readonly #low: Uint32Array;
  /** Row number plus one; 0 is free. */
  readonly #table: Uint32Array;
  readonly #mask: number;
  readonly #found: Uint8Array;
  #size = 0;
  #taken = 0;
  readonly #hash = new Uint32Array(2);

  constructor(rows: number) {
    this.#high = new Uint32Array(rows);
    this.#low = new Uint32Array(rows);
    this.#found = new Uint8Array(rows);
    const slots = 2 ** Math.ceil(Math.log2(rows * 1.5 + 2));
    this.#table = new Uint32Array(slots);
    this.#mask = slots - 1;
  }

  add(cells: Cells): void {
    const row = this.#size++;
    this.#hashOf(cells, 0);
    this.#high[row] = this.#hash[0]!;
    this.#low[row] = this.#hash[1]!;
    let slot = this.#hash[0]! & this.#mask;
    while (this.#table[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#table[slot] = row + 1;
  }

  /** The number of a row with these cells, from that one on, that was not taken before; undefined where there is none. */
  take(cells: Cells, from: number): number | undefined {
    this.#hashOf(cells, from);
    const [high, low] = this.#hash as unknown as [number, number];
    for (let slot = high & this.#mask; this.#table[slot] !== 0; slot = (slot + 1) & this.#mask) {
      const row = this.#table[slot]! - 1;
      if (this.#found[row] || this.#high[row] !== high || this.#low[row] !== low) continue;
      this.#found[row] = 1;
      this.#taken++;
      return row;
    }
    return undefined;
  }

  /** How many rows were taken. */
  get taken(): number {
    return this.#taken;
  }

  /** Whether the row was taken. */
  found(row: number): boolean {
    return this.#found[row] === 1;
  }

  /** Two hashes of 32 bits. Empty cells at the end count for nothing: a short row comes back filled up. */
  #hashOf(cells: Cells, from: number): void {
    // What no decoder can read comes back as U+FFFD.
    const { bytes, starts, ends, count } = cells.isSuspect ? cellsOf(textsOf(cells), 0) : cells;
    let high = 0x811c9dc5;
    let low = 0x1b873593;
    let end = count;
    while (end > from && ends[end - 1] === starts[end - 1]) end--;
    for (let index = from; index < end; index++) {
      const cellEnd = ends[index]!;
      for (let at = starts[index]!; at < cellEnd; at++) {
        const byte = bytes[at]!;
        high = Math.imul(high ^ byte, 0x01000193);
        low = Math.imul(low + byte, 0x85ebca6b) ^ (low >>> 13);
      }
      high = Math.imul(high ^ 0x1f, 0x01000193);
      low = Math.imul(low + 0x1f, 0x85ebca6b) ^ (low >>> 13);
    }
    // Spread over the slots also where rows differ at their ends only.
    this.#hash[0] = Math.imul(high ^ (high >>> 15), 0x2c1b3c6d);
    this.#hash[1] = low;
  }
}
