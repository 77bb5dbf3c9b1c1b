import { type Cell, cellOf, idOf, type Row } from './cells.ts';
import { type Column, discoverColumns, type ExpectedColumn } from './columns.ts';
import { sortedOrder } from './order.ts';
import { type PageFacts, Pages } from './pages.ts';

/** Rows that are looked at to find the columns: more than that is not shown at once anyway. */
const sampleRows = 200;

export interface RowWindow {
  /** One array per row, in the order of the columns. */
  readonly rows: readonly (readonly Cell[])[];
  readonly ids: readonly (string | null)[];
}

interface Order {
  readonly column: string;
  readonly descending: boolean;
  /** The cells of the column, of as many rows as were there when they were needed. */
  readonly cells: Cell[];
  indices: Uint32Array;
}

/** The result of one run, for as long as somebody looks at it. */
export class ResultStore {
  readonly #expected: readonly ExpectedColumn[];
  readonly #pages = new Pages();
  #columns: readonly Column[] = [];
  #order: Order | undefined;

  constructor(expected: readonly ExpectedColumn[]) {
    this.#expected = expected;
  }

  get rows(): number {
    return this.#pages.rows;
  }

  get pages(): number {
    return this.#pages.count;
  }

  get columns(): readonly Column[] {
    return this.#columns;
  }

  /** Adds a page. The first one decides about the columns. Throws BAD_ANSWER. */
  append(bytes: Buffer): PageFacts {
    const facts = this.#pages.append(bytes);
    if (this.#pages.count === 1) {
      const sample = Array.from({ length: Math.min(sampleRows, this.rows) }, (_, index) => this.#pages.row(index));
      this.#columns = discoverColumns(sample, this.#expected);
    }
    return facts;
  }

  /** Rows `start` to `end` (half-open) in the current order, as far as there are any. */
  window(start: number, end: number): RowWindow {
    const paths = this.#columns.map(column => column.path.split('.'));
    const order = this.#currentOrder();
    const rows: Cell[][] = [];
    const ids: (string | null)[] = [];
    for (let place = Math.max(0, start); place < Math.min(end, this.rows); place++) {
      const row = this.#pages.row(order ? order[place]! : place);
      rows.push(paths.map(path => cellOf(row, path)));
      ids.push(idOf(row));
    }
    return { rows, ids };
  }

  /** Rows `start` to `end` (half-open) as Salesforce sent them and in its order, as far as there are any. */
  records(start: number, end: number): Row[] {
    return Array.from({ length: Math.max(0, Math.min(end, this.rows) - start) }, (_, index) =>
      this.#pages.row(start + index),
    );
  }

  /** Orders all rows, those still to come included; without a column as the org sent them. */
  sort(column: string | undefined, descending: boolean): void {
    if (column === undefined) this.#order = undefined;
    else {
      const cells = this.#order?.column === column ? this.#order.cells : [];
      this.#order = { column, descending, cells, indices: new Uint32Array() };
    }
  }

  /** Sorted once; again only after more rows came, and then only the new ones are read. */
  #currentOrder(): Uint32Array | undefined {
    const order = this.#order;
    if (!order || order.indices.length === this.rows) return order?.indices;
    const path = order.column.split('.');
    while (order.cells.length < this.rows) order.cells.push(cellOf(this.#pages.row(order.cells.length), path));
    order.indices = sortedOrder(order.cells, order.descending);
    return order.indices;
  }
}
