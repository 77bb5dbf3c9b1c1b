import { ApiError } from '../errors.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { recycleBinTable } from './recycleBin.ts';
import { forgetOrdinals, writtenFields } from './rows.ts';
import { quoted } from './tables.ts';

/** The records of an org as they were at a moment, to go back to. Tokens, jobs and the log are not part of them. */
export interface Snapshots {
  /** Keeps the records under a name; those that the name stood for before are gone. Throws an ApiError 400 beyond eight. */
  take(name: string): void;
  /** Puts the records of that name back. Throws an ApiError 404 for a name without a snapshot. */
  restore(name: string): void;
  names(): readonly string[];
}

/** SQLite attaches ten databases at most. */
const mostSnapshots = 8;

/** Snapshots lie in temporary files of SQLite's own and end with the process. */
export function createSnapshots(database: OrgDatabase): Snapshots {
  const { sqlite } = database;
  const attached = new Map<string, string>();
  const attach = (name: string): string => {
    const known = attached.get(name);
    if (known !== undefined) return known;
    if (attached.size >= mostSnapshots) {
      throw new ApiError(400, 'LIMIT_EXCEEDED', `There can be ${mostSnapshots} snapshots at most`);
    }
    const alias = `snapshot_${attached.size}`;
    sqlite.exec(`ATTACH '' AS ${alias}`);
    attached.set(name, alias);
    return alias;
  };
  return {
    take(name) {
      const alias = attach(name);
      database.transaction(() => {
        for (const { table } of contents(database)) {
          sqlite.exec(`DROP TABLE IF EXISTS ${alias}.${table}`);
          if (hasRows(database, table)) sqlite.exec(`CREATE TABLE ${alias}.${table} AS SELECT * FROM main.${table}`);
        }
      });
    },
    restore(name) {
      const alias = attached.get(name);
      if (alias === undefined) throw new ApiError(404, 'NOT_FOUND', `There is no snapshot '${name}'`);
      const saved = sqlite.prepare(`SELECT name FROM ${alias}.sqlite_schema`).all();
      const kept = new Set(saved.map(row => quoted(String(row.name))));
      database.transaction(() => {
        removeRecords(database);
        for (const { table, columns } of contents(database)) {
          if (!kept.has(table)) continue;
          sqlite.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM ${alias}.${table} ORDER BY rowid`);
        }
      });
    },
    names: () => [...attached.keys()],
  };
}

/** Takes every record out, as if there had never been any. */
export function removeRecords(database: OrgDatabase): void {
  const { sqlite } = database;
  database.transaction(() => {
    for (const { table } of contents(database)) if (hasRows(database, table)) sqlite.exec(`DELETE FROM main.${table}`);
    // The text index knows rows by their place, which another record may get.
    if (isTable(database, 'local_search')) sqlite.exec('DELETE FROM local_search');
  });
  forgetOrdinals(database);
}

interface Contents {
  readonly table: string;
  /** Without generated columns. */
  readonly columns: string;
}

function contents({ schema }: OrgDatabase): readonly Contents[] {
  const objects = schema.objects.filter(({ stored }) => stored);
  const tables = objects.map((object: ObjectDefinition) => ({
    table: quoted(object.name),
    get columns() {
      return writtenFields(object)
        .map(({ name }) => quoted(name))
        .join(', ');
    },
  }));
  return [
    ...tables,
    { table: quoted('local_erased_ids'), columns: 'object, Id' },
    { table: quoted(recycleBinTable), columns: 'deleted, object, Id, field, value' },
  ];
}

function hasRows({ sqlite }: OrgDatabase, table: string): boolean {
  return sqlite.prepare(`SELECT 1 FROM main.${table} LIMIT 1`).get() !== undefined;
}

function isTable({ sqlite }: OrgDatabase, name: string): boolean {
  return sqlite.prepare('SELECT 1 FROM main.sqlite_schema WHERE name = ?').get(name) !== undefined;
}
