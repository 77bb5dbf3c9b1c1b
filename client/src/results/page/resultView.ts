// The result that the page shows: its columns, and which of its rows are seen in which order.
import type { Cell, CellPlace, RunColumn, RunProgress } from '../../../../server/src/protocol/runs.ts';
import { filled } from '../../webview/page/texts.ts';
import { Arrangement } from './arrangement.ts';
import { recordIdOf } from './cells.ts';
import type { Conversation } from './conversation.ts';
import { searchOf, unknownColumnOf } from './filterText.ts';
import type { ResultGrid } from './grid.ts';
import type { GridCell } from './gridCells.ts';
import type { ColumnFacts } from './gridColumns.ts';
import { type Layout, withHidden, withOrder, withWidth } from './layout.ts';
import type { Asked, Sort, Words } from './messages.ts';
import { Newest } from './newest.ts';
import type { ObjectTabs } from './objectTabs.ts';
import { ResultColumns } from './resultColumns.ts';
import type { RowCache } from './rowCache.ts';
import type { Status } from './status.ts';

interface Parts {
  readonly grid: ResultGrid;
  readonly cache: RowCache;
  readonly status: Status;
  readonly objects: ObjectTabs;
  /** Whose rows are shown from now on. */
  readonly turned: (object: string | undefined) => void;
  readonly words: Words;
  readonly ask: Conversation['ask'];
  readonly report: (error: unknown) => void;
  /** Why the filter shows nothing, in words; empty where it shows rows. */
  readonly sayFilter: (text: string) => void;
  /** The columns have changed, or which rows are seen in which order. */
  readonly changed: (facts: ColumnFacts, rows: number) => void;
}

