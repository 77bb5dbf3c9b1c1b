import type { OrgDatabase } from '../storage/database.ts';
import { forgetOrdinals } from '../storage/rows.ts';
import type { WriteContext } from '../storage/writes.ts';
import { type ImportFile, type ImportReport, importFile } from './importFile.ts';
import { type Settled, settleReferences } from './settle.ts';

export interface Imported extends Settled {
  readonly files: readonly ImportReport[];
}

/**
 * Imports the files that this org has not imported yet, together: records of one file may refer to those of another.
 * Undefined if there are none. Throws an ImportError, and then nothing was imported.
 */
export function importNew(
  database: OrgDatabase,
  files: readonly ImportFile[],
  context: WriteContext,
): Imported | undefined {
  const { sqlite, schema, prepare } = database;
  sqlite.exec('CREATE TABLE IF NOT EXISTS local_imported (hash TEXT PRIMARY KEY) STRICT');
  const isKnown = prepare('SELECT 1 FROM local_imported WHERE hash = ?');
  const wanted = files.filter(({ hash }) => isKnown.get(hash) === undefined);
  if (wanted.length === 0) return undefined;
  return database.transaction(() => {
    const reports = wanted.map(file => importFile(database, file, context));
    const names = new Set(wanted.map(({ objectName }) => schema.object(objectName)!));
    const settled = settleReferences(database, [...names], context.userId);
    for (const { hash } of wanted) prepare('INSERT OR IGNORE INTO local_imported VALUES (?)').run(hash);
    forgetOrdinals(database);
    // What the text index knows goes by dates, and these records bring old ones.
    sqlite.exec('DROP TABLE IF EXISTS local_search');
    return { files: reports, ...settled };
  });
}

/** After all records were removed: what was imported is to be imported again. */
export function forgetImports({ sqlite }: OrgDatabase): void {
  sqlite.exec('DELETE FROM local_imported');
}
