import { listViewDeveloperName, listViewId, listViewLabel } from '../describe/listViews.ts';
import { createdBy } from './auditValues.ts';
import type { OrgDatabase } from './database.ts';
import { insertRow } from './rows.ts';
import type { WriteContext } from './writes.ts';

/** Gives each list view of the schema its record, and takes those of objects that are gone away. */
export function keepListViews(database: OrgDatabase, context: WriteContext): void {
  const table = database.schema.object('ListView');
  if (table === undefined) return;
  const known = new Set(
    database
      .prepare('SELECT Id FROM ListView')
      .all()
      .map(({ Id }) => String(Id)),
  );
  database.transaction(() => {
    for (const object of database.schema.objects) {
      if (!object.hasListViews || !object.stored || object.keyPrefix === null) continue;
      const Id = listViewId(object);
      if (known.delete(Id)) continue;
      insertRow(database, table, {
        ...createdBy(table, Id, context),
        Name: listViewLabel(object).slice(0, table.field('Name')?.length),
        DeveloperName: listViewDeveloperName(object),
        SobjectType: object.name,
        IsSoqlCompatible: 1,
        Id,
      });
    }
    for (const id of known) database.prepare('DELETE FROM ListView WHERE Id = ?').run(id);
  });
}