export class ResultView {
  readonly #parts: Parts;
  readonly #columns = new ResultColumns();
  readonly #arrangement: Arrangement;
  readonly #searches = new Newest();
  #progress: RunProgress | undefined;
  #filterText = '';
  /** Widths depend on the first rows: until these come or fail to come, the columns are not drawn. */
  #isSized = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#arrangement = new Arrangement(parts.ask);
  }

  get facts(): ColumnFacts {
    return this.#columns.facts;
  }

  /** Those that can be seen: of the object whose rows are shown, where a search has found several. */
  get columns(): readonly RunColumn[] {
    return this.#columns.shown;
  }

  show(next: RunProgress): void {
    const isOther = next.run !== this.#progress?.run;
    if (hasEnded(next) && !isOther) {
      this.#keepSeen(next);
      return;
    }
    this.#progress = next;
    if (isOther) this.#reset();
    this.#columns.setObjects(next.objects ?? []);
    if (next.columns && next.columns.length !== this.facts.columns.length) this.#start(next, next.columns);
    this.#drawRows();
    this.#followRows();
  }

  /** Shows the rows of one object, of those that a search has found; without one those of all. */
  choose(object: string | undefined): void {
    this.#parts.grid.leaveCell();
    this.#isSized = false;
    this.#turnTo(object);
    this.#arrange({ ...this.#filterOf(this.#filterText), ...(object !== undefined && { object }) });
  }

  /** Rows have come that can be drawn now. */
  arrived(start: number, end: number): void {
    if (!this.#isSized) this.#size(start, end);
    else this.#parts.grid.redraw(start, end);
  }

  /** Rows could not be fetched. */
  failed(error: unknown): void {
    if (!this.#isSized) this.#size(0, 0);
    this.#parts.report(error);
  }

  /** The rows have changed in the server: they are arranged and fetched again. */
  reload(): void {
    const { grid, cache } = this.#parts;
    const isGone = this.#progress !== undefined && hasEnded(this.#progress);
    if (!isGone && this.#arrangement.rows !== undefined) {
      this.#arrange(this.#arrangement.wanted);
      return;
    }
    if (!isGone) cache.clear();
    grid.redraw();
  }

  /** undefined: in the order of the query. Child rows have no order: they leave it as it is. */
  sort(sort: Sort | undefined): void {
    const { grid, status, words } = this.#parts;
    if (sort && !this.#columns.canSort(sort.column)) return;
    grid.leaveCell();
    const { sort: before, ...rest } = this.#arrangement.wanted;
    if (this.#progress?.state === 'running') {
      grid.showSorted(before);
      status.say(words.sortWhenDone);
    } else this.#arrange({ ...rest, ...(sort && { sort }) });
  }

  filter(written: string): void {
    this.#parts.grid.leaveCell();
    this.#filterText = written;
    const { filter: _, ...rest } = this.#arrangement.wanted;
    this.#arrange({ ...rest, ...this.#filterOf(written) });
  }

  /** Goes to the next cell with the text, and answers how it went, in words; undefined where another search came. */
  async find(written: string, backwards: boolean): Promise<string | undefined> {
    const { grid, words, ask } = this.#parts;
    const search = searchOf(written, this.#columns.shownPaths);
    if (!search) return '';
    const all = this.facts.columns.map(({ path }) => path);
    const asked = { search, from: startOf(grid.activeCell(), all), backwards };
    const answer = await this.#searches.of(() => ask('find', asked));
    if (!answer) return undefined;
    const { place, rows } = answer;
    if (!place) return this.#unknownColumn(written) || words.notFound;
    const column = all[place.column]!;
    const { layout } = this.facts;
    if (layout.hidden.has(column)) this.setLayout(withHidden(layout, without(layout.hidden, column)));
    grid.goTo({ row: place.row, column });
    return filled(words.foundRows, rows);
  }

  reorder(columns: readonly string[]): void {
    this.#columns.setLayout(withOrder(this.facts.layout, columns));
  }

  resize(column: string, width: number): void {
    this.#columns.setLayout(withWidth(this.facts.layout, column, width));
  }

  setLayout(layout: Layout): void {
    this.#parts.grid.leaveCell();
    this.#columns.setLayout(layout);
    this.#drawColumns();
  }

  cell({ row, column }: GridCell): Cell {
    return this.#parts.cache.get(row)?.[this.facts.columns.findIndex(({ path }) => path === column)];
  }

  /** What menus have to know of a cell. */
  describeCell(place: GridCell): { readonly isRecord: boolean } {
    return { isRecord: recordIdOf(this.cell(place), this.facts.fields[place.column]) !== undefined };
  }

  /** What menus have to know of a column. */
  describeColumn(path: string): Readonly<Record<'isSortable' | 'isSorted' | 'isPinned', boolean>> {
    return {
      isSortable: this.#columns.canSort(path),
      isSorted: this.#arrangement.wanted.sort !== undefined,
      isPinned: this.facts.layout.pinned.has(path),
    };
  }

  /** Its columns are known. */
  #start({ rows, objects: [first] = [] }: RunProgress, columns: readonly RunColumn[]): void {
    this.#columns.setColumns(columns);
    this.#turnTo(first?.name);
    if (rows === 0) this.#size(0, 0);
    if (!first) return;
    // They come first, so that these are its rows already.
    this.#arrangement.assume(rows, first.rows);
    this.#arrange({ object: first.name });
  }

  /** Another result takes the place of this one. */
  #reset(): void {
    this.#columns.clear();
    this.#arrangement.clear();
    this.#searches.forget();
    this.#filterText = '';
    this.#parts.sayFilter('');
    this.#isSized = false;
    this.#parts.cache.clear();
    this.#drawColumns();
  }

  /** The rows are gone where they came from: those that have been seen are left, and the order in which they are. */
  #keepSeen({ objects: _, ...next }: RunProgress): void {
    const { cache, objects } = this.#parts;
    this.#arrangement.release();
    this.#columns.setObjects([]);
    this.#progress = { ...next, rows: cache.leading, totalSize: cache.leading };
    objects.show([], undefined);
    this.#drawRows();
  }

  /** The columns of what is shown from now on, which can be another object. */
  #turnTo(object: string | undefined): void {
    const { objects, turned, report } = this.#parts;
    this.#columns.choose(object);
    objects.show(this.#progress?.objects ?? [], object);
    turned(object);
    this.#describeFields().catch(report);
  }

  async #describeFields(): Promise<void> {
    const { ask, changed } = this.#parts;
    const run = this.#progress?.run;
    const object = this.#columns.chosen;
    const asked = { columns: this.#columns.shownPaths, ...(object !== undefined && { object }) };
    const { fields } = await ask('fields', asked);
    const isOther = run !== this.#progress?.run || object !== this.#columns.chosen;
    if (isOther || Object.keys(fields).length === 0) return;
    this.#columns.setFields(fields);
    if (this.#isSized) this.#drawColumns();
    changed(this.facts, this.#rowsSeen);
  }

  #arrange(wanted: Asked<'arrange'>): void {
    this.#parts.grid.showSorted(wanted.sort);
    this.#arrangement
      .arrange(wanted, this.#progress?.rows ?? 0)
      .then(rows => rows !== undefined && this.#showArranged(rows))
      .catch(this.#parts.report);
  }

  #showArranged(rows: number): void {
    const { grid, cache, sayFilter } = this.#parts;
    cache.clear();
    if (rows === 0 && !this.#isSized) this.#size(0, 0);
    this.#drawRows();
    grid.redraw();
    sayFilter(rows === 0 ? this.#unknownColumn(this.#filterText) : '');
    this.#followRows();
  }

  /** Rows that came since are arranged too: new ones match a filter, or take their place in the order at the end. */
  #followRows(): void {
    const { wanted } = this.#arrangement;
    if (!this.#progress || !this.#arrangement.isBehind(this.#progress.rows)) return;
    if (wanted.sort && this.#progress.state === 'running') return;
    this.#arrange(wanted);
  }

  get #rowsSeen(): number {
    return this.#arrangement.rows ?? this.#progress?.rows ?? 0;
  }

  #drawRows(): void {
    const { grid, cache, status, changed } = this.#parts;
    cache.grow(this.#rowsSeen);
    grid.setLength(this.#rowsSeen);
    const { object } = this.#columns;
    const progress = this.#progress;
    const ofObject = progress && object && { ...progress, rows: object.rows, totalSize: object.rows };
    if (progress) status.show(ofObject ?? progress, this.#arrangement.rows);
    changed(this.facts, this.#rowsSeen);
  }

  #drawColumns(): void {
    this.#parts.grid.setColumns(this.facts);
    this.#parts.grid.showSorted(this.#arrangement.wanted.sort);
  }

  /** Draws the columns as wide as these rows need. */
  #size(start: number, end: number): void {
    this.#isSized = true;
    this.#columns.sample(this.#parts.cache.get, start, end);
    this.#drawColumns();
  }

  #filterOf(written: string): Pick<Asked<'arrange'>, 'filter'> {
    const filter = searchOf(written, this.#columns.shownPaths);
    return filter ? { filter } : {};
  }

  /** What is wrong with a search that found nothing, in words; empty where nothing is. */
  #unknownColumn(written: string): string {
    const name = unknownColumnOf(written, this.#columns.shownPaths);
    return name === undefined ? '' : filled(this.#parts.words.noColumn, name);
  }
}

/** The server has the rows no more: what has been seen is all there is. */
const hasEnded = ({ error }: RunProgress): boolean => error?.code === 'RUNS_ENDED';

const startOf = (active: GridCell | undefined, paths: readonly string[]): CellPlace =>
  active ? { row: active.row, column: paths.indexOf(active.column) } : { row: 0, column: -1 };

const without = (paths: ReadonlySet<string>, path: string): string[] => [...paths].filter(other => other !== path);
