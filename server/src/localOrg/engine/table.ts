import type { DatabaseSync } from 'node:sqlite';
import type { FieldType } from '../schema/types.ts';
import { findRows } from './found.ts';
import type { Decode, QueryPlan, RecordPlan, RecordShape } from './plan.ts';
import type { Row } from './rows.ts';
import { runner } from './sql/run.ts';
import { type CsvOptions, csvStatement } from './sql/texts.ts';

/** A query's rows as lines of CSV, every cell quoted. */
export interface QueryLines {
  readonly count: number;
  /** In the order of the query; a record that is gone for good is left out. */
  read(count: number, from: number): Lines;
  close(): void;
}

/** Lines one behind the other, in UTF-8, as they are stored and sent: a string of each would cost more than to write it. */
export interface Lines {
  readonly text: Uint8Array;
  /** Of each line with its line ending, in bytes. */
  readonly lengths: readonly number[];
}

/** @param writeRow makes the function that writes a row where SQLite cannot */
export function openRecordLines(
  plan: QueryPlan,
  db: DatabaseSync,
  options: CsvOptions,
  writeRow: (columns: readonly TableColumn[]) => (row: Row) => string,
): QueryLines {
  const records = recordsOf(plan);
  const columns = tableColumnsOf(plan);
  const { count, read, readBy, close } = findRows(records, db);
  const statement = csvStatement(records, options);
  if (statement === undefined) {
    const write = writeRow(columns);
    return { count, read: (wanted, from) => linesOf(read(wanted, from).map(write)), close };
  }
  const run = runner(db, statement);
  return { count, read: (wanted, from) => readBy(rowids => writtenLines(run(rowids)), wanted, from), close };
}

function linesOf(lines: readonly string[]): Lines {
  return { text: Buffer.from(lines.join('')), lengths: lines.map(line => Buffer.byteLength(line)) };
}

function writtenLines([row]: readonly Row[]): Lines {
  const text: unknown = row?.[0];
  return {
    text: text instanceof Uint8Array ? text : new Uint8Array(),
    lengths: JSON.parse(String(row?.[1] ?? '[]')) as readonly number[],
  };
}

export interface TableColumn {
  /** `Name`, `Account.Owner.Name`: as in the query, parents with dots. */
  readonly name: string;
  /** Its place in each row. */
  readonly index: number;
  readonly type: FieldType;
  readonly decode: Decode;
}

export function tableColumnsOf(plan: QueryPlan): readonly TableColumn[] {
  const records = recordsOf(plan);
  return leaves(records, records.shape, '');
}

function leaves(plan: RecordPlan, { outputs }: RecordShape, path: string): readonly TableColumn[] {
  return outputs.flatMap(output => {
    const name = path + output.name;
    if (output.kind === 'parent') return leaves(plan, output.shape, `${name}.`);
    if (output.kind !== 'value') throw new TypeError(`${name} does not fit in one cell`);
    const { column: index, decode } = output;
    return [{ name, index, decode, type: plan.columns[index]?.type ?? 'string' }];
  });
}

function recordsOf(plan: QueryPlan): RecordPlan {
  if (plan.kind === 'records') return plan;
  throw new TypeError(`a table of ${plan.kind}`);
}
