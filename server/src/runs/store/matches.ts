import { fullCellOf, type Row, textOfCell } from './cells.ts';
import { objectColumn } from './columns.ts';
import type { PageText } from './pageText.ts';
import { RowReader } from './rowReader.ts';

/** A text that cells are searched for, without case. */
export interface Search {
  readonly text: string;
  /** Only cells of this column; else any that hold a value, and not the object of the row. */
  readonly column?: string | undefined;
}

const isSearched = (column: string | undefined, search: Search): boolean =>
  search.column === undefined ? column !== objectColumn : column === search.column;

export const isSameSearch = (a: Search | undefined, b: Search | undefined): boolean =>
  a?.text === b?.text && a?.column === b?.column;

/** Tells of each row which of its columns is the first, from `from` on, whose cell contains the text; -1 where none does. */
export function matcherOf(
  search: Search,
  columns: readonly string[],
): (row: Row, from?: number, step?: 1 | -1) => number {
  const text = search.text.toLowerCase();
  const paths = columns.map(column => column.split('.'));
  const searched = (index: number) => isSearched(columns[index], search);
  return (row, from = 0, step = 1) => {
    for (let index = from; index >= 0 && index < paths.length; index += step) {
      if (searched(index) && textOfCell(fullCellOf(row, paths[index]!)).toLowerCase().includes(text)) return index;
    }
    return -1;
  };
}

/** The same as yes or no, of rows as they are written. */
export function textMatcherOf(search: Search, columns: readonly string[]): (page: PageText, row: number) => boolean {
  const text = search.text.toLowerCase();
  const searched = columns.filter(column => isSearched(column, search));
  const reader = new RowReader(searched);
  const mayContain = rowTest(text);
  return (page, row) => {
    if (!mayContain(page.slice(page.start(row), page.end(row)))) return false;
    reader.read(page, row);
    return searched.some((_, index) => textOfCell(reader.cell(index)).toLowerCase().includes(text));
  };
}

/** Tells quickly of most rows without the text that they do not have it: in no way JSON can write it. */
function rowTest(text: string): (row: string) => boolean {
  // Numbers may be written otherwise than they are shown, and what has quotes and brackets may be JSON that we show.
  if (/^[-+.\de]*$|[{}[\],:"]/.test(text)) return () => true;
  const isOftenEscaped = /[^ -~]|[/\\]/.test(text);
  return row => row.toLowerCase().includes(text) || (row.includes('\\') && (isOftenEscaped || row.includes('\\u')));
}

/** Which rows contain a text, for as many rows as have been looked at. */
export class Matches {
  readonly search: Search;
  #flags = new Uint8Array(4096);
  /** Rows that have been looked at. */
  looked = 0;
  count = 0;

  constructor(search: Search) {
    this.search = search;
  }

  push(matches: boolean): void {
    if (this.looked === this.#flags.length) {
      const larger = new Uint8Array(this.#flags.length * 2);
      larger.set(this.#flags);
      this.#flags = larger;
    }
    this.#flags[this.looked++] = Number(matches);
    this.count += Number(matches);
  }

  has(row: number): boolean {
    return this.#flags[row] === 1;
  }

  /** How many of the rows `start` to `end` (half-open) match. */
  countIn(start: number, end: number): number {
    return this.#flags.subarray(start, Math.min(end, this.looked)).reduce((sum, flag) => sum + flag, 0);
  }

  /** The rows that match, in the order of the query. */
  indices(): Uint32Array {
    const found = new Uint32Array(this.count);
    let at = 0;
    for (let row = 0; row < this.looked; row++) if (this.#flags[row] === 1) found[at++] = row;
    return found;
  }
}
