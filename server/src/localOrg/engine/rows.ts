import { Double } from '../double.ts';
import type { Cursor } from './cursor.ts';
import type { ChildPlan, Decode, Output, RecordShape, SqlValue } from './plan.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A row as SQLite gives it: the columns of the plan, in their order. */
export type Row = readonly SqlValue[];

/** A record as REST answers it: `attributes` first, then the fields in the order of the query. */
export interface QueryRecord {
  attributes: { type: string; url?: string };
  [field: string]: unknown;
}

/** Children of one parent, as REST nests them. */
export interface ChildResult {
  readonly totalSize: number;
  readonly done: boolean;
  /** Where the others are, once somebody has kept a cursor for them. Before `records`, as on a real org. */
  nextRecordsUrl?: string;
  readonly records: readonly QueryRecord[];
  /** Reads all of them, those in `records` too; there when `done` is false. */
  readonly open?: () => Cursor;
}

/** What a record reader needs beside the row. */
export interface RecordContext {
  /** `/services/data/v66.0/sobjects/` */
  readonly urlPrefix: string;
  /** The object whose records have such ids. */
  readonly objectNameOf: (id: string) => string | undefined;
  /** What the subquery found for the row at that place of the page: null for none. */
  readonly childrenOf: (child: ChildPlan, place: number) => ChildResult | null;
}

/** @param place the row's place in its page */
export type RecordReader = (row: Row, place: number) => QueryRecord | null;

/** Makes the function that builds a record of that shape from a row. Made once a query, called once a row. */
export function recordReader(shape: RecordShape, context: RecordContext): RecordReader {
  const { type, idColumn } = shape;
  const members = shape.outputs.map(output => ({ name: output.name, read: memberReader(output, context) }));
  return (row, place) => {
    const id = row[idColumn];
    if (typeof id !== 'string') return null;
    const owner = type === 'Name' ? (context.objectNameOf(id) ?? type) : type;
    const record: QueryRecord = { attributes: { type, url: `${context.urlPrefix}${owner}/${id}` } };
    for (const { name, read } of members) record[name] = read(row, place);
    return record;
  };
}

/** Makes the function that builds a row of a grouped query. Such rows have no url. */
export function groupReader(outputs: readonly { name: string; decode: Decode }[]): (row: Row) => QueryRecord {
  const members = outputs.map(({ name, decode }, column) => ({ name, read: valueReader(column, decode) }));
  return row => {
    const record: QueryRecord = { attributes: { type: 'AggregateResult' } };
    for (const { name, read } of members) record[name] = read(row);
    return record;
  };
}

function memberReader(output: Output, context: RecordContext): (row: Row, place: number) => unknown {
  switch (output.kind) {
    case 'value':
      return valueReader(output.column, output.decode);
    case 'compound':
      return row => compoundOf(output.parts, row);
    case 'parent':
      return recordReader(output.shape, context);
    case 'children':
      return (_, place) => context.childrenOf(output.child, place);
    case 'typeof':
      return typeofReader(output, context);
    default:
      return output satisfies never;
  }
}

function valueReader(column: number, decode: Decode): (row: Row) => unknown {
  if (decode === 'asStored') return row => row[column] ?? null;
  if (decode === 'double') return row => doubleOr(row[column]);
  if (decode === 'boolean') return row => (row[column] === null ? null : row[column] === 1);
  return row => {
    const value = row[column] ?? null;
    return value === null ? null : decode(value);
  };
}

function compoundOf(parts: readonly { name: string; column: number }[], row: Row): object | null {
  if (parts.every(({ column }) => row[column] === null)) return null;
  return Object.fromEntries(parts.map(({ name, column }) => [name, doubleOr(row[column])]));
}

/** Integers have types of their own. */
function doubleOr(value: SqlValue | undefined): string | Double | null {
  return typeof value === 'number' ? new Double(value) : (value ?? null);
}

function typeofReader(
  { idColumn, branches }: Extract<Output, { kind: 'typeof' }>,
  context: RecordContext,
): (row: Row, place: number) => unknown {
  const readers = new Map([...branches.byKeyPrefix].map(([prefix, shape]) => [prefix, recordReader(shape, context)]));
  const otherwise = branches.otherwise && recordReader(branches.otherwise, context);
  return (row, place) => {
    const id = row[idColumn];
    if (typeof id !== 'string') return null;
    const reader = readers.get(id.slice(0, 3)) ?? otherwise;
    return reader ? reader(row, place) : null;
  };
}
