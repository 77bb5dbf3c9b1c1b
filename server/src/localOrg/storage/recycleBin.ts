import type { DatabaseSync } from 'node:sqlite';
import type { OrgDatabase } from './database.ts';

/** What a deletion did to another record: it went along, or (`field`) it lost the reference to a deleted record. */
export interface Consequence {
  readonly object: string;
  readonly id: string;
  readonly field: string | null;
  /** Of the field, before. */
  readonly value: string | null;
}

export const recycleBinTable = 'local_recycled';

export function createRecycleBin(sqlite: DatabaseSync): void {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS ${recycleBinTable} (
      deleted TEXT NOT NULL, object TEXT NOT NULL, Id TEXT NOT NULL, field TEXT, value TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS local_recycled_by_deleted ON ${recycleBinTable} (deleted);
    CREATE INDEX IF NOT EXISTS local_recycled_by_id ON ${recycleBinTable} (Id);
  `);
}

/** @param deleted the record that the user deleted */
export function remember({ prepare }: OrgDatabase, deleted: string, { object, id, field, value }: Consequence): void {
  prepare(`INSERT INTO ${recycleBinTable} VALUES (?, ?, ?, ?, ?)`).run(deleted, object, id, field, value);
}

/** What the deletion of that record did, in its order; from now on it is forgotten. */
export function takeConsequences({ prepare }: OrgDatabase, deleted: string): readonly Consequence[] {
  const sql = `SELECT object, Id AS id, field, value FROM ${recycleBinTable} WHERE deleted = ? ORDER BY rowid`;
  const found = prepare(sql).all(deleted) as unknown as readonly Consequence[];
  prepare(`DELETE FROM ${recycleBinTable} WHERE deleted = ?`).run(deleted);
  return found;
}

/** Whether it was deleted along with another record, so that only this one brings it back. */
export function wentAlong({ prepare }: OrgDatabase, id: string): boolean {
  return prepare(`SELECT 1 FROM ${recycleBinTable} WHERE Id = ? AND field IS NULL`).get(id) !== undefined;
}
