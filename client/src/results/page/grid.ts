// The grid over rows that come in windows. SlickGrid draws; this file says which rows to want, and what is selected.
import {
  type Column,
  type CustomDataView,
  type GridOption,
  SlickCellSelectionModel,
  SlickEventHandler,
  type SlickGrid,
  SlickRange,
} from 'slickgrid';
import { createFetchAhead } from './fetchAhead.ts';
import { type ColumnFacts, gridColumns, ROW_NUMBERS } from './gridColumns.ts';
import { beOneTabStop } from './gridFocus.ts';
import { shownColumns } from './layout.ts';
import type { Sort, Words } from './messages.ts';
import { ResultSlickGrid } from './resultSlickGrid.ts';
import type { RowCache } from './rowCache.ts';

/** A range of cells, both ends included. */
export interface Selection {
  readonly fromRow: number;
  readonly toRow: number;
  /** Paths, from left to right. */
  readonly columns: readonly string[];
}

export interface GridCell {
  readonly row: number;
  /** The path of its column. */
  readonly column: string;
}

export interface ResultGrid {
  /** For what else edits or decorates cells. */
  readonly slick: SlickGrid;
  setColumns(facts: ColumnFacts): void;
  setLength(rows: number): void;
  /**
   * Draws these rows again, as far as they are drawn; all of them without a range. The row in which somebody is typing
   * follows when they are done, and so do other columns.
   */
  redraw(start?: number, end?: number): void;
  /** Shows the arrow of the current order. */
  showSorted(sort: Sort | undefined): void;
  /** What is selected; the active cell where nothing is. */
  selection(): Selection | undefined;
  /** The cell with the focus. */
  activeCell(): GridCell | undefined;
  /** Scrolls to a cell and makes it the active one. */
  goTo(cell: GridCell): void;
  focus(): void;
  /** Takes what is open in a cell, which stays open where it cannot be taken. */
  leaveCell(): void;
}

export interface GridEvents {
  sort(column: string, descending: boolean): void;
  copy(): void;
  find(): void;
  /** A cell is opened: with Enter, or by a double click. */
  open(cell: GridCell): void;
  /** The record behind a cell is opened. */
  follow(cell: GridCell): void;
  /** Where the next context menu will be about. */
  menu(about: GridCell | { readonly header: string } | undefined): void;
  reordered(columns: readonly string[]): void;
  resized(column: string, width: number): void;
}

