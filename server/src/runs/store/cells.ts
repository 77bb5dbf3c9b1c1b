/** A row as Salesforce sent it. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * A value to show; undefined where the row has no such column. A child query's rows are only counted, and of a long
 * text there is its beginning.
 */
export type Cell =
  | string
  | number
  | boolean
  | null
  | undefined
  | { readonly totalSize: number }
  | { readonly text: string; readonly length: number };

/** Characters of a text that a cell shows; the rest is in the record. */
const shownLength = 500;

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The result of a child query inside of a row. */
export const isChildResult = (value: unknown): value is Row & { totalSize: number; records: readonly unknown[] } =>
  isRow(value) && typeof value.totalSize === 'number' && Array.isArray(value.records);

/** The value at a column's path, `['Account', 'Owner', 'Name']`. Below a parent that is null it is null. */
export function valueAt(row: Row, path: readonly string[]): unknown {
  let value: unknown = row;
  for (const name of path) {
    if (value === null) return null;
    value = isRow(value) ? member(value, name) : undefined;
  }
  return value;
}

/** A cell of full length. */
export type FullCell = Exclude<Cell, { readonly text: string }>;

/** The same as a cell of full length. */
export const fullCellOf = (row: Row, path: readonly string[]): FullCell => fullCellOfValue(valueAt(row, path));

export function fullCellOfValue(value: unknown): FullCell {
  if (isChildResult(value)) return { totalSize: value.totalSize };
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return value as string | number | boolean | null | undefined;
}

/** The same as it is shown. */
export function cellOf(row: Row, path: readonly string[]): Cell {
  const cell = fullCellOf(row, path);
  if (typeof cell !== 'string' || cell.length <= shownLength) return cell;
  return { text: cell.slice(0, shownLength), length: cell.length };
}

/** The text of a cell, as it is searched and copied. */
export function textOfCell(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'object') return String(cell);
  return 'text' in cell ? cell.text : String(cell.totalSize);
}

/** The record's Id: selected, or from its address. Aggregated rows have none. */
export function idOf(row: Row): string | null {
  const id = member(row, 'Id');
  if (typeof id === 'string') return id;
  const url = isRow(row.attributes) ? row.attributes.url : undefined;
  return typeof url === 'string' ? url.slice(url.lastIndexOf('/') + 1) : null;
}

/** A column may be named as the query writes it, in another case than the org's. */
function member(row: Row, name: string): unknown {
  if (Object.hasOwn(row, name)) return row[name];
  const key = Object.keys(row).find(k => k.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : row[key];
}
