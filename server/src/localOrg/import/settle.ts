import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { fieldsWith } from '../storage/fieldsWith.ts';
import { isStored, quoted } from '../storage/tables.ts';

/** What became of references to records that the org does not have. */
export interface Settled {
  /** References that were emptied. */
  readonly cleared: number;
  /** Records that were taken out again, because they cannot be without theirs. */
  readonly removed: number;
}

/**
 * After records were imported: every reference points at a record, or is empty. Users that the org does not have are
 * replaced by its own.
 */
export function settleReferences(database: OrgDatabase, objects: readonly ObjectDefinition[], userId: string): Settled {
  let cleared = 0;
  let removed = 0;
  for (let again = true; again; ) {
    again = false;
    for (const object of objects) {
      for (const field of fieldsWith(object, 'reference')) {
        if (!isStored(field) || field.generatedAs !== null) continue;
        const dangling = danglingSql(database, field);
        const at = `${quoted(object.name)} WHERE ${dangling}`;
        const { sqlite } = database;
        if (field.referenceTo.includes('User')) {
          const sql = `UPDATE ${quoted(object.name)} SET ${quoted(field.name)} = ? WHERE ${dangling}`;
          sqlite.prepare(sql).run(userId);
        } else if (field.nillable) {
          const sql = `UPDATE ${quoted(object.name)} SET ${quoted(field.name)} = NULL WHERE ${dangling}`;
          cleared += Number(sqlite.prepare(sql).run().changes);
        } else {
          const { changes } = sqlite.prepare(`DELETE FROM ${at}`).run();
          removed += Number(changes);
          again ||= Number(changes) > 0;
        }
      }
    }
  }
  return { cleared, removed };
}

/** No record of any object that the reference may point at has this id. */
function danglingSql({ schema }: OrgDatabase, { name, referenceTo }: FieldDefinition): string {
  const targets = referenceTo.map(target => schema.object(target)).filter(target => target?.stored === true);
  const missing = targets.map(target => `${quoted(name)} NOT IN (SELECT Id FROM ${quoted(target!.name)})`);
  return [`${quoted(name)} IS NOT NULL`, ...missing].join(' AND ');
}
