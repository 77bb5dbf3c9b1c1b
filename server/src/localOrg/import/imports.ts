import type { OrgDatabase } from '../storage/database.ts';
import { forgetOrdinals } from '../storage/rows.ts';
import type { WriteContext } from '../storage/writes.ts';
import { type ImportFile, type ImportReport, importFile } from './importFile.ts';
import { startJudgement } from './judgeImported.ts';
import { type Settled, settleReferences } from './settle.ts';

export interface Imported extends Settled {
  readonly files: readonly ImportReport[];
}

/**
 * Imports the files that this org has not imported yet, together: records of one file may refer to those of another.
 * Undefined if there are none. Throws an ImportError, and then nothing was imported.
 * @param judged whether validation and duplicate rules may refuse records
 */
export function importNew(
  database: OrgDatabase,
  files: readonly ImportFile[],
  context: WriteContext,
  judged: boolean,
): Imported | undefined {
  const { sqlite, schema, prepare } = database;
  sqlite.exec('CREATE TABLE IF NOT EXISTS local_imported (hash TEXT PRIMARY KEY) STRICT');
  const isKnown = prepare('SELECT 1 FROM local_imported WHERE hash = ?');
  const wanted = files.filter(({ hash }) => isKnown.get(hash) === undefined);
  if (wanted.length === 0) return undefined;
  return database.transaction(() => {
    const judgement = startJudgement(database);
    const reports = wanted.map(file => {
      const object = schema.object(file.objectName);
      const onRecord = (id: string, row: number): void => judgement.add(object!, id, row);
      return [importFile(database, file, context, onRecord), object!] as const;
    });
    const objects = [...new Set(reports.map(([, object]) => object))];
    const settle = (): Settled => settleReferences(database, objects, context.userId);
    const first = settle();
    const done = judged ? judgement.judge(reports, context) : reports.map(([report]) => report);
    // What is gone now may have had children.
    const then = settle();
    for (const { hash } of wanted) prepare('INSERT OR IGNORE INTO local_imported VALUES (?)').run(hash);
    forgetOrdinals(database);
    // What the text index knows goes by dates, and these records bring old ones.
    sqlite.exec('DROP TABLE IF EXISTS local_search');
    return { files: done, cleared: first.cleared + then.cleared, removed: first.removed + then.removed };
  });
}

/** After all records were removed: what was imported is to be imported again. */
export function forgetImports({ sqlite }: OrgDatabase): void {
  sqlite.exec('DELETE FROM local_imported');
}
