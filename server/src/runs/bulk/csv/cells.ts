import type { CsvFault } from './recordReader.ts';

/** The cells of a record, without their quotes, as bytes of UTF-8. Valid until the next record. */
export interface Cells {
  bytes: Buffer;
  /** Where each cell begins and ends. */
  starts: Int32Array;
  ends: Int32Array;
  count: number;
  /** The line on which the record begins, counted from 1. */
  line: number;
  /** Whether there may be bytes that are no UTF-8, or stand for such. */
  isSuspect: boolean;
}

/** What came out of a piece of a file. Valid until the next piece. */
export interface CellsPiece {
  /** The next record; undefined behind the last one. All have to be asked for before the next piece is. */
  next(): Cells | undefined;
  readonly faults: readonly CsvFault[];
  /** Bytes of the file that are read so far. */
  readonly bytes: number;
}

export const noCells = (): Cells => ({
  bytes: Buffer.alloc(0),
  starts: new Int32Array(64),
  ends: new Int32Array(64),
  count: 0,
  line: 1,
  isSuspect: false,
});

/** Makes twice as much room for places. */
export function grow(cells: Cells): Cells {
  for (const name of ['starts', 'ends'] as const) {
    const old = cells[name];
    cells[name] = new Int32Array(old.length * 2);
    cells[name].set(old);
  }
  return cells;
}

export const textOf = ({ bytes, starts, ends }: Cells, index: number): string =>
  bytes.toString('utf8', starts[index], ends[index]);

export const textsOf = (cells: Cells): string[] =>
  Array.from({ length: cells.count }, (_, index) => textOf(cells, index));

/** Cells of text. */
export function cellsOf(texts: readonly string[], line: number): Cells {
  const cells = noCells();
  cells.bytes = Buffer.from(texts.join(''));
  cells.line = line;
  cells.isSuspect = true;
  cells.count = texts.length;
  while (cells.starts.length < texts.length) grow(cells);
  let at = 0;
  for (const [index, text] of texts.entries()) {
    cells.starts[index] = at;
    at += Buffer.byteLength(text);
    cells.ends[index] = at;
  }
  return cells;
}
