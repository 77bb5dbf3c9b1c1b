import type { CsvFormat } from '../format.ts';
import { scanModule } from './scanModule.ts';

/** Bytes that a scanner takes at once. */
export const scannerBytes = 1 << 20;

/** An entry tells of a cell that ends: the place of its end times 8, and these. */
export const entryBits = { line: 4, doubledQuote: 2, quote: 1, place: 3 } as const;

export interface ScannedCells {
  /** Of entries. */
  readonly count: number;
  /** Whether quotes or ends of lines stand otherwise than RFC 4180 has them. */
  readonly isOdd: boolean;
  /** Whether there are line feeds inside of quotes. */
  readonly quotedFeeds: boolean;
}

/** At rest: making one takes longer than it works on a small file. */
const idle: Scanner[] = [];

/**
 * Looks through the bytes of CSV in WebAssembly, for the sake of vector instructions: 171 MB take 0.03 s, and 0.4 s as a
 * loop over bytes.
 */
export class Scanner implements Disposable {
  /** The memory that is looked at: files are read into it. */
  readonly bytes: Buffer;
  /** What the latest call has found. */
  readonly found: Int32Array;
  readonly #exports: Exports;

  /** To be given back by `using`, or its method. */
  static take(): Scanner {
    const scanner = idle.pop() ?? new Scanner();
    scanner.restart();
    return scanner;
  }

  /** The next bytes begin outside of quotes. */
  restart(): void {
    this.#exports.quoted.value = 0n;
  }

  private constructor() {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((placesAt + 4 * scannerBytes) / pageBytes) });
    const module = new WebAssembly.Module(Buffer.from(scanModule, 'base64'));
    this.#exports = new WebAssembly.Instance(module, { scan: { memory } }).exports as Exports;
    this.found = new Int32Array(memory.buffer, placesAt, scannerBytes);
    this.bytes = Buffer.from(memory.buffer, 0, scannerBytes);
  }

  /**
   * Finds the places behind the line feeds outside of quotes among the first bytes, and answers how many there are.
   * Whether the bytes begin inside of quotes is known from the call before.
   */
  lines(length: number): number {
    return (this.#exports.lines(0, length, placesAt) - placesAt) / 4;
  }

  /** Finds an entry for each delimiter and line feed outside of quotes among the first bytes, which begin a record. */
  cells(length: number, format: Pick<CsvFormat, 'delimiter' | 'lineEnding'>): ScannedCells {
    const crlf = format.lineEnding === 'CRLF' ? -1n : 0n;
    const end = this.#exports.cells(0, length, placesAt, format.delimiter.charCodeAt(0), crlf);
    return {
      count: (end - placesAt) / 4,
      isOdd: this.#exports.odd.value !== 0n,
      quotedFeeds: this.#exports.quotedFeeds.value > 0n,
    };
  }

  [Symbol.dispose](): void {
    idle.push(this);
  }
}

/** Where the places that are found lie: behind the text, and what a whole block at its end covers. */
const placesAt = scannerBytes + 64;
const pageBytes = 65_536;

interface Exports {
  readonly quoted: { value: bigint };
  readonly odd: { readonly value: bigint };
  readonly quotedFeeds: { readonly value: bigint };
  lines(at: number, end: number, out: number): number;
  cells(at: number, end: number, out: number, delimiter: number, crlf: bigint): number;
}
