// The grid over rows that come in windows. SlickGrid draws; this file says what a cell looks like and which rows to want.
import {
  type Column,
  type CustomDataView,
  type Formatter,
  SlickCellSelectionModel,
  SlickEventHandler,
  SlickGrid,
  SlickRange,
} from 'slickgrid';
import type { RunColumn } from '../../../../server/src/protocol/runs.ts';
import { cellText, columnWidths } from './cells.ts';
import type { Row, RowCache } from './rowCache.ts';

export interface Selection {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

export interface ResultGrid {
  /** Sets or replaces the columns. */
  setColumns(columns: readonly RunColumn[], sample: readonly Row[]): void;
  setLength(rows: number): void;
  /** Draws these rows again; all of them without a range. */
  redraw(start?: number, end?: number): void;
  /** Shows the arrow of the current order. */
  showSorted(column: string | undefined, descending: boolean): void;
}

export interface GridEvents {
  sort(column: string, descending: boolean): void;
  copy(selection: Selection): void;
}

const ROW_NUMBERS = '#';

export function createGrid(
  host: HTMLElement,
  cache: RowCache,
  nonce: string,
  words: { childRows: string },
  events: GridEvents,
): ResultGrid {
  let length = 0;
  const data: CustomDataView = {
    getLength: () => length,
    getItem: (index: number) => cache.get(index),
    getItemMetadata: () => null,
  };
  const grid = new SlickGrid(host, data, [] as Column[], {
    nonce,
    rowHeight: 24,
    enableCellNavigation: true,
    enableColumnReorder: false,
    enableHtmlRendering: false,
    enableTextSelectionOnCells: false,
    multiColumnSort: false,
  });
  nameParts(host);
  const selection = new SlickCellSelectionModel();
  const handler = new SlickEventHandler();
  const wantVisible = (): void => {
    const { top, bottom } = grid.getRenderedRange();
    cache.want(top, bottom);
  };
  handler.subscribe(grid.onViewportChanged, wantVisible);
  handler.subscribe(grid.onRendered, (_, { startRow, endRow }) => numberRows(grid, startRow, endRow));
  handler.subscribe(grid.onSort, (_, args) => {
    if ('sortCol' in args && args.sortCol) events.sort(String(args.sortCol.id), !args.sortAsc);
  });
  grid.setSelectionModel(selection);
  const onShortcut = (key: KeyboardEvent): void => {
    if (!(key.ctrlKey || key.metaKey) || !grid.getActiveCell()) return;
    const letter = key.key.toLowerCase();
    if (letter === 'a') {
      selection.setSelectedRanges([new SlickRange(0, 1, length - 1, grid.getColumns().length - 1)]);
    } else if (letter === 'c') {
      const chosen = selected(grid, selection);
      if (chosen) events.copy(chosen);
    } else return;
    key.preventDefault();
    key.stopPropagation();
  };
  // On the way down: the selection model's own Ctrl+A starts at the row numbers, which cannot be selected.
  host.addEventListener('keydown', onShortcut, { capture: true });

  new ResizeObserver(() => {
    grid.resizeCanvas();
    wantVisible();
  }).observe(host);

  return {
    setColumns(columns, sample) {
      grid.setColumns(gridColumns(columns, sample, words.childRows));
      host.setAttribute('aria-colcount', String(columns.length + 1));
    },
    setLength(rows) {
      length = rows;
      grid.updateRowCount();
      grid.render();
      host.setAttribute('aria-rowcount', String(rows + 1));
      wantVisible();
    },
    redraw(start, end) {
      if (start === undefined || end === undefined) grid.invalidate();
      else grid.invalidateRows(Array.from({ length: end - start }, (_, index) => start + index));
      grid.render();
      wantVisible();
    },
    showSorted(column, descending) {
      grid.setSortColumns(column === undefined ? [] : [{ columnId: column, sortAsc: !descending }]);
      for (const header of host.querySelectorAll('.slick-header-column')) {
        const sorted = header.classList.contains('slick-header-column-sorted');
        header.setAttribute('aria-sort', sorted ? (descending ? 'descending' : 'ascending') : 'none');
      }
    },
  };
}

/** Tells screen readers which row of the whole result each drawn row is; the header is the first. */
function numberRows(grid: SlickGrid, startRow: number, endRow: number): void {
  for (let row = startRow; row <= endRow; row++) {
    grid.getCellNode(row, 0)?.parentElement?.setAttribute('aria-rowindex', String(row + 2));
  }
}

/** What is selected, in columns of the result (the row numbers are not one); the active cell where nothing is. */
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
  if (toCell === 0) return undefined;
  return { fromRow, toRow, fromColumn: Math.max(0, fromCell - 1), toColumn: toCell - 1 };
}

function gridColumns(columns: readonly RunColumn[], sample: readonly Row[], childRows: string): Column[] {
  const widths = columnWidths(columns, sample, textMeasure());
  const numbers: Column = {
    id: ROW_NUMBERS,
    field: ROW_NUMBERS,
    name: '',
    width: 64,
    resizable: false,
    selectable: false,
    focusable: false,
    cssClass: 'row-number',
    formatter: row => ({ text: String(row + 1) }),
  };
  return [
    numbers,
    ...columns.map(
      (column, index): Column => ({
        id: column.path,
        field: String(index),
        name: column.path,
        toolTip: column.path,
        width: widths[index]!,
        minWidth: 40,
        sortable: column.kind !== 'children',
        cssClass: column.kind === 'number' ? 'number' : '',
        headerCssClass: column.kind === 'number' ? 'number' : '',
        formatter: formatter(index, childRows),
      }),
    ),
  ];
}

/** Measures text in the page's bold font, which titles have and values stay within. */
function textMeasure(): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d')!;
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  context.font = `600 ${fontSize} ${fontFamily}`;
  return text => context.measureText(text).width;
}

function formatter(index: number, childRows: string): Formatter {
  return (_row, _cell, _value, _column, row: Row | undefined) => {
    if (!row) return { text: '', addClasses: 'loading' };
    const cell = row[index];
    if (cell === null) return { text: 'null', addClasses: 'null' };
    if (typeof cell === 'object' && 'totalSize' in cell)
      return { text: childRows.replace('{0}', String(cell.totalSize)), addClasses: 'null' };
    const text = cellText(cell);
    return { text, toolTip: text.length > 40 ? text : '' };
  };
}

/** Between a grid and its rows nothing may stand that takes the focus and has no role. */
function nameParts(host: HTMLElement): void {
  for (const part of host.querySelectorAll('.slick-pane, .slick-viewport')) part.removeAttribute('tabindex');
  for (const part of host.querySelectorAll('.grid-canvas, :scope > [tabindex]')) part.setAttribute('role', 'rowgroup');
}
