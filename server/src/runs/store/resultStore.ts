import { isDeleted } from './amendments.ts';
import { Arrangement, type ArrangementOptions } from './arrangement.ts';
import { type Cell, cellOf, idOf, type Row } from './cells.ts';
import { type Column, discoverColumns, type ExpectedColumn, objectColumn } from './columns.ts';
import type { Search } from './matches.ts';
import { type ObjectRows, objectsOf, rangeOf } from './objectRows.ts';
import { type PageFacts, Pages } from './pages.ts';
import { PageText } from './pageText.ts';

/** Rows that are looked at to find the columns: more than that is not shown at once anyway. */
const sampleRows = 200;
/** Rows of several objects differ, and come object by object; Salesforce has no more of them. */
const mixedSampleRows = 2000;

export interface RowWindow {
  /** One array per row, in the order of the columns. */
  readonly rows: readonly (readonly Cell[])[];
  readonly ids: readonly (string | null)[];
}

export interface ObjectArrangement extends Omit<ArrangementOptions, 'range'> {
  /** Only the rows of this object, of those of several. */
  readonly object?: string | undefined;
}

/** A cell of the arranged rows. */
export interface CellPlace {
  readonly row: number;
  /** Index among the columns. */
  readonly column: number;
}

/** The result of one run, for as long as somebody looks at it. */
export class ResultStore {
  readonly #expected: readonly ExpectedColumn[];
  readonly #pages: Pages;
  readonly #arrangement: Arrangement;
  #columns: readonly Column[] = [];
  #objects: readonly ObjectRows[] = [];

  /** @param file where the rows go when they are many; `close` removes it */
  constructor(expected: readonly ExpectedColumn[], file: string, memoryBytes?: number) {
    this.#expected = expected;
    this.#pages = new Pages(file, memoryBytes);
    this.#arrangement = new Arrangement(this.#pages);
  }

  /** Rows that have come. */
  get rows(): number {
    return this.#pages.rows;
  }

  get pages(): number {
    return this.#pages.count;
  }

  get columns(): readonly Column[] {
    return this.#columns;
  }

  /** Of a search: its rows come object by object. */
  get objects(): readonly ObjectRows[] {
    return this.#objects;
  }

  /** Adds a page. The first one with rows decides about the columns. Throws BAD_ANSWER and STORE_FAILED. */
  append(bytes: Buffer): PageFacts {
    const isFirst = this.rows === 0;
    const facts = this.#pages.append(bytes);
    if (isFirst) {
      const isMixed = this.#expected.some(({ path }) => path === objectColumn);
      const sample = Math.min(isMixed ? mixedSampleRows : sampleRows, this.rows);
      const rows = this.#pages.slice(0, sample);
      this.#columns = discoverColumns(rows, this.#expected);
      if (isMixed) this.#objects = objectsOf(rows, this.#columns);
    }
    return facts;
  }

  /** Rows `start` to `end` (half-open) as they are arranged, as far as there are any. */
  window(start: number, end: number): RowWindow {
    const paths = this.#columns.map(column => column.path.split('.'));
    const records = this.arranged(start, end);
    return { rows: records.map(row => paths.map(path => cellOf(row, path))), ids: records.map(idOf) };
  }

  /** The same as Salesforce sent them. */
  arranged(start: number, end: number): Row[] {
    const { indices } = this.#arrangement;
    if (!indices) return this.records(start, end);
    return Array.from(indices.subarray(Math.max(0, start), Math.max(0, end)), index => this.#pages.row(index));
  }

  /** Rows `start` to `end` (half-open) in the order of the query, as far as there are any. */
  records(start: number, end: number): Row[] {
    return this.#pages.slice(Math.max(0, start), Math.min(end, this.rows));
  }

  /**
   * Rows in the order of the query, as they are written, from `start` on; at most `most` of them, and fewer where a page
   * ends. Those of deleted records are left out: `read` tells how many there are with them. Valid until others are read.
   */
  text(start: number, most: number): { readonly text: PageText; readonly read: number } {
    const text = this.#pages.text(start, Math.min(start + most, this.rows));
    const read = text.rows;
    if (this.#pages.amendments.isEmpty) return { text, read };
    const rows = this.#pages.slice(start, start + read).filter(row => !isDeleted(row));
    return { text: PageText.of(rows), read };
  }

  /**
   * Sorts and filters all rows that are here, and answers how many there are to see. Rows that come later are not among
   * them until it is called again, which looks at those rows only. Throws where it is cancelled: nothing has changed then.
   */
  arrange({ object, ...options }: ObjectArrangement, signal: AbortSignal): Promise<number> {
    const range = object === undefined ? undefined : rangeOf(this.#objects, object);
    return this.#arrangement.arrange({ ...options, range }, this.#paths(), signal);
  }

  /**
   * The next cell of the arranged rows that contains a text, from the one behind `from` on (before it, when backwards) and
   * round the end; and in how many rows the text is: of the whole result, or of the object that it is arranged by.
   */
  find(
    search: Search,
    from: CellPlace,
    backwards: boolean,
    signal: AbortSignal,
  ): Promise<{ readonly place: CellPlace | undefined; readonly rows: number }> {
    return this.#arrangement.find(search, this.#paths(), from, backwards, signal);
  }

  /** A row is from now on what its record holds now; undefined: the record is deleted. Its place stays. */
  amend(id: string, row: Row | undefined): void {
    this.#pages.amendments.set(id, row);
    this.#arrangement.forget();
  }

  /** Frees the rows. */
  close(): void {
    this.#pages.close();
  }

  #paths(): string[] {
    return this.#columns.map(column => column.path);
  }
}
