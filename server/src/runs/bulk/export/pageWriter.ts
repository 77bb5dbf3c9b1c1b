import { SalesforceError } from '../../../salesforce/errors.ts';
import { type CsvOptions, type ExportFormat, type Writer, writerOf } from '../../export/formats.ts';
import { type Cells, textsOf } from '../csv/cells.ts';
import { readCellsOf } from '../csv/readCells.ts';
import type { CsvFault } from '../csv/recordReader.ts';
import { Scanner, scannerBytes } from '../csv/scan/scanner.ts';
import { utf8From } from '../csv/utf8Source.ts';
import { RecordWriter } from './recordWriter.ts';
import type { ExportShape } from './shape.ts';

/** What came out of a piece of a page. */
export interface Written {
  readonly bytes: Uint8Array;
  /** Rows in it. */
  readonly rows: number;
}

/** Puts pages together to one file: each page has a header of its own. */
export interface PageWriter {
  /** What the bytes of the next page become, as they come. Valid until the next piece is asked for. */
  page(body: AsyncIterable<Buffer>): AsyncGenerator<Written>;
  /** What comes behind the last page. */
  end(): Uint8Array;
}

export interface ExportFile {
  readonly format: ExportFormat;
  readonly csv: CsvOptions;
  /** What the records look like; without it all is text, under the names of the header. */
  readonly shape?: ExportShape | undefined;
}

/** CSV that nothing is asked of stays as the org sends it. */
export function pageWriter(file: ExportFile): PageWriter {
  const { guardFormulas, byteOrderMark, delimiter } = file.csv;
  const isChanged = file.format !== 'csv' || guardFormulas || byteOrderMark || delimiter !== ',';
  return isChanged ? new RecordPages(file) : new CsvPages();
}

/** CSV as the org sends it. */
export const unchangedCsv: ExportFile = {
  format: 'csv',
  csv: { guardFormulas: false, delimiter: ',', byteOrderMark: false },
};

const nothing = Buffer.alloc(0);

/** The bytes as they are, without the headers of later pages. */
class CsvPages implements PageWriter {
  #isFirst = true;

  async *page(body: AsyncIterable<Buffer>): AsyncGenerator<Written> {
    using scanner = Scanner.take();
    let inHeader = true;
    for await (const bytes of body) {
      let rows = 0;
      let from = inHeader && !this.#isFirst ? bytes.length : 0;
      for (let at = 0; at < bytes.length; at += scannerBytes) {
        const lines = scanner.lines(bytes.copy(scanner.bytes, 0, at));
        rows += lines;
        if (!inHeader || lines === 0) continue;
        inHeader = false;
        rows--;
        if (!this.#isFirst) from = at + scanner.found[0]!;
      }
      yield { bytes: bytes.subarray(from), rows };
    }
    this.#isFirst = false;
  }

  end(): Uint8Array {
    return nothing;
  }
}

/** Characters of a row at most: far more than an object can hold, and little enough to keep in memory. */
const longest = 100_000_000;
/** Records that are written at once: see Pages. */
const batchBytes = 64 * 1024;
const csvFormat = { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', markBytes: 0 } as const;

/** Makes records of the rows, and writes these as those of a REST query are written. */
class RecordPages implements PageWriter {
  readonly #file: ExportFile;
  #shape: ExportShape | undefined;
  #writer: Writer | undefined;
  #written = 0;

  constructor(file: ExportFile) {
    this.#file = file;
  }

  async *page(body: AsyncIterable<Buffer>): AsyncGenerator<Written> {
    let records: RecordWriter | undefined;
    let columns = 0;
    for await (const { next, faults } of readCellsOf(utf8From(body), csvFormat, { longest })) {
      const fault = faults.find(({ code }) => code !== 'MIXED_LINE_ENDINGS');
      if (fault) throw badAnswer(faultWords(fault));
      for (let cells = next(); cells; cells = next()) {
        if (!records) {
          columns = cells.count;
          records = this.#open(cells);
          yield { bytes: this.#opening(), rows: 0 };
          continue;
        }
        if (cells.count !== columns) throw badAnswer('A row of the result has more or fewer cells than its header.');
        records.add(cells);
        if (records.length >= batchBytes) yield this.#rows(records);
      }
    }
    if (records && records.length > 0) yield this.#rows(records);
  }

  end(): Uint8Array {
    this.#shape ??= this.#file.shape ?? { columns: [], parents: [] };
    const opening = this.#opening();
    return Buffer.concat([opening, bytesOf(this.#writer!.closing())]);
  }

  /** What stands in front of all rows: once. */
  #opening(): Uint8Array {
    if (this.#writer) return nothing;
    const { format, csv } = this.#file;
    const columns = this.#shape!.columns.map(({ path }) => ({ path, kind: 'text' as const }));
    this.#writer = writerOf({ format, csv, columns });
    return bytesOf(this.#writer.opening);
  }

  #open(header: Cells): RecordWriter {
    const titles = textsOf(header);
    this.#shape ??= this.#file.shape ?? textShape(titles);
    return new RecordWriter(this.#shape, placed(titles, this.#shape));
  }

  #rows(records: RecordWriter): Written {
    const page = records.take();
    const bytes = bytesOf(this.#writer!.rows(page, this.#written === 0));
    this.#written += page.rows;
    return { bytes, rows: page.rows };
  }
}

const bytesOf = (written: string | Uint8Array): Uint8Array =>
  typeof written === 'string' ? Buffer.from(written) : written;

const textShape = (titles: readonly string[]): ExportShape => ({
  columns: titles.map(path => ({ path, kind: 'text' })),
  parents: [],
});

/**
 * Which cell each column has. They go by their names; where the job names one otherwise than the
 * query does they go by their places.
 */
function placed(titles: readonly string[], { columns }: ExportShape): readonly number[] {
  const places = new Map(titles.map((title, index) => [title.toLowerCase(), index]));
  const named = columns.flatMap(({ path }) => places.get(path.toLowerCase()) ?? []);
  // FIELDS(STANDARD) may have become other fields since they were described: no column may get the cells of another.
  if (columns.length !== titles.length)
    throw badAnswer('The columns of the result are others than those of the query.');
  return named.length === titles.length ? named : titles.map((_, index) => index);
}

/** Line ends that differ do not matter; whatever else is odd may have cut a cell, or joined two. */
const faultWords = ({ code }: CsvFault): string =>
  code === 'RECORD_TOO_LONG' ? 'A row is too long to be read.' : 'A row of the result has quotes that do not fit.';

const badAnswer = (message: string) => new SalesforceError({ code: 'BAD_ANSWER', message });
