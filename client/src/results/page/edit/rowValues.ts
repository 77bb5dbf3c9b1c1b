// What a row shows, by the paths of the columns. Pure.
import type { Cell, RunColumn } from '../../../../../server/src/protocol/runs.ts';
import type { Row } from '../rowCache.ts';
import type { Value } from './values.ts';

type Columns = readonly Pick<RunColumn, 'path'>[];

/** The place of a column, -1 where there is none. A query may write names in any case. */
export const columnIndex = (columns: Columns, path: string): number =>
  columns.findIndex(one => one.path.toLowerCase() === path.toLowerCase());

export const cellOf = (columns: Columns, row: Row, path: string): Cell => row[columnIndex(columns, path)];

/** Whether the row has only the beginning of a text. */
export const isCut = (cell: Cell): boolean => typeof cell === 'object' && cell !== null && 'text' in cell;

/** The value in a cell, as far as it is here. */
export function plain(cell: Cell): Value {
  if (cell === undefined || cell === null) return null;
  if (typeof cell !== 'object') return cell;
  return 'text' in cell ? cell.text : cell.totalSize;
}
