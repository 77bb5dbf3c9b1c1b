// The result that the page shows: its columns, and which of its rows are seen in which order.
import type { Cell, CellPlace, RunColumn, RunProgress } from '../../../../server/src/protocol/runs.ts';
import { recordIdOf } from './cells.ts';
import type { Conversation } from './conversation.ts';
import { searchOf, unknownColumnOf } from './filterText.ts';
import type { GridCell, ResultGrid } from './grid.ts';
import { type ColumnFacts, isSortable } from './gridColumns.ts';
import { keptLayout, type Layout, plainLayout, withHidden, withOrder, withWidth } from './layout.ts';
import type { Asked, Sort, Words } from './messages.ts';
import { numberText } from './numbers.ts';
import type { ObjectTabs } from './objectTabs.ts';
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

export interface ResultView {
  readonly facts: ColumnFacts;
  /** Those that can be seen: of the object whose rows are shown, where a search has found several. */
  readonly columns: readonly RunColumn[];
  /** Shows the rows of one object, of those that a search has found; without one those of all. */
  choose(object: string | undefined): void;
  show(progress: RunProgress): void;
  /** Rows have come that can be drawn now. */
  arrived(start: number, end: number): void;
  /** Rows could not be fetched. */
  failed(error: unknown): void;
  /** The rows have changed in the server: they are arranged and fetched again. */
  reload(): void;
  /** undefined: in the order of the query. Child rows have no order: they leave it as it is. */
  sort(sort: Sort | undefined): void;
  filter(written: string): void;
  /** Goes to the next cell with the text, and answers how it went, in words. */
  find(text: string, backwards: boolean): Promise<string>;
  reorder(columns: readonly string[]): void;
  resize(column: string, width: number): void;
  setLayout(layout: Layout): void;
  cell(place: GridCell): Cell;
  /** What menus have to know of a cell. */
  describeCell(place: GridCell): { readonly isRecord: boolean };
  /** What menus have to know of a column. */
  describeColumn(path: string): Readonly<Record<'isSortable' | 'isSorted' | 'isPinned', boolean>>;
}

const nothing: ColumnFacts = { columns: [], fields: {}, layout: plainLayout([]), sample: [] };

