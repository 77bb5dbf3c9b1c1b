import { isUtf8 } from 'node:buffer';
import { Amendments } from './amendments.ts';
import { badPage } from './badPage.ts';
import { isRow, type Row } from './cells.ts';
import { PageBytes } from './pageBytes.ts';
import { PageText } from './pageText.ts';
import { scanPage } from './scanPage.ts';

/** As much is looked at at once: longer texts lie outside of the part of the heap that is swept often, and pile up. */
const textBytes = 64 * 1024;

/** What a page says besides its rows. */
export interface PageFacts {
  readonly totalSize: number;
  /** Path of the page that follows; undefined at the last one. */
  readonly next: string | undefined;
}

interface Page {
  /** Start and end of each row in the bytes of the page. */
  readonly offsets: Uint32Array;
  /** Index of its first row in the whole result. */
  readonly first: number;
}

/** The rows of a result as the bytes that came. A row is parsed each time that somebody asks for it. */
export class Pages {
  readonly #bytes: PageBytes;
  readonly #pages: Page[] = [];
  /** Rows that were read again since. */
  readonly amendments = new Amendments();
  #rows = 0;

  /** @param file where the bytes go when they are many */
  constructor(file: string, memoryBytes?: number) {
    this.#bytes = new PageBytes(file, memoryBytes);
  }

  get rows(): number {
    return this.#rows;
  }

  get count(): number {
    return this.#pages.length;
  }

  /** Keeps the page. Throws BAD_ANSWER where the bytes are no page of a query's result, and STORE_FAILED. */
  append(answer: Buffer): PageFacts {
    // What is copied to files as it came must be UTF-8.
    const bytes = isUtf8(answer) ? answer : Buffer.from(answer.toString('utf8'));
    const scanned = scanPage(bytes);
    if (typeof scanned?.envelope.totalSize !== 'number') throw badPage();
    const { totalSize, done, nextRecordsUrl } = scanned.envelope;
    const next = done === false && typeof nextRecordsUrl === 'string' ? nextRecordsUrl : undefined;
    if (done === false && !next) throw badPage();
    this.#bytes.append(bytes);
    this.#pages.push({ offsets: scanned.offsets, first: this.#rows });
    this.#rows += scanned.offsets.length / 2;
    return { totalSize, next };
  }

  /** Rows `start` to `end` (half-open), which must be there. Throws BAD_ANSWER where one is not JSON. */
  slice(start: number, end: number): Row[] {
    const rows: Row[] = [];
    while (start + rows.length < end) {
      const from = start + rows.length;
      const page = this.#pageOf(from);
      rows.push(...this.#parse(page, from, Math.min(end, this.#endOf(page))));
    }
    return rows;
  }

  /** Rows from `start` on as they are written: some of those before `end`, as many as make a short text. */
  text(start: number, end: number): PageText {
    const page = this.#pageOf(start);
    const { first, offsets } = this.#pages[page]!;
    const last = Math.min(end, this.#endOf(page));
    if (!this.amendments.isEmpty) return PageText.of(this.slice(start, last));
    const all = offsets.subarray((start - first) * 2, (last - first) * 2);
    const share = Math.min(1, textBytes / (all.at(-1)! - all[0]!));
    const wanted = all.subarray(0, Math.max(1, Math.floor((all.length / 2) * share)) * 2);
    return new PageText(this.#bytes.read(page, wanted[0]!, wanted.at(-1)!), wanted);
  }

  /** The row at an index. Throws as `slice` does. */
  row(index: number): Row {
    return this.slice(index, index + 1)[0]!;
  }

  /** Index behind the last row of the page that holds this row: reading up to there reads one page once. */
  pageEnd(index: number): number {
    return this.#endOf(this.#pageOf(index));
  }

  close(): void {
    this.#bytes.close();
  }

  #endOf(page: number): number {
    const { first, offsets } = this.#pages[page]!;
    return first + offsets.length / 2;
  }

  /** What stands between rows is a comma and white space: several rows are parsed as the list that they are. */
  #parse(page: number, start: number, end: number): Row[] {
    const { first, offsets } = this.#pages[page]!;
    const text = this.#bytes
      .read(page, offsets[(start - first) * 2]!, offsets[(end - first) * 2 - 1]!)
      .toString('utf8');
    let rows: unknown;
    try {
      rows = JSON.parse(`[${text}]`);
    } catch {
      throw badPage();
    }
    if (!Array.isArray(rows) || rows.length !== end - start || !rows.every(isRow)) throw badPage();
    return this.amendments.isEmpty ? rows : rows.map(row => this.amendments.applied(row));
  }

  #pageOf(index: number): number {
    let low = 0;
    let high = this.#pages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#pages[middle]!.first <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
