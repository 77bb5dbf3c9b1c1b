import type { OrgDatabase } from './database.ts';
import { importRecord } from './importRecord.ts';
import type { WriteContext } from './writes.ts';

/**
 * Gives the record types of the schema their rows, with the Ids that they have in the org which they come from. One that
 * has a row keeps its Id.
 */
export function keepRecordTypes(database: OrgDatabase, context: WriteContext): void {
  const table = database.schema.object('RecordType');
  if (table === undefined) return;
  const find = database.prepare('SELECT Id FROM RecordType WHERE SobjectType = ? AND DeveloperName = ?');
  const change = database.prepare(
    'UPDATE RecordType SET Name = coalesce(?, Name), IsActive = coalesce(?, IsActive) WHERE Id = ?',
  );
  for (const { name: objectName, recordTypes } of database.schema.objects) {
    for (const { id, fullName, label, active } of recordTypes) {
      const row = find.get(objectName, fullName);
      if (row !== undefined) {
        change.run(label ?? null, active === undefined ? null : Number(active), String(row.Id));
        continue;
      }
      const name = label ?? fullName.replaceAll('_', ' ');
      const values = { Name: name, DeveloperName: fullName, SobjectType: objectName, IsActive: active ?? true };
      importRecord(database, table, id === undefined ? values : { ...values, Id: id }, context);
    }
  }
}