export function createGrid(
  host: HTMLElement,
  cache: RowCache,
  nonce: string,
  words: Words,
  events: GridEvents,
): ResultGrid {
  let length = 0;
  const data: CustomDataView = {
    getLength: () => length,
    getItem: (index: number) => cache.get(index),
    getItemMetadata: () => null,
  };
  const options: GridOption = {
    nonce,
    rowHeight: 24,
    enableCellNavigation: true,
    enableColumnReorder: true,
    enableHtmlRendering: false,
    enableTextSelectionOnCells: false,
    multiColumnSort: false,
    // Otherwise SlickGrid shows an alert, which a webview refuses.
    invalidColumnFreezeWidthCallback: () => undefined,
  };
  const grid = new ResultSlickGrid(host, data, [] as Column[], options);
  nameParts(host);
  const selection = new SlickCellSelectionModel();
  const wantVisible = createFetchAhead(() => grid.getRenderedRange(), cache.want);
  grid.setSelectionModel(selection);
  listen(grid, host, events, wantVisible);
  listenToKeys(grid, selection, host, events);
  beOneTabStop(grid, host);
  const afterTyping = holdWhileTyping(grid);
  new ResizeObserver(() => {
    grid.resizeCanvas();
    wantVisible();
  }).observe(host);

  return {
    slick: grid,
    setColumns(facts) {
      if (grid.getCellEditor()) return afterTyping('columns', () => this.setColumns(facts));
      const pinned = shownColumns(facts.layout).filter(path => facts.layout.pinned.has(path)).length;
      const frozenColumn = pinned > 0 ? pinned : -1;
      grid.setColumns(gridColumns(facts, words));
      grid.pin(frozenColumn);
      host.setAttribute('aria-colcount', String(grid.getColumns().length));
    },
    setLength(rows) {
      length = rows;
      grid.updateRowCount();
      grid.render();
      host.setAttribute('aria-rowcount', String(rows + 1));
      wantVisible();
    },
    redraw(start = 0, end = Number.POSITIVE_INFINITY) {
      const drawn = Object.keys(grid.getRowCache()).map(Number);
      const typedIn = grid.getCellEditor() ? grid.getActiveCell()?.row : undefined;
      if (typedIn !== undefined) afterTyping('row', () => this.redraw(typedIn, typedIn + 1));
      const stale = drawn.filter(row => row >= start && row < end && row !== typedIn);
      if (stale.length === 0) return;
      grid.invalidateRows(stale);
      grid.render();
      wantVisible();
    },
    showSorted(sort) {
      grid.setSortColumns(sort ? [{ columnId: sort.column, sortAsc: !sort.descending }] : []);
      for (const header of host.querySelectorAll('.slick-header-column')) {
        const sorted = header.classList.contains('slick-header-column-sorted');
        header.setAttribute('aria-sort', sorted ? (sort?.descending ? 'descending' : 'ascending') : 'none');
      }
    },
    selection: () => selected(grid, selection),
    activeCell() {
      const active = grid.getActiveCell();
      return active ? cellAt(grid, active.row, active.cell) : undefined;
    },
    goTo({ row, column }) {
      const cell = grid.getColumnIndex(column);
      if (cell === undefined) return;
      grid.scrollRowIntoView(row);
      grid.setActiveCell(row, cell);
      selection.setSelectedRanges([new SlickRange(row, cell, row, cell)]);
    },
    focus: () => grid.focus(),
    leaveCell: () => void grid.getEditorLock()?.commitCurrentEdit(),
  };
}

/** What would close the cell in which somebody is typing is done once that is closed: of each kind the last. */
function holdWhileTyping(grid: SlickGrid): (kind: string, act: () => void) => void {
  const held = new Map<string, () => void>();
  grid.onBeforeCellEditorDestroy.subscribe(() => {
    queueMicrotask(() => {
      const acts = [...held.values()];
      held.clear();
      for (const act of acts) act();
    });
  });
  return (kind, act) => void held.set(kind, act);
}

function listen(grid: SlickGrid, host: HTMLElement, events: GridEvents, wantVisible: () => void): void {
  const handler = new SlickEventHandler();
  handler.subscribe(grid.onViewportChanged, wantVisible);
  handler.subscribe(grid.onRendered, () => numberRows(host));
  handler.subscribe(grid.onSort, (_, args) => {
    if ('sortCol' in args && args.sortCol) events.sort(String(args.sortCol.id), !args.sortAsc);
  });
  handler.subscribe(grid.onDblClick, (_, { row, cell }) => {
    const place = cellAt(grid, row, cell);
    if (place) events.open(place);
  });
  handler.subscribe(grid.onClick, (event, { row, cell }) => {
    const place = cellAt(grid, row, cell);
    const mouse = event.getNativeEvent<MouseEvent>();
    if (place && (mouse.ctrlKey || mouse.metaKey)) events.follow(place);
  });
  handler.subscribe(grid.onColumnsReordered, () => events.reordered(shownPaths(grid)));
  handler.subscribe(grid.onColumnsResized, (_, { triggeredByColumn }) => {
    const column = grid.getColumns().find(({ id }) => id === triggeredByColumn);
    if (column?.width !== undefined) events.resized(String(column.id), column.width);
  });
  // On the way down, before VS Code reads what the menu is about. By key it is about the active cell.
  host.addEventListener(
    'contextmenu',
    event => {
      const header = (event.target as Element).closest<HTMLElement>('.slick-header-column')?.dataset.id;
      if (header !== undefined) return events.menu(header === ROW_NUMBERS ? undefined : { header });
      const place = grid.getCellFromEvent(event) ?? grid.getActiveCell();
      const cell = place ? cellAt(grid, place.row, place.cell) : undefined;
      if (cell && !isSelected(grid, place!)) grid.setActiveCell(place!.row, place!.cell);
      return events.menu(cell);
    },
    { capture: true },
  );
}

