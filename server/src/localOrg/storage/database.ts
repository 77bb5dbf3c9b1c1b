import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Schema } from '../schema/types.ts';
import { createTables } from './tables.ts';

/** The org's data. One process holds it; everything in it is synchronous. */
export interface OrgDatabase {
  readonly schema: Schema;
  /** For what is not about records: tables of the org's own begin with `local_`. */
  readonly sqlite: DatabaseSync;
  /** A prepared statement, kept for the next time. Only for SQL whose text does not depend on data. */
  prepare(sql: string): StatementSync;
  /** Runs `work`; undoes all that it wrote if it throws. May be nested. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Another process holds this database. */
export class DatabaseInUseError extends Error {
  readonly code = 'DATABASE_IN_USE';
}

/**
 * Opens the database in `file`, or one in memory, and gives it what `schema` needs.
 * Throws a DatabaseInUseError while another process has the file open: SQLite's own lock, which ends with the
 * process, however it ends.
 */
export function openDatabase({ schema, file = ':memory:' }: { schema: Schema; file?: string }): OrgDatabase {
  const sqlite = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  try {
    if (file !== ':memory:') lock(sqlite, file);
    createTables(sqlite, schema);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  const statements = new Map<string, StatementSync>();
  return {
    schema,
    sqlite,
    prepare: sql => {
      const statement = statements.get(sql) ?? sqlite.prepare(sql);
      statements.set(sql, statement);
      return statement;
    },
    transaction: work => transaction(sqlite, work),
    close: () => sqlite.close(),
  };
}

/** Exclusive mode must be set before WAL is: then there is no shared memory file, and no second process gets in. */
function lock(sqlite: DatabaseSync, file: string): void {
  try {
    sqlite.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      BEGIN EXCLUSIVE;
      COMMIT;
    `);
  } catch (error) {
    if (isBusy(error)) throw new DatabaseInUseError(`${file} is in use by another process`, { cause: error });
    throw error;
  }
}

const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

function transaction<T>(sqlite: DatabaseSync, work: () => T): T {
  const nested = sqlite.isTransaction;
  sqlite.exec(nested ? 'SAVEPOINT nested' : 'BEGIN');
  try {
    const result = work();
    sqlite.exec(nested ? 'RELEASE nested' : 'COMMIT');
    return result;
  } catch (error) {
    sqlite.exec(nested ? 'ROLLBACK TO nested; RELEASE nested' : 'ROLLBACK');
    throw error;
  }
}
