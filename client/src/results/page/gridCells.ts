// Cells and ranges of the grid, told by the paths of their columns: never one of the row numbers.
import type { SlickCellSelectionModel, SlickGrid } from 'slickgrid';
import { ROW_NUMBERS } from './gridColumns.ts';

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

export function cellAt(grid: SlickGrid, row: number, cell: number): GridCell | undefined {
  const column = grid.getColumns()[cell];
  return !column || column.id === ROW_NUMBERS ? undefined : { row, column: String(column.id) };
}

/** The cell with the focus. */
export function activeCell(grid: SlickGrid): GridCell | undefined {
  const active = grid.getActiveCell();
  return active ? cellAt(grid, active.row, active.cell) : undefined;
}

/** What is selected; the active cell where nothing is. */
export function selectedCells(grid: SlickGrid): Selection | undefined {
  const [range] = selectionModel(grid).getSelectedRanges();
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

export const isSelected = (grid: SlickGrid, { row, cell }: { readonly row: number; readonly cell: number }): boolean =>
  selectionModel(grid)
    .getSelectedRanges()
    .some(range => range.contains(row, cell));

export const selectionModel = (grid: SlickGrid): SlickCellSelectionModel =>
  grid.getSelectionModel() as SlickCellSelectionModel;

/** From left to right. */
export const shownPaths = (grid: SlickGrid): string[] =>
  grid
    .getColumns()
    .map(({ id }) => String(id))
    .filter(id => id !== ROW_NUMBERS);
