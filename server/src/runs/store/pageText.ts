import { isAscii } from 'node:buffer';
import { badPage } from './badPage.ts';
import type { Row } from './cells.ts';
import { type JsonText, letterF, letterT, quote } from './jsonText.ts';

/** Rows as they are written, to be looked at without parsing them. Valid until others are read: the bytes are used again. */
export class PageText implements JsonText {
  readonly bytes: Buffer;
  readonly text: string;
  readonly #isAscii: boolean;
  readonly #hasEscapes: boolean;
  readonly #offsets: Uint32Array;
  readonly #shift: number;

  /**
   * @param bytes from the first row to the end of the last one
   * @param offsets start and end of each row, as they are in a page
   */
  constructor(bytes: Buffer, offsets: Uint32Array) {
    this.bytes = bytes;
    this.text = bytes.toString('latin1');
    this.#isAscii = isAscii(bytes);
    this.#hasEscapes = this.text.includes('\\');
    this.#offsets = offsets;
    this.#shift = offsets[0] ?? 0;
  }

  /** The same of rows that are not written like that anywhere. */
  static of(rows: readonly Row[]): PageText {
    const written = rows.map(row => Buffer.from(JSON.stringify(row)));
    const offsets = new Uint32Array(rows.length * 2);
    let at = 0;
    written.forEach((bytes, row) => {
      offsets[row * 2] = at;
      at += bytes.length;
      offsets[row * 2 + 1] = at;
    });
    return new PageText(Buffer.concat(written), offsets);
  }

  get rows(): number {
    return this.#offsets.length / 2;
  }

  /** Where a row starts. */
  start(row: number): number {
    return this.#offsets[row * 2]! - this.#shift;
  }

  /** Behind a row. */
  end(row: number): number {
    return this.#offsets[row * 2 + 1]! - this.#shift;
  }

  /** What is written here, in characters. */
  slice(start: number, end: number): string {
    return this.#isAscii ? this.text.slice(start, end) : this.bytes.toString('utf8', start, end);
  }

  /** The value that is written here. Throws BAD_ANSWER where that is not JSON. */
  value(start: number, end: number): unknown {
    const first = this.bytes[start]!;
    if (first === quote && !this.#hasEscapes) return this.slice(start + 1, end - 1);
    const text = this.slice(start, end);
    if (first === quote && !text.includes('\\')) return text.slice(1, -1);
    if (first === letterT && text === 'true') return true;
    if (first === letterF && text === 'false') return false;
    const number = isNumber(first) ? Number(text) : Number.NaN;
    return Number.isNaN(number) ? parsed(text) : number;
  }
}

const isNumber = (first: number) => first === 0x2d || (first >= 0x30 && first <= 0x39);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badPage();
  }
}
