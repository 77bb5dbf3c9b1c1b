// What a person does in the grid, by mouse and by keys.
import { SlickEventHandler, type SlickGrid } from 'slickgrid';
import { activeCell, cellAt, type GridCell, shownPaths } from './gridCells.ts';
import { ROW_NUMBERS } from './gridColumns.ts';
import {
  extendToRow,
  isRowSelected,
  isSelected,
  selectAll,
  selectNothing,
  selectRow,
  selectTheirColumns,
  selectTheirRows,
} from './gridSelection.ts';

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
  /** Other cells are selected, or what stands in them may be something else. */
  selected(): void;
  reordered(columns: readonly string[]): void;
  resized(column: string, width: number): void;
}

export function listenToGrid(grid: SlickGrid, host: HTMLElement, events: GridEvents): void {
  grid.getSelectionModel()?.onSelectedRangesChanged.subscribe(() => events.selected());
  listenToColumns(grid, events);
  listenToClicks(grid, events);
  listenToMenus(grid, host, events);
  listenToKeys(grid, host, events);
}

function listenToColumns(grid: SlickGrid, events: GridEvents): void {
  const handler = new SlickEventHandler();
  handler.subscribe(grid.onSort, (_, args) => {
    if ('sortCol' in args && args.sortCol) events.sort(String(args.sortCol.id), !args.sortAsc);
  });
  handler.subscribe(grid.onHeaderClick, (_, { column }) => {
    if (column.id === ROW_NUMBERS) selectAll(grid);
  });
  handler.subscribe(grid.onColumnsReordered, () => {
    selectNothing(grid);
    events.reordered(shownPaths(grid));
  });
  handler.subscribe(grid.onColumnsResized, (_, { triggeredByColumn }) => {
    const column = grid.getColumns().find(({ id }) => id === triggeredByColumn);
    if (column?.width !== undefined) events.resized(String(column.id), column.width);
  });
}

function listenToClicks(grid: SlickGrid, events: GridEvents): void {
  const handler = new SlickEventHandler();
  handler.subscribe(grid.onDblClick, (_, { row, cell }) => {
    const place = cellAt(grid, row, cell);
    if (place) events.open(place);
  });
  handler.subscribe(grid.onClick, (event, { row, cell }) => {
    const place = cellAt(grid, row, cell);
    const mouse = event.getNativeEvent<MouseEvent>();
    if (!place && mouse.shiftKey) extendToRow(grid, row);
    else if (!place) selectRow(grid, row);
    else if (mouse.ctrlKey || mouse.metaKey) events.follow(place);
  });
}

/**
 * On the way down, before VS Code reads what the menu is about: by key about the active cell, on the number of a row about
 * that row. What is not selected is selected first.
 */
function listenToMenus(grid: SlickGrid, host: HTMLElement, events: GridEvents): void {
  host.addEventListener(
    'contextmenu',
    event => {
      const header = (event.target as Element).closest<HTMLElement>('.slick-header-column')?.dataset.id;
      if (header !== undefined) return events.menu(header === ROW_NUMBERS ? undefined : { header });
      const place = grid.getCellFromEvent(event) ?? grid.getActiveCell();
      const cell = place && cellAt(grid, place.row, place.cell);
      if (cell && !isSelected(grid, place.row, place.cell)) grid.setActiveCell(place.row, place.cell);
      if (place && !cell && !isRowSelected(grid, place.row)) selectRow(grid, place.row);
      return events.menu(cell ?? activeCell(grid));
    },
    { capture: true },
  );
}

/** On the way down: the selection model's own Ctrl+A starts at the row numbers, which cannot be selected. */
function listenToKeys(grid: SlickGrid, host: HTMLElement, events: GridEvents): void {
  host.addEventListener(
    'keydown',
    key => {
      const act = actOf(key, grid, events);
      if (!act) return;
      key.preventDefault();
      key.stopPropagation();
      act();
    },
    { capture: true },
  );
}

/** Undefined where the key is none of these. */
function actOf(key: KeyboardEvent, grid: SlickGrid, events: GridEvents): (() => void) | undefined {
  // The keys of a cell that is edited are its own.
  if (grid.getCellEditor()) return undefined;
  const control = key.ctrlKey || key.metaKey;
  const place = activeCell(grid);
  if (key.key === 'Enter' && !key.shiftKey && place) return () => (control ? events.follow(place) : events.open(place));
  if (key.key === ' ' && key.shiftKey && !control && !key.altKey) return () => selectTheirRows(grid);
  if (!control || key.altKey || key.shiftKey) return undefined;
  const name = key.key.toLowerCase();
  if (name === 'f') return events.find;
  if (!grid.getActiveCell()) return undefined;
  return { a: () => selectAll(grid), c: events.copy, ' ': () => selectTheirColumns(grid) }[name];
}
