/** A row as Salesforce sent it. */
export type Row = Readonly<Record<string, unknown>>;

/** A value to show; undefined where the row has no such column. A child query's rows are only counted. */
export type Cell = string | number | boolean | null | undefined | { readonly totalSize: number };

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The result of a child query inside of a row. */
export const isChildResult = (value: unknown): value is Row & { totalSize: number } =>
  isRow(value) && typeof value.totalSize === 'number' && Array.isArray(value.records);

/** The cell at a column's path, `['Account', 'Owner', 'Name']`. Below a parent that is null the cell is null. */
export function cellOf(row: Row, path: readonly string[]): Cell {
  let value: unknown = row;
  for (const name of path) {
    if (value === null) return null;
    value = isRow(value) ? member(value, name) : undefined;
  }
  if (isChildResult(value)) return { totalSize: value.totalSize };
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return value as Cell;
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
