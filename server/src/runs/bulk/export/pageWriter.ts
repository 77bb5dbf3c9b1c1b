import { stringify } from 'csv-stringify/sync';
import { SalesforceError } from '../../../salesforce/errors.ts';
import type { CsvOptions } from '../../export/formats.ts';
import { RecordReader } from '../csv/recordReader.ts';
import { Scanner, scannerBytes } from '../csv/scan/scanner.ts';

/** What came out of a piece of a page. */
export interface Written {
  readonly bytes: Buffer;
  /** Rows in it. */
  readonly rows: number;
}

export interface PageWriter extends Disposable {
  take(bytes: Buffer): Written;
  endPage(): Written;
}

/** Puts pages together to one file: each page has a header, the file only one, and NDJSON none. */
export function pageWriter(format: 'csv' | 'ndjson', csv: CsvOptions = asTheyAre): PageWriter {
  if (format === 'ndjson') return new RecordPages(ndjsonLines);
  const isChanged = csv.guardFormulas || csv.byteOrderMark || csv.delimiter !== ',';
  return isChanged ? new RecordPages(csvLines(csv)) : new CsvPages();
}

const asTheyAre: CsvOptions = { guardFormulas: false, delimiter: ',', byteOrderMark: false };

/** The bytes as they are, without the headers of later pages. */
class CsvPages implements PageWriter {
  readonly #scanner = Scanner.take();
  #first = true;
  #inHeader = true;

  take(bytes: Buffer): Written {
    let rows = 0;
    let from = this.#inHeader && !this.#first ? bytes.length : 0;
    for (let at = 0; at < bytes.length; at += scannerBytes) {
      const lines = this.#scanner.lines(bytes.copy(this.#scanner.bytes, 0, at));
      rows += lines;
      if (!this.#inHeader || lines === 0) continue;
      this.#inHeader = false;
      rows--;
      if (!this.#first) from = at + this.#scanner.found[0]!;
    }
    return { bytes: from === 0 ? bytes : bytes.subarray(from), rows };
  }

  endPage(): Written {
    this.#first = false;
    this.#inHeader = true;
    this.#scanner.restart();
    return { bytes: Buffer.alloc(0), rows: 0 };
  }

  [Symbol.dispose](): void {
    this.#scanner[Symbol.dispose]();
  }
}

/** What a batch of rows looks like in the file; the header comes once, in front. */
interface Lines {
  header(names: readonly string[]): string;
  rows(names: readonly string[], rows: readonly (readonly string[])[]): string;
}

/** A line of JSON per row. Salesforce's CSV knows text only; an empty cell is null. */
const ndjsonLines: Lines = {
  header: () => '',
  rows: (names, rows) =>
    rows
      .map(cells => `${JSON.stringify(Object.fromEntries(names.map((name, at) => [name, cells[at] || null])))}\n`)
      .join(''),
};

/** As `formats.ts` writes it, from texts: one that is a number is no formula. */
function csvLines({ guardFormulas, delimiter, byteOrderMark }: CsvOptions): Lines {
  const lines = (rows: readonly (readonly string[])[]) =>
    stringify([...rows], { delimiter, record_delimiter: '\r\n', quote_record_delimiter: true });
  const guarded = (cell: string) => (looksLikeFormula.test(cell) && !isNumber.test(cell) ? `'${cell}` : cell);
  return {
    header: names => (byteOrderMark ? '\uFEFF' : '') + lines([names]),
    rows: (_, rows) => lines(guardFormulas ? rows.map(cells => cells.map(guarded)) : rows),
  };
}

const looksLikeFormula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const isNumber = /^-?\d+(?:\.\d+)?(?:E[+-]?\d+)?$/i;

/** Characters of a row at most: far more than an object can hold, and little enough to keep in memory. */
const LONGEST = 100_000_000;

/** Reads the records and writes them anew. */
class RecordPages implements PageWriter {
  readonly #lines: Lines;
  #first = true;
  #reader: RecordReader | undefined;
  #decoder = new TextDecoder();
  #header: readonly string[] | undefined;
  #rows: string[][] = [];

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  take(bytes: Buffer): Written {
    this.#reader ??= this.#newReader();
    this.#reader.push(this.#decoder.decode(bytes, { stream: true }));
    return this.#taken();
  }

  endPage(): Written {
    this.#reader?.push(this.#decoder.decode());
    this.#reader?.end();
    const written = this.#taken();
    this.#reader = undefined;
    this.#header = undefined;
    return written;
  }

  [Symbol.dispose](): void {}

  #newReader(): RecordReader {
    return new RecordReader(
      { delimiter: ',', lineEnding: 'LF' },
      {
        record: cells => {
          if (this.#header === undefined) this.#header = cells;
          else this.#rows.push(cells);
          return true;
        },
        fault: ({ code }) => {
          if (code !== 'RECORD_TOO_LONG') return;
          throw new SalesforceError({ code: 'BAD_ANSWER', message: 'A row of the result is too long to be read.' });
        },
      },
      { longest: LONGEST },
    );
  }

  #taken(): Written {
    const names = this.#header;
    if (names === undefined) return { bytes: Buffer.alloc(0), rows: 0 };
    const header = this.#first ? this.#lines.header(names) : '';
    this.#first = false;
    const rows = this.#rows;
    this.#rows = [];
    return { bytes: Buffer.from(header + this.#lines.rows(names, rows)), rows: rows.length };
  }
}
