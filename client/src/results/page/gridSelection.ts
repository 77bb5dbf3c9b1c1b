// What is selected in the grid: a range of cells, whole rows, whole columns. The row numbers never are.
import { type SlickCellSelectionModel, type SlickGrid, SlickRange } from 'slickgrid';

/** A range of cells, both ends included. */
export interface Selection {
  readonly fromRow: number;
  readonly toRow: number;
  /** Paths, from left to right. */
  readonly columns: readonly string[];
}

/** The place of the first column that is no row number. */
const FIRST = 1;

/** What is selected; the active cell where nothing is. */
export function selectedCells(grid: SlickGrid): Selection | undefined {
  const range = selectedRange(grid);
  if (!range) return undefined;
  const { fromRow, toRow, fromCell, toCell } = range;
  const columns = grid.getColumns().slice(Math.max(FIRST, fromCell), toCell + 1);
  return columns.length === 0 ? undefined : { fromRow, toRow, columns: columns.map(({ id }) => String(id)) };
}

export const isSelected = (grid: SlickGrid, row: number, cell: number): boolean =>
  ranges(grid).some(range => range.contains(row, cell));

/** Whether any of its cells is selected. */
export const isRowSelected = (grid: SlickGrid, row: number): boolean =>
  ranges(grid).some(({ fromRow, toRow }) => fromRow <= row && row <= toRow);

export function selectCell(grid: SlickGrid, row: number, cell: number): void {
  model(grid).setSelectedRanges([new SlickRange(row, cell, row, cell)]);
}

/** Its first cell becomes active: from there Shift and an arrow go on. What is in sight sideways stays there. */
export function selectRow(grid: SlickGrid, row: number): void {
  selectRowsTo(grid, row, row);
}

/** From the row of the active cell on. */
export function extendToRow(grid: SlickGrid, row: number): void {
  const active = grid.getActiveCell();
  if (!active) selectRow(grid, row);
  else if (grid.getEditorLock()?.commitCurrentEdit()) selectRows(grid, active.row, row);
}

/** The rows of all selected cells. */
export function selectTheirRows(grid: SlickGrid): void {
  const range = selectedRange(grid);
  const active = grid.getActiveCell();
  if (range && active) selectRowsTo(grid, active.row, active.row === range.fromRow ? range.toRow : range.fromRow);
}

/** The columns of all selected cells. */
export function selectTheirColumns(grid: SlickGrid): void {
  const range = selectedRange(grid);
  if (!range) return;
  model(grid).setSelectedRanges([new SlickRange(0, range.fromCell, grid.getDataLength() - 1, range.toCell)]);
}

export function selectAll(grid: SlickGrid): void {
  if (!grid.getEditorLock()?.commitCurrentEdit()) return;
  if (!grid.getActiveCell()) selectRow(grid, grid.getViewport().top);
  grid.focus();
  model(grid).setSelectedRanges([new SlickRange(0, FIRST, grid.getDataLength() - 1, lastCell(grid))]);
}

/** Makes the first cell of the row `active` the active one. */
function selectRowsTo(grid: SlickGrid, active: number, to: number): void {
  if (!grid.getEditorLock()?.commitCurrentEdit()) return;
  const { leftPx } = grid.getViewport();
  grid.setActiveCell(active, FIRST);
  grid.scrollToX(leftPx);
  selectRows(grid, active, to);
}

function selectRows(grid: SlickGrid, from: number, to: number): void {
  model(grid).setSelectedRanges([new SlickRange(from, FIRST, to, lastCell(grid))]);
}

function selectedRange(grid: SlickGrid): SlickRange | undefined {
  const [range] = ranges(grid);
  const active = grid.getActiveCell();
  return range ?? (active ? new SlickRange(active.row, active.cell) : undefined);
}

const ranges = (grid: SlickGrid): readonly SlickRange[] => model(grid).getSelectedRanges();

const lastCell = (grid: SlickGrid): number => grid.getColumns().length - 1;

const model = (grid: SlickGrid): SlickCellSelectionModel => grid.getSelectionModel() as SlickCellSelectionModel;
