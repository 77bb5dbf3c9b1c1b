import { RecordReader } from '../csv/recordReader.ts';
import { Scanner, scannerBytes } from '../csv/scan/scanner.ts';

/** What came out of a piece of a page. */
export interface Written {
  readonly text: string | Buffer;
  /** Rows in it. */
  readonly rows: number;
}

export interface PageWriter extends Disposable {
  take(bytes: Buffer): Written;
  endPage(): Written;
}

/** Puts pages together to one file: each page has a header, the file only one, and NDJSON none. */
export const pageWriter = (format: 'csv' | 'ndjson'): PageWriter =>
  format === 'csv' ? new CsvPages() : new NdjsonPages();

/** The bytes as they are, without the headers of later pages. */
class CsvPages implements PageWriter {
  readonly #scanner = Scanner.take();
  #first = true;
  #inHeader = true;

  take(bytes: Buffer): Written {
    let rows = 0;
    let from = this.#inHeader && !this.#first ? bytes.length : 0;
    for (let at = 0; at < bytes.length; at += scannerBytes) {
      const length = bytes.copy(this.#scanner.bytes, 0, at);
      const lineEnds = this.#scanner.lines(length);
      rows += lineEnds.length;
      if (!this.#inHeader || lineEnds.length === 0) continue;
      this.#inHeader = false;
      rows--;
      if (!this.#first) from = at + lineEnds[0]!;
    }
    return { text: bytes.subarray(from), rows };
  }

  endPage(): Written {
    this.#first = false;
    this.#inHeader = true;
    this.#scanner.restart();
    return { text: '', rows: 0 };
  }

  [Symbol.dispose](): void {
    this.#scanner[Symbol.dispose]();
  }
}

/** A line of JSON per row. Salesforce's CSV knows text only; an empty cell is null. */
class NdjsonPages implements PageWriter {
  #reader: RecordReader | undefined;
  #decoder = new TextDecoder();
  #header: string[] | undefined;
  #text = '';
  #rows = 0;

  take(bytes: Buffer): Written {
    this.#reader ??= this.#newReader();
    this.#reader.push(this.#decoder.decode(bytes, { stream: true }));
    return this.#taken();
  }

  endPage(): Written {
    this.#reader?.push(this.#decoder.decode());
    this.#reader?.end();
    this.#reader = undefined;
    this.#header = undefined;
    return this.#taken();
  }

  [Symbol.dispose](): void {}

  #newReader(): RecordReader {
    return new RecordReader(
      { delimiter: ',', lineEnding: 'LF' },
      {
        record: cells => {
          if (this.#header === undefined) this.#header = cells;
          else this.#write(this.#header, cells);
          return true;
        },
        fault: () => undefined,
      },
    );
  }

  #write(header: readonly string[], cells: readonly string[]): void {
    this.#rows++;
    const record = Object.fromEntries(header.map((name, index) => [name, cells[index] || null]));
    this.#text += `${JSON.stringify(record)}\n`;
  }

  #taken(): Written {
    const written = { text: this.#text, rows: this.#rows };
    this.#text = '';
    this.#rows = 0;
    return written;
  }
}
