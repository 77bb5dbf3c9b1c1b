import { FileWriter } from '../fileWriter.ts';
import type { Cells } from './cells.ts';

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** Writes lines of CSV to a file, cell by cell, with quotes where they are needed. */
export class LineWriter implements AsyncDisposable {
  readonly #out: FileWriter;
  readonly #delimiter: number;
  #bytes = Buffer.allocUnsafeSlow(1 << 17);
  #length = 0;
  /** Cells of the line so far, and where it begins. */
  #count = 0;
  #start = 0;

  /** Throws what opening the file throws. */
  static async create(file: string, delimiter: string): Promise<LineWriter> {
    return new LineWriter(await FileWriter.create(file), delimiter);
  }

  private constructor(out: FileWriter, delimiter: string) {
    this.#out = out;
    this.#delimiter = delimiter.charCodeAt(0);
  }

  text(text: string): this {
    const bytes = Buffer.from(text);
    this.#cell(bytes, 0, bytes.length);
    return this;
  }

  /** The cells of a record from that one on. */
  cells({ bytes, starts, ends, count }: Cells, from = 0): this {
    for (let index = from; index < count; index++) this.#cell(bytes, starts[index]!, ends[index]!);
    return this;
  }

  endLine(): void {
    // An empty line would be no row at all.
    if (this.#length === this.#start) this.#quoted(Buffer.alloc(0), 0, 0);
    this.#reserve(1);
    this.#bytes[this.#length++] = lineFeed;
    this.#start = this.#length;
    this.#count = 0;
  }

  /** Resolves when the file takes more lines: to be waited for before there are too many. Throws what writing throws. */
  async flush(): Promise<void> {
    await this.#out.add(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    this.#start = 0;
  }

  async end(): Promise<void> {
    await this.flush();
    await this.#out.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#out[Symbol.asyncDispose]();
  }

  #cell(cell: Buffer, start: number, end: number): void {
    // A delimiter, quotes around the cell, and each byte of it may be a quote.
    this.#reserve(2 * (end - start) + 3);
    const bytes = this.#bytes;
    if (this.#count++ > 0) bytes[this.#length++] = this.#delimiter;
    let to = this.#length;
    for (let at = start; at < end; at++) {
      const byte = cell[at]!;
      if (byte === quote || byte === this.#delimiter || byte === lineFeed || byte === carriageReturn) {
        this.#quoted(cell, start, end);
        return;
      }
      bytes[to++] = byte;
    }
    this.#length = to;
  }

  #quoted(cell: Buffer, start: number, end: number): void {
    this.#reserve(2 * (end - start) + 2);
    const bytes = this.#bytes;
    let to = this.#length;
    bytes[to++] = quote;
    for (let at = start; at < end; at++) {
      const byte = cell[at]!;
      if (byte === quote) bytes[to++] = quote;
      bytes[to++] = byte;
    }
    bytes[to++] = quote;
    this.#length = to;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const bytes = Buffer.allocUnsafeSlow(2 * (this.#length + more));
    this.#bytes.copy(bytes, 0, 0, this.#length);
    this.#bytes = bytes;
  }
}
