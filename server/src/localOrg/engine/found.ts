import type { DatabaseSync } from 'node:sqlite';
import type { RecordPlan } from './plan.ts';
import type { Row } from './rows.ts';
import { runner, scalar } from './sql/run.ts';
import { pageStatement, rowidsStatement } from './sql/statements.ts';

/**
 * What a query for records has found. Opening it runs the conditions and the sorting once and keeps the rowids, 8 bytes
 * a row; each page then fetches its rows by rowid. So no statement stays open between pages: other statements, writes
 * and rollbacks on the same connection cannot disturb it, and it costs nothing to abandon. Later pages show a record's
 * values of the time at which they are read; a record that is gone for good is left out.
 */
export interface FoundRows {
  readonly count: number;
  /** Rows with the columns of the plan, in the order of the query. */
  read(count: number, from: number): readonly Row[];
  /**
   * What another statement gives for such rows.
   * @param run takes the rowids
   */
  readBy<Result>(run: (rowids: readonly number[]) => Result, count: number, from: number): Result;
  /** Lets go of the rowids. Nothing can be read afterwards. */
  close(): void;
}

export function findRows(plan: RecordPlan, db: DatabaseSync): FoundRows {
  let rowids = JSON.parse(String(scalar(db, rowidsStatement(plan)) ?? '[]')) as number[];
  let page: ReturnType<typeof runner> | undefined;
  const place = plan.columns.length;
  return {
    count: rowids.length,
    read(count, from) {
      const rows: Row[] = [];
      page ??= runner(db, pageStatement(plan));
      for (const row of page(rowids.slice(from, from + count))) rows[Number(row[place])] = row;
      return rows.filter(row => row !== undefined);
    },
    readBy: (run, count, from) => run(rowids.slice(from, from + count)),
    close() {
      rowids = [];
    },
  };
}
