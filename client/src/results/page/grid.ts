// The grid over rows that come in windows. SlickGrid draws; this file says which rows to want, and when to draw again.
import { type CustomDataView, type GridOption, SlickCellSelectionModel, type SlickGrid } from 'slickgrid';
import { createFetchAhead } from './fetchAhead.ts';
import { activeCell, type GridCell } from './gridCells.ts';
import { type ColumnFacts, gridColumns } from './gridColumns.ts';
import { type GridEvents, listenToGrid } from './gridEvents.ts';
import { beOneTabStop } from './gridFocus.ts';
import { type Selection, selectCell, selectedCells, selectNothing } from './gridSelection.ts';
import { shownColumns } from './layout.ts';
import type { Sort, Words } from './messages.ts';
import { ResultSlickGrid } from './resultSlickGrid.ts';
import type { RowCache } from './rowCache.ts';

interface Parts {
  readonly host: HTMLElement;
  readonly cache: RowCache;
  readonly nonce: string;
  readonly words: Words;
  readonly events: GridEvents;
}

const options: GridOption = {
  rowHeight: 24,
  enableCellNavigation: true,
  enableColumnReorder: true,
  enableHtmlRendering: false,
  enableTextSelectionOnCells: false,
  multiColumnSort: false,
  // Otherwise SlickGrid shows an alert, which a webview refuses.
  invalidColumnFreezeWidthCallback: () => undefined,
};

export class ResultGrid {
  /** For what else edits or decorates cells. */
  readonly slick: ResultSlickGrid;
  readonly #host: HTMLElement;
  readonly #words: Words;
  readonly #events: GridEvents;
  /** Fetches the rows that are drawn, and those around them. */
  readonly #want: () => void;
  readonly #afterTyping: (kind: string, act: () => void) => void;
  #length = 0;

  constructor({ host, cache, nonce, words, events }: Parts) {
    this.#host = host;
    this.#words = words;
    this.#events = events;
    const data: CustomDataView = {
      getLength: () => this.#length,
      getItem: (index: number) => cache.get(index),
      getItemMetadata: () => null,
    };
    const slick = new ResultSlickGrid(host, data, [], { ...options, nonce });
    this.slick = slick;
    this.#want = createFetchAhead(() => slick.getRenderedRange(), cache.want);
    slick.setSelectionModel(new SlickCellSelectionModel());
    slick.onViewportChanged.subscribe(this.#want);
    nameParts(host);
    slick.onRendered.subscribe(() => numberRows(host));
    listenToGrid(slick, host, events);
    beOneTabStop(slick, host);
    this.#afterTyping = holdWhileTyping(slick);
    new ResizeObserver(() => {
      slick.resizeCanvas();
      this.#want();
    }).observe(host);
  }

  setColumns(facts: ColumnFacts): void {
    if (this.slick.getCellEditor()) {
      this.#afterTyping('columns', () => this.setColumns(facts));
      return;
    }
    const pinned = shownColumns(facts.layout).filter(path => facts.layout.pinned.has(path)).length;
    const columns = gridColumns(facts, this.#words);
    const before = this.slick.getColumns();
    if (columns.length !== before.length || columns.some(({ id }, index) => id !== before[index]!.id))
      selectNothing(this.slick);
    this.slick.setColumns(columns);
    this.slick.pin(pinned > 0 ? pinned : -1);
    this.#host.setAttribute('aria-colcount', String(this.slick.getColumns().length));
    this.#events.selected();
  }

  setLength(rows: number): void {
    this.#length = rows;
    this.slick.updateRowCount();
    this.slick.render();
    this.#host.setAttribute('aria-rowcount', String(rows + 1));
    this.#want();
  }

  /**
   * Draws these rows again, as far as they are drawn; all of them without a range. The row in which somebody is typing
   * follows when they are done, and so do other columns.
   */
  redraw(start = 0, end = Number.POSITIVE_INFINITY): void {
    this.#events.selected();
    const drawn = Object.keys(this.slick.getRowCache()).map(Number);
    const typedIn = this.slick.getCellEditor() ? this.slick.getActiveCell()?.row : undefined;
    if (typedIn !== undefined) this.#afterTyping('row', () => this.redraw(typedIn, typedIn + 1));
    const stale = drawn.filter(row => row >= start && row < end && row !== typedIn);
    if (stale.length === 0) return;
    this.slick.invalidateRows(stale);
    this.slick.render();
    this.#want();
  }

  /** Shows the arrow of the current order. */
  showSorted(sort: Sort | undefined): void {
    this.slick.setSortColumns(sort ? [{ columnId: sort.column, sortAsc: !sort.descending }] : []);
    for (const header of this.#host.querySelectorAll('.slick-header-column')) {
      const sorted = header.classList.contains('slick-header-column-sorted');
      header.setAttribute('aria-sort', sorted ? (sort?.descending ? 'descending' : 'ascending') : 'none');
    }
  }

  /** What is selected; the active cell where nothing is. */
  selection(): Selection | undefined {
    return selectedCells(this.slick);
  }

  /** The cell with the focus. */
  activeCell(): GridCell | undefined {
    return activeCell(this.slick);
  }

  /** Scrolls to a cell and makes it the active one. */
  goTo({ row, column }: GridCell): void {
    const cell = this.slick.getColumnIndex(column);
    if (cell === undefined) return;
    this.slick.scrollRowIntoView(row);
    this.slick.setActiveCell(row, cell);
    selectCell(this.slick, row, cell);
  }

  focus(): void {
    this.slick.focus();
  }

  /** Takes what is open in a cell, which stays open where it cannot be taken. */
  leaveCell(): void {
    this.slick.getEditorLock()?.commitCurrentEdit();
  }
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

/**
 * Tells screen readers which row of the whole result each drawn row is; the header is the first. With pinned columns a
 * row is drawn in two halves.
 */
function numberRows(host: HTMLElement): void {
  for (const row of host.querySelectorAll<HTMLElement>('.slick-row:not([aria-rowindex])')) {
    row.setAttribute('aria-rowindex', String(Number(row.dataset.row) + 2));
  }
}

/** Between a grid and its rows nothing may stand that takes the focus and has no role. */
function nameParts(host: HTMLElement): void {
  for (const part of host.querySelectorAll('.slick-pane, .slick-viewport')) part.removeAttribute('tabindex');
  for (const part of host.querySelectorAll('.grid-canvas')) part.setAttribute('role', 'rowgroup');
}
