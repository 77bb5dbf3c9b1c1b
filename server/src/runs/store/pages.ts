import { SalesforceError } from '../../salesforce/errors.ts';
import { isRow, type Row } from './cells.ts';
import { scanPage } from './scanPage.ts';

/** What a page says besides its rows. */
export interface PageFacts {
  readonly totalSize: number;
  /** Path of the page that follows; undefined at the last one. */
  readonly next: string | undefined;
}

interface Page {
  readonly bytes: Buffer;
  readonly offsets: Uint32Array;
  /** Index of its first row in the whole result. */
  readonly first: number;
}

/** The rows of a result as the bytes that came. A row is parsed each time that somebody asks for it. */
export class Pages {
  readonly #pages: Page[] = [];
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  get count(): number {
    return this.#pages.length;
  }

  /** Keeps the page. Throws BAD_ANSWER where the bytes are no page of a query's result. */
  append(bytes: Buffer): PageFacts {
    const scanned = scanPage(bytes);
    if (typeof scanned?.envelope.totalSize !== 'number') throw badPage();
    const { totalSize, done, nextRecordsUrl } = scanned.envelope;
    const next = done === false && typeof nextRecordsUrl === 'string' ? nextRecordsUrl : undefined;
    if (done === false && !next) throw badPage();
    this.#pages.push({ bytes, offsets: scanned.offsets, first: this.#rows });
    this.#rows += scanned.offsets.length / 2;
    return { totalSize, next };
  }

  /** Throws BAD_ANSWER where the row is not JSON. */
  row(index: number): Row {
    const { bytes, offsets, first } = this.#pageOf(index);
    const at = (index - first) * 2;
    let row: unknown;
    try {
      row = JSON.parse(bytes.toString('utf8', offsets[at], offsets[at + 1]));
    } catch {
      throw badPage();
    }
    if (!isRow(row)) throw badPage();
    return row;
  }

  #pageOf(index: number): Page {
    let low = 0;
    let high = this.#pages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#pages[middle]!.first <= index) low = middle;
      else high = middle - 1;
    }
    return this.#pages[low]!;
  }
}

const badPage = () =>
  new SalesforceError({ code: 'BAD_ANSWER', message: "The answer is not a page of a query's result." });
