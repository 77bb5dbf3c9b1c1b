import { isRow, type Row } from './cells.ts';
import { type Column, discoverColumns, objectColumn } from './columns.ts';

/** The rows of one object among those of several: they stand together. */
export interface ObjectRows {
  readonly name: string;
  readonly rows: number;
  /** The paths of the columns that they have. */
  readonly columns: readonly string[];
}

/** The objects of rows that come object by object. */
export function objectsOf(rows: readonly Row[], columns: readonly Column[]): ObjectRows[] {
  const groups = Map.groupBy(rows, ({ attributes }) => String(isRow(attributes) ? attributes.type : ''));
  return [...groups].map(([name, group]) => {
    const has = new Set(discoverColumns(group, []).map(({ path }) => path.toLowerCase()));
    const paths = columns
      .map(({ path }) => path)
      .filter(path => path !== objectColumn && beginnings(path).some(one => has.has(one)));
    return { name, rows: group.length, columns: paths };
  });
}

/** A parent that is null in all rows stands there without its fields. */
function beginnings(path: string): string[] {
  const names = path.toLowerCase().split('.');
  return names.map((_, index) => names.slice(0, index + 1).join('.'));
}

/** Where the rows of an object are, half-open; none where there is no such object. */
export function rangeOf(
  objects: readonly ObjectRows[],
  object: string,
): { readonly start: number; readonly end: number } {
  let start = 0;
  for (const { name, rows } of objects) {
    if (name === object) return { start, end: start + rows };
    start += rows;
  }
  return { start: 0, end: 0 };
}
