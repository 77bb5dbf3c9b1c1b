import { breather } from './breathe.ts';
import { isSameSearch, Matches, matcherOf, type Search, textMatcherOf } from './matches.ts';
import type { Pages } from './pages.ts';
import { inOrder, type Ranks, rankRows } from './ranks.ts';
import type { CellPlace } from './resultStore.ts';

export interface ArrangementOptions {
  readonly sort?: { readonly column: string; readonly descending: boolean } | undefined;
  readonly filter?: Search | undefined;
  /** Rows of the query's order, half-open; else all. */
  readonly range?: { readonly start: number; readonly end: number } | undefined;
}

/**
 * Which rows of a result are seen, in which order. What was read of the rows for it is kept for the next time: the ranks
 * in the column that was sorted by, and which rows match.
 */
export class Arrangement {
  readonly #pages: Pages;
  #ranks: Ranks | undefined;
  #filter: Matches | undefined;
  #found: Matches | undefined;
  #indices: Uint32Array | undefined;
  #range: ArrangementOptions['range'];
  /** How often rows have changed. */
  #changes = 0;

  constructor(pages: Pages) {
    this.#pages = pages;
  }

  /** The rows to see; undefined where these are all rows in the order of the query. */
  get indices(): Uint32Array | undefined {
    return this.#indices;
  }

  /** Rows have changed: what was read of them counts no more. The order stays until it is arranged again. */
  forget(): void {
    this.#changes++;
    this.#ranks = undefined;
    this.#filter = undefined;
    this.#found = undefined;
  }

  async arrange(
    { sort, filter, range }: ArrangementOptions,
    columns: readonly string[],
    signal: AbortSignal,
  ): Promise<number> {
    const { rows } = this.#pages;
    const changes = this.#changes;
    const matches = filter && (await this.#look(this.#filter, filter, columns, rows, signal));
    let indices = matches?.indices();
    if (range) indices = (indices ?? allOf(rows)).filter(row => row >= range.start && row < range.end);
    if (sort) {
      const { column, descending } = sort;
      if (this.#ranks?.column !== column || this.#ranks.ofRows.length !== rows) {
        // Those of before are not kept beside the new ones.
        this.#ranks = undefined;
        this.#ranks = await rankRows(this.#pages, column, signal);
      }
      indices = inOrder(indices, this.#ranks, descending);
    }
    this.#filter = matches;
    this.#indices = indices;
    this.#range = range;
    // They changed while they were read: what was read is good for this order, and for no other.
    if (changes !== this.#changes) this.forget();
    return indices ? indices.length : rows;
  }

  async find(
    search: Search,
    columns: readonly string[],
    from: CellPlace,
    backwards: boolean,
    signal: AbortSignal,
  ): Promise<{ readonly place: CellPlace | undefined; readonly rows: number }> {
    const changes = this.#changes;
    const matches = await this.#look(this.#found, search, columns, this.#pages.rows, signal);
    this.#found = changes === this.#changes ? matches : undefined;
    const rows = this.#range ? matches.countIn(this.#range.start, this.#range.end) : matches.count;
    const firstColumn = matcherOf(search, columns);
    const step = backwards ? -1 : 1;
    const seen = this.#indices?.length ?? matches.looked;
    const rowAt = (place: number) => (this.#indices ? this.#indices[place]! : place);
    const start = Math.min(Math.max(from.row, 0), Math.max(0, seen - 1));
    // One more than there are: the cells of the first row that were skipped come last.
    for (let tried = 0; tried <= seen && seen > 0; tried++) {
      const place = (start + step * tried + seen * 2) % seen;
      if (!matches.has(rowAt(place))) continue;
      const first = tried === 0 ? from.column + step : backwards ? columns.length - 1 : 0;
      const column = firstColumn(this.#pages.row(rowAt(place)), first, step);
      if (column >= 0) return { place: { row: place, column }, rows };
    }
    return { place: undefined, rows };
  }

  /** Looks at the rows that have not been looked at yet; a text that only got longer can match only where it did before. */
  async #look(
    known: Matches | undefined,
    search: Search,
    columns: readonly string[],
    rows: number,
    signal: AbortSignal,
  ): Promise<Matches> {
    const isSame = known !== undefined && isSameSearch(known.search, search);
    const matches = isSame ? known : new Matches(search);
    const narrowed = !isSame && known && isNarrower(search, known.search) ? known : undefined;
    const matching = textMatcherOf(search, columns);
    const breathe = breather(signal);
    while (matches.looked < rows) {
      const start = matches.looked;
      const end = Math.min(rows, this.#pages.pageEnd(start));
      if (narrowed && end <= narrowed.looked && !anyOf(narrowed, start, end)) {
        for (let row = start; row < end; row++) matches.push(false);
      } else {
        const page = this.#pages.text(start, end);
        for (let row = 0; row < page.rows; row++) matches.push(matching(page, row));
      }
      await breathe();
    }
    return matches;
  }
}

const allOf = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, row) => row);

const isNarrower = (search: Search, than: Search): boolean =>
  search.column === than.column && search.text.toLowerCase().includes(than.text.toLowerCase());

function anyOf(matches: Matches, start: number, end: number): boolean {
  for (let row = start; row < end; row++) if (matches.has(row)) return true;
  return false;
}
