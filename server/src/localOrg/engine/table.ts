import type { DatabaseSync } from 'node:sqlite';
import type { FieldType } from '../schema/types.ts';
import { type FoundRows, findRows } from './found.ts';
import type { Decode, QueryPlan, RecordPlan, RecordShape } from './plan.ts';

/** A query's rows as cells, without records around them: for many rows, half of the work is not to make objects. */
export interface QueryTable extends FoundRows {
  /** In the order of the query. */
  readonly columns: readonly TableColumn[];
}

export interface TableColumn {
  /** `Name`, `Account.Owner.Name`: as in the query, parents with dots. */
  readonly name: string;
  /** Its place in each row. */
  readonly index: number;
  readonly type: FieldType;
  readonly decode: Decode;
}

export function openRecordTable(plan: QueryPlan, db: DatabaseSync): QueryTable {
  return { columns: tableColumnsOf(plan), ...findRows(recordsOf(plan), db) };
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
