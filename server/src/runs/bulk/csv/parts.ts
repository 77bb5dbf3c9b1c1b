import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Scanner, scannerBytes } from './scan/scanner.ts';

/** A piece of a CSV file that is one job: bytes `start` to `end` (half-open), which begin and end with a record. */
export interface CsvPart {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** Number of its first row in the file, from 0; the header is no row. */
  readonly firstRow: number;
  readonly rows: number;
}

export interface PartLimits {
  /** Bytes of a part, without a header. A record that is longer is a part of its own. */
  readonly bytes: number;
  readonly rows: number;
}

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Splits a file of UTF-8 CSV between records, in constant memory. The parts together have every row from `start` on,
 * where the first one begins. A quote changes what a line feed means, so each byte has to be looked at.
 */
export async function* splitCsv(
  file: string,
  start: number,
  limits: PartLimits,
  signal?: AbortSignal,
): AsyncGenerator<CsvPart> {
  using scanner = Scanner.take();
  const splitter = new Splitter(start, limits);
  await using handle = await open(file);
  for (let at = start; ; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await handle.read(scanner.bytes, 0, scannerBytes, at);
    if (bytesRead === 0) break;
    yield* splitter.push(scanner, bytesRead);
    at += bytesRead;
  }
  yield* splitter.end();
}

/** The place behind the first record of a file: where its rows begin. */
export async function behindHeader(file: string, start: number): Promise<number> {
  let begun = false;
  let quoted = false;
  let at = start;
  for await (const chunk of createReadStream(file, { start }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      at++;
      if (byte === lineFeed && !quoted && begun) return at;
      // Empty lines in front of the header are none.
      if (byte !== lineFeed && byte !== carriageReturn) begun = true;
      if (byte === quote) quoted = !quoted;
    }
  }
  return at;
}

class Splitter {
  readonly #limits: PartLimits;
  /** Where the part and its last row began and ended, and where the next piece of the file begins. */
  #partStart: number;
  #rowsEnd: number;
  #recordStart: number;
  #at: number;
  /** Whether the last byte was a carriage return: an empty line may end with two bytes. */
  #returned = false;
  #firstRow = 0;
  #rows = 0;
  #index = 0;

  constructor(start: number, limits: PartLimits) {
    this.#limits = limits;
    this.#partStart = start;
    this.#rowsEnd = start;
    this.#recordStart = start;
    this.#at = start;
  }

  /** The next bytes of the file. */
  push(scanner: Scanner, length: number): CsvPart[] {
    const { bytes, found } = scanner;
    const parts: CsvPart[] = [];
    const base = this.#at;
    const lines = scanner.lines(length);
    for (let line = 0; line < lines; line++) {
      const end = found[line]!;
      const returned = end > 1 ? bytes[end - 2] === carriageReturn : this.#returned;
      this.#endRecord(base + end, returned ? 2 : 1, parts);
    }
    this.#returned = bytes[length - 1] === carriageReturn;
    this.#at = base + length;
    return parts;
  }

  /** The last record may lack its line ending. */
  end(): CsvPart[] {
    const parts: CsvPart[] = [];
    if (this.#recordStart < this.#at) this.#endRecord(this.#at, 0, parts);
    if (this.#rows > 0) parts.push(this.#part());
    return parts;
  }

  #endRecord(end: number, endingBytes: number, parts: CsvPart[]): void {
    const { bytes, rows } = this.#limits;
    const start = this.#recordStart;
    this.#recordStart = end;
    // An empty line is no row.
    if (end - start <= endingBytes) return;
    if (this.#rows > 0 && (end - this.#partStart > bytes || this.#rows === rows)) {
      parts.push(this.#part());
      this.#firstRow += this.#rows;
      this.#rows = 0;
    }
    if (this.#rows === 0) this.#partStart = start;
    this.#rows++;
    this.#rowsEnd = end;
  }

  #part(): CsvPart {
    const [start, end] = [this.#partStart, this.#rowsEnd];
    return { index: this.#index++, start, end, firstRow: this.#firstRow, rows: this.#rows };
  }
}
