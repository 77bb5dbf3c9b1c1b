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
  activateRow(grid, row, { from: row, to: row });
}

/** From the row of the active cell on, which may be out of sight and stays there. */
export function extendToRow(grid: SlickGrid, row: number): void {
  const active = grid.getActiveCell();
  if (!active) selectRow(grid, row);
  else if (grid.getEditorLock()?.commitCurrentEdit()) selectRows(grid, { from: active.row, to: row });
}

/** The rows of all selected cells. */
export function selectTheirRows(grid: SlickGrid): void {
  const range = selectedRange(grid);
  const active = grid.getActiveCell();
  if (range && active) activateRow(grid, active.row, { from: range.fromRow, to: range.toRow });
}

/** Has to come before other columns do: ranges are by the places of columns. From then on the active cell counts. */
export function selectNothing(grid: SlickGrid): void {
  model(grid).setSelectedRanges([]);
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

interface Rows {
  readonly from: number;
  readonly to: number;
}

/** Makes the first cell of a row active, and selects rows. */
function activateRow(grid: SlickGrid, row: number, selected: Rows): void {
  if (!grid.getEditorLock()?.commitCurrentEdit()) return;
  const { leftPx } = grid.getViewport();
  grid.setActiveCell(row, FIRST);
  grid.scrollToX(leftPx);
  selectRows(grid, selected);
}

function selectRows(grid: SlickGrid, { from, to }: Rows): void {
  model(grid).setSelectedRanges([new SlickRange(from, FIRST, to, lastCell(grid))]);
}

/** As far as there are rows: a filter leaves the range of before. */
function selectedRange(grid: SlickGrid): SlickRange | undefined {
  const [range] = ranges(grid);
  const lastRow = grid.getDataLength() - 1;
  if (range && range.fromRow <= lastRow) {
    return new SlickRange(range.fromRow, range.fromCell, Math.min(range.toRow, lastRow), range.toCell);
  }
  const active = grid.getActiveCell();
  return active ? new SlickRange(active.row, active.cell) : undefined;
}

const ranges = (grid: SlickGrid): readonly SlickRange[] => model(grid).getSelectedRanges();

const lastCell = (grid: SlickGrid): number => grid.getColumns().length - 1;

const model = (grid: SlickGrid): SlickCellSelectionModel => grid.getSelectionModel() as SlickCellSelectionModel;
