import { ApiError } from '../errors.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { normalizedId } from './ids.ts';
import type { Row } from './rows.ts';

/** A record type, out of its row and what the schema says of it. */
export interface OrgRecordType {
  readonly id: string;
  readonly name: string;
  readonly developerName: string;
  readonly active: boolean;
  /** Whether the user may choose it. */
  readonly available: boolean;
  /** What a new record is of that names none; of no object more than one. */
  readonly isDefault: boolean;
}

/** Stands for no record type at all. */
export const masterRecordType = '012000000000000AAA';

/** The record types of an object by name, without the master. */
export function recordTypesOf(database: OrgDatabase, object: ObjectDefinition): readonly OrgRecordType[] {
  const rows = database
    .prepare('SELECT Id, Name, DeveloperName, IsActive FROM RecordType WHERE SobjectType = ? ORDER BY Name')
    .all(object.name);
  const types = rows.map(row => {
    const known = object.recordTypes.find(({ fullName }) => fullName === row.DeveloperName);
    const active = row.IsActive === 1;
    const available = active && (known?.available ?? true);
    return { row, active, available, wanted: available ? known?.default : false };
  });
  // Unless the schema says which one, it is the first.
  const chosen = types.find(({ wanted }) => wanted) ?? types.find(({ wanted }) => wanted === undefined);
  return types.map(type => ({
    id: String(type.row.Id),
    name: String(type.row.Name),
    developerName: String(type.row.DeveloperName),
    active: type.active,
    available: type.available,
    isDefault: type === chosen,
  }));
}

/** The master is empty in a record. Throws an ApiError for a record type that the user cannot give to such a record. */
export function checkRecordType(database: OrgDatabase, object: ObjectDefinition, changes: Row): void {
  const given = changes.RecordTypeId ?? null;
  if (given === null || object.field('RecordTypeId') === undefined) return;
  const id = normalizedId(String(given));
  if (id === masterRecordType) {
    changes.RecordTypeId = null;
    return;
  }
  if (!id?.startsWith('012')) return;
  if (recordTypesOf(database, object).some(type => type.id === id && type.available)) return;
  const message = `Record Type ID: this ID value isn't valid for the user: ${given}`;
  throw new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', message, ['RecordTypeId']);
}
