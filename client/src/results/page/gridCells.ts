// Cells of the grid, told by the paths of their columns. The row numbers are none.
import type { SlickGrid } from 'slickgrid';
import { ROW_NUMBERS } from './gridColumns.ts';

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

/** From left to right. */
export const shownPaths = (grid: SlickGrid): string[] =>
  grid
    .getColumns()
    .map(({ id }) => String(id))
    .filter(id => id !== ROW_NUMBERS);