function listenToKeys(
  grid: SlickGrid,
  selection: SlickCellSelectionModel,
  host: HTMLElement,
  events: GridEvents,
): void {
  const shortcuts: Record<string, () => void> = {
    a: () => {
      const last = new SlickRange(0, 1, grid.getDataLength() - 1, grid.getColumns().length - 1);
      selection.setSelectedRanges([last]);
    },
    c: events.copy,
    f: events.find,
  };
  const act = (key: KeyboardEvent): boolean => {
    // The keys of a cell that is edited are its own.
    if (grid.getCellEditor()) return false;
    const active = grid.getActiveCell();
    const control = key.ctrlKey || key.metaKey;
    const place = active ? cellAt(grid, active.row, active.cell) : undefined;
    if (key.key === 'Enter' && !key.shiftKey && place) {
      if (control) events.follow(place);
      else events.open(place);
      return true;
    }
    const shortcut = control && !key.altKey && !key.shiftKey ? shortcuts[key.key.toLowerCase()] : undefined;
    if (!shortcut || (!active && key.key.toLowerCase() !== 'f')) return false;
    shortcut();
    return true;
  };
  // On the way down: the selection model's own Ctrl+A starts at the row numbers, which cannot be selected.
  host.addEventListener(
    'keydown',
    key => {
      if (!act(key)) return;
      key.preventDefault();
      key.stopPropagation();
    },
    { capture: true },
  );
}

/**
 * Tells screen readers which row of the whole result each drawn row is; the header is the first. With pinned columns a
 * row is drawn in two halves.
 */
function numberRows(host: HTMLElement): void {
  for (const row of host.querySelectorAll<HTMLElement>('.slick-row:not([aria-rowindex])')) {
    row.setAttribute('aria-rowindex', String(Number(row.dataset.row) + 2));
  }
}

function selected(grid: SlickGrid, model: SlickCellSelectionModel): Selection | undefined {
  const range = model.getSelectedRanges()[0];
  const active = grid.getActiveCell();
  if (!range && !active) return undefined;
  const { fromRow, toRow, fromCell, toCell } = range ?? {
    fromRow: active!.row,
    toRow: active!.row,
    fromCell: active!.cell,
    toCell: active!.cell,
  };
  const columns = grid.getColumns().slice(Math.max(1, fromCell), toCell + 1);
  return columns.length === 0 ? undefined : { fromRow, toRow, columns: columns.map(({ id }) => String(id)) };
}

function isSelected(grid: SlickGrid, { row, cell }: { readonly row: number; readonly cell: number }): boolean {
  const ranges = (grid.getSelectionModel() as SlickCellSelectionModel).getSelectedRanges();
  return ranges.some(range => range.contains(row, cell));
}

function cellAt(grid: SlickGrid, row: number, cell: number): GridCell | undefined {
  const column = grid.getColumns()[cell];
  return !column || column.id === ROW_NUMBERS ? undefined : { row, column: String(column.id) };
}

const shownPaths = (grid: SlickGrid): string[] =>
  grid
    .getColumns()
    .map(({ id }) => String(id))
    .filter(id => id !== ROW_NUMBERS);

/** Between a grid and its rows nothing may stand that takes the focus and has no role. */
function nameParts(host: HTMLElement): void {
  for (const part of host.querySelectorAll('.slick-pane, .slick-viewport')) part.removeAttribute('tabindex');
  for (const part of host.querySelectorAll('.grid-canvas')) part.setAttribute('role', 'rowgroup');
}
