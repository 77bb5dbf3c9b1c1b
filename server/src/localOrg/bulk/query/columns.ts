import { type ColumnMetadata, describeQuery, type QueryRecord, type QueryRequest } from '../../engine/index.ts';

/** A column of a query job's CSV. */
export interface QueryColumn {
  /** `Name`, `Account.Owner.Name`: as in the query, parents with dots. */
  readonly name: string;
  readonly read: (record: QueryRecord) => string;
}

/** The columns in the order of the query. */
export function queryColumns(request: QueryRequest): readonly QueryColumn[] {
  return describeQuery(request).columnMetadata.flatMap(column => leaves(column, []));
}

function leaves(column: ColumnMetadata, parents: readonly string[]): readonly QueryColumn[] {
  const path = [...parents, column.columnName];
  if (column.joinColumns.length > 0) return column.joinColumns.flatMap(joined => leaves(joined, path));
  const text = column.apexType === 'Datetime' ? dateTimeText : plainText;
  return [{ name: path.join('.'), read: record => text(valueAt(record, path)) }];
}

function valueAt(record: QueryRecord, path: readonly string[]): unknown {
  let value: unknown = record;
  for (const name of path) value = (value as QueryRecord | null)?.[name];
  return value;
}

function plainText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

/** CSV has `Z` where JSON has `+0000`. */
function dateTimeText(value: unknown): string {
  return plainText(value).replace('+0000', 'Z');
}
