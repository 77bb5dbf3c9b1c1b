import type { ObjectDefinition } from '../schema/types.ts';
import { createdBy } from './auditValues.ts';
import type { OrgDatabase } from './database.ts';
import { insertRow, nextId, type Row, selectRow } from './rows.ts';
import type { WriteContext } from './writes.ts';

/** A change of one of these is a row. */
const watched = ['Amount', 'Probability', 'StageName', 'CloseDate'];
const copied = [...watched, 'ExpectedRevenue', 'ForecastCategory'];

/**
 * Notes what an opportunity is now in OpportunityHistory, if it is new or one of the fields has changed that are told
 * there. @param before undefined: it is new
 * @see https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunityhistory.htm
 */
export function keepStage(
  database: OrgDatabase,
  object: ObjectDefinition,
  { id, before }: { readonly id: string; readonly before: Row | undefined },
  context: WriteContext,
): void {
  const history = keepsStages(object) ? database.schema.object('OpportunityHistory') : undefined;
  const now = history && selectRow(database, object, id);
  if (history === undefined || now === undefined) return;
  if (before !== undefined && watched.every(name => (before[name] ?? null) === (now[name] ?? null))) return;
  const Id = nextId(database, history);
  insertRow(database, history, {
    ...Object.fromEntries(copied.map(name => [name, now[name] ?? null])),
    ...createdBy(history, Id, context),
    OpportunityId: id,
    PrevAmount: before?.Amount ?? null,
    PrevCloseDate: before?.CloseDate ?? null,
    Id,
  });
}

export function keepsStages({ name }: ObjectDefinition): boolean {
  return name === 'Opportunity';
}
