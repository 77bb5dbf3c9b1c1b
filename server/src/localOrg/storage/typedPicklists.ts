import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import type { Row } from './rows.ts';
import { badPicklistValue } from './textValues.ts';

/** Whether what its records may hold depends on their record type. */
export function hasTypedPicklists(object: ObjectDefinition): boolean {
  const names = object.recordTypes.flatMap(({ picklistValues = {} }) => Object.keys(picklistValues));
  return names.some(name => object.field(name)?.restrictedPicklist);
}

/**
 * Throws an ApiError for a value of a restricted picklist that is not one of the record type's. Only what the client
 * names is looked at; picklists that are not restricted take any value, whatever the record type. Known second hand, from
 * an article of the help on this error: the reference of the API does not say so, and no recorded answer shows it.
 * @see https://help.salesforce.com/articleView?id=000250168&language=en_US&type=1
 */
export function checkTypedPicklists(
  database: OrgDatabase,
  object: ObjectDefinition,
  { RecordTypeId }: Row,
  changes: Row,
): void {
  if (object.recordTypes.length === 0 || typeof RecordTypeId !== 'string') return;
  const name = database.prepare('SELECT DeveloperName FROM RecordType WHERE Id = ?').get(RecordTypeId)?.DeveloperName;
  const recordType = object.recordTypes.find(({ fullName }) => fullName === name);
  for (const [fieldName, offered] of Object.entries(recordType?.picklistValues ?? {})) {
    const field = object.field(fieldName);
    if (!field?.restrictedPicklist) continue;
    const value = String(changes[field.name] ?? '');
    const chosen = field.type === 'multipicklist' ? value.split(';') : [value];
    const bad = chosen.find(part => part !== '' && !offered.includes(part));
    if (bad !== undefined) throw badPicklistValue(field, bad);
  }
}
