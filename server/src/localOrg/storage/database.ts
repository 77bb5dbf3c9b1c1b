import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { registerFormulaFunctions } from '../formula/runtime.ts';
import type { Schema } from '../schema/types.ts';
import { registerMatchingMethods } from './matchingMethods.ts';
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
  /**
   * Runs `work` in the transaction that is open, or in one of its own: for work that checks all before it writes. A
   * transaction inside of another one makes SQLite copy each page that is written, which costs more than the write.
   */
  joinTransaction<T>(work: () => T): T;
  close(): void;
}

/** Indexes of a million rows do not fit in SQLite's usual 2 MB. */
const cacheKilobytes = 16 * 1024;
/** Of 4 KB each: a long load should not copy its log back every few chunks. */
const checkpointPages = 4000;

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
    // Before anything is read: indexes may be of them.
    registerMatchingMethods(sqlite);
    if (file !== ':memory:') lock(sqlite, file);
    sqlite.exec(`PRAGMA cache_size = -${cacheKilobytes}`);
    createTables(sqlite, schema);
    registerFormulaFunctions(sqlite);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  const statements = new Map<string, StatementSync>();
  const transaction = transactions(sqlite);
  return {
    schema,
    sqlite,
    prepare: sql => {
      const statement = statements.get(sql) ?? sqlite.prepare(sql);
      statements.set(sql, statement);
      return statement;
    },
    transaction,
    joinTransaction: work => (sqlite.isTransaction ? work() : transaction(work)),
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
      PRAGMA wal_autocheckpoint = ${checkpointPages};
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

/** Every write of a record is a transaction, mostly inside of another one: their statements are prepared once. */
function transactions(sqlite: DatabaseSync): OrgDatabase['transaction'] {
  const begin = sqlite.prepare('BEGIN');
  const commit = sqlite.prepare('COMMIT');
  const save = sqlite.prepare('SAVEPOINT nested');
  const release = sqlite.prepare('RELEASE nested');
  return work => {
    const nested = sqlite.isTransaction;
    (nested ? save : begin).run();
    try {
      const result = work();
      (nested ? release : commit).run();
      return result;
    } catch (error) {
      sqlite.exec(nested ? 'ROLLBACK TO nested; RELEASE nested' : 'ROLLBACK');
      throw error;
    }
  };
}