export function createResultView(parts: Parts): ResultView {
  const { grid, cache, status, objects, words, ask, report, sayFilter, changed } = parts;
  let facts = nothing;
  /** Whose rows are shown, and how the columns of each object are laid out; of all of them under an empty name. */
  let object: string | undefined;
  const layouts = new Map<string, Layout>();
  let progress: RunProgress | undefined;
  let arrangement: Asked<'arrange'> = {};
  let filterText = '';
  /** Rows that were there when they were arranged, and how many of them are seen; undefined: all are. */
  let arranged: { readonly of: number; readonly rows: number } | undefined;
  let lastArrange = 0;
  /** Widths depend on the first rows: until these come or fail to come, the columns are not drawn. */
  let sized = false;

  const found = () => progress?.objects?.find(({ name }) => name === object);
  const columns = (): readonly RunColumn[] => {
    const own = found()?.columns;
    return own ? facts.columns.filter(({ path }) => own.includes(path)) : facts.columns;
  };
  const canSort = (path: string) => facts.columns.some(column => column.path === path && isSortable(column));
  const paths = () => columns().map(({ path }) => path);
  const lay = (layout: Layout) => {
    layouts.set(object ?? '', layout);
    facts = { ...facts, layout };
  };
  const seen = () => arranged?.rows ?? progress?.rows ?? 0;
  const drawColumns = () => {
    grid.setColumns(facts);
    grid.showSorted(arrangement.sort);
  };
  const drawRows = () => {
    cache.grow(seen());
    grid.setLength(seen());
    const { rows = progress?.rows ?? 0 } = found() ?? {};
    if (progress) status.show(found() ? { ...progress, rows, totalSize: rows } : progress, arranged?.rows);
    changed(facts, seen());
  };
  const reset = () => {
    facts = nothing;
    object = undefined;
    arrangement = {};
    filterText = '';
    sayFilter('');
    arranged = undefined;
    lastArrange++;
    sized = false;
    cache.clear();
    drawColumns();
  };
  const size = (start: number, end: number) => {
    sized = true;
    facts = { ...facts, sample: sampleOf(cache, start, end, facts.columns.length) };
    drawColumns();
  };
  const arrange = async (next: Asked<'arrange'>): Promise<void> => {
    const mine = ++lastArrange;
    const of = progress?.rows ?? 0;
    const isPlain = !next.sort && !next.filter && !next.object;
    arrangement = next;
    grid.showSorted(next.sort);
    const { rows } = await ask('arrange', next);
    if (mine !== lastArrange) return;
    arranged = isPlain ? undefined : { of, rows };
    cache.clear();
    if (rows === 0 && !sized) size(0, 0);
    drawRows();
    grid.redraw();
    sayFilter(rows === 0 ? unknownColumn(filterText) : '');
    followRows();
  };
  const start = (next: Asked<'arrange'>) => {
    const mine = lastArrange + 1;
    // One that was overtaken has been cancelled.
    arrange(next).catch(error => mine === lastArrange && report(error));
  };
  /** Rows that came since are arranged too: new ones match a filter, or take their place in the order at the end. */
  const followRows = () => {
    if (!arranged || !progress || arranged.of === progress.rows) return;
    if (arrangement.sort && progress.state === 'running') return;
    start(arrangement);
  };
  /** The rows are gone where they came from: those that have been seen are left, and the order in which they are. */
  const keepSeen = (next: RunProgress) => {
    arranged = undefined;
    lastArrange++;
    const { objects: _, ...rest } = next;
    progress = { ...rest, rows: cache.leading, totalSize: cache.leading };
    objects.show([], undefined);
    drawRows();
  };
  const unknownColumn = (written: string) => {
    const name = unknownColumnOf(written, paths());
    return name === undefined ? '' : words.noColumn.replace('{0}', name);
  };
  const explain = async () => {
    const of = { run: progress?.run, object };
    const { fields } = await ask('fields', { columns: paths(), ...(object !== undefined && { object }) });
    if (of.run !== progress?.run || of.object !== object || Object.keys(fields).length === 0) return;
    facts = { ...facts, fields };
    if (sized) drawColumns();
    changed(facts, seen());
  };

  /** The columns of what is shown from now on, which can be another object. */
  const turnTo = (next: string | undefined) => {
    object = next;
    facts = { ...facts, fields: {} };
    lay(keptLayout(layouts.get(object ?? ''), columns()));
    objects.show(progress?.objects ?? [], object);
    parts.turned(object);
    explain().catch(report);
  };
  const filterOf = (written: string) => {
    const filter = searchOf(written, paths());
    return filter && { filter };
  };

  return {
    get facts() {
      return facts;
    },
    get columns() {
      return columns();
    },
    choose(next) {
      grid.leaveCell();
      sized = false;
      turnTo(next);
      start({ ...filterOf(filterText), ...(next !== undefined && { object: next }) });
    },
    show(next) {
      const isOther = next.run !== progress?.run;
      if (next.error?.code === 'RUNS_ENDED' && !isOther) return keepSeen(next);
      progress = next;
      if (isOther) reset();
      const { columns } = next;
      if (columns && columns.length !== facts.columns.length) {
        facts = { ...facts, columns };
        const [first] = next.objects ?? [];
        turnTo(first?.name);
        if (next.rows === 0) size(0, 0);
        // They come first, so that these are its rows already.
        if (first) {
          arranged = { of: next.rows, rows: first.rows };
          start({ object: first.name });
        }
      }
      drawRows();
      followRows();
    },
    arrived(first, end) {
      if (!sized) size(first, end);
      else grid.redraw(first, end);
    },
    failed(error) {
      if (!sized) size(0, 0);
      report(error);
    },
    reload() {
      // The server has them no more: what has been seen is all there is.
      if (progress?.error?.code === 'RUNS_ENDED') return grid.redraw();
      if (arranged) return start(arrangement);
      cache.clear();
      grid.redraw();
    },
    sort(sort) {
      if (sort && !canSort(sort.column)) return;
      grid.leaveCell();
      const { sort: _, ...rest } = arrangement;
      if (progress?.state !== 'running') return start({ ...rest, ...(sort && { sort }) });
      grid.showSorted(arrangement.sort);
      status.say(words.sortWhenDone);
    },
    filter(written) {
      grid.leaveCell();
      filterText = written;
      const { filter: _, ...rest } = arrangement;
      start({ ...rest, ...filterOf(written) });
    },
    async find(written, backwards) {
      const search = searchOf(written, paths());
      if (!search) return '';
      const all = facts.columns.map(({ path }) => path);
      const { place, rows } = await ask('find', { search, from: startOf(grid.activeCell(), all), backwards });
      if (!place) return unknownColumn(written) || words.notFound;
      const column = all[place.column]!;
      if (facts.layout.hidden.has(column))
        this.setLayout(withHidden(facts.layout, without(facts.layout.hidden, column)));
      grid.goTo({ row: place.row, column });
      return words.foundRows.replace('{0}', numberText(rows));
    },
    reorder(columns) {
      lay(withOrder(facts.layout, columns));
    },
    resize(column, width) {
      lay(withWidth(facts.layout, column, width));
    },
    setLayout(layout) {
      grid.leaveCell();
      lay(layout);
      drawColumns();
    },
    cell: ({ row, column }) => cache.get(row)?.[facts.columns.findIndex(({ path }) => path === column)],
    describeCell(place) {
      return { isRecord: recordIdOf(this.cell(place), facts.fields[place.column]) !== undefined };
    },
    describeColumn: path => ({
      isSortable: canSort(path),
      isSorted: arrangement.sort !== undefined,
      isPinned: facts.layout.pinned.has(path),
    }),
  };
}

/** Rows to choose widths by: fewer where there are many columns, so that it takes no time that one notices. */
function sampleOf(cache: RowCache, start: number, end: number, columns: number) {
  const rows = Math.min(end - start, columns > 100 ? 20 : 100);
  return Array.from({ length: rows }, (_, index) => cache.get(start + index)).filter(row => row !== undefined);
}

const startOf = (active: GridCell | undefined, paths: readonly string[]): CellPlace =>
  active ? { row: active.row, column: paths.indexOf(active.column) } : { row: 0, column: -1 };

const without = (paths: ReadonlySet<string>, path: string): string[] => [...paths].filter(other => other !== path);
