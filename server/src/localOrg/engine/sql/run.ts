import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { queryError } from '../errors.ts';
import type { Row } from '../rows.ts';
import type { Statement } from './statements.ts';

/** The first column of the first row. */
export function scalar(db: DatabaseSync, { sql, parameters }: Statement): unknown {
  const statement = prepare(db, sql);
  const row = statement.get(...parameters) as unknown as Row | undefined;
  return row?.[0];
}

/** Makes the function that runs a statement; its `list` parameter, where it has one, is given as JSON. */
export function runner(
  db: DatabaseSync,
  { sql, parameters }: Statement,
): (list?: readonly unknown[]) => readonly Row[] {
  const statement = prepare(db, sql);
  return list => {
    const rows = list ? statement.all({ list: JSON.stringify(list) }, ...parameters) : statement.all(...parameters);
    return rows as unknown as readonly Row[];
  };
}

/** Makes the function that runs a statement for a list and gives the BLOB that is its only answer. */
export function blobRunner(db: DatabaseSync, statement: Statement): (list: readonly unknown[]) => Uint8Array {
  let run: ReturnType<typeof runner> | undefined;
  return list => {
    run ??= runner(db, statement);
    const blob: unknown = run(list)[0]?.[0];
    return blob instanceof Uint8Array ? blob : new Uint8Array();
  };
}

/** What SQLite says of statements beyond its limits: of tables in a join, parameters, nesting, length. */
const beyondLimits = /too many|at most|too large|too big|stack overflow/;

function prepare(db: DatabaseSync, sql: string): StatementSync {
  try {
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  } catch (error) {
    if (!(error instanceof Error && beyondLimits.test(error.message))) throw error;
    const text = 'Query is either selecting too many fields or the filter conditions are too complicated.';
    throw queryError('QUERY_TOO_COMPLICATED', text);
  }
}
