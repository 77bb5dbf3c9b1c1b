import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import { addressValue } from './addresses.ts';
import { computedValues } from './computedValues.ts';
import type { OrgDatabase } from './database.ts';
import { liveRow } from './lookups.ts';
import { noSuchColumn } from './recordErrors.ts';
import type { Row } from './rows.ts';
import { wireValue } from './values.ts';

/**
 * A record as JSON, without `attributes`. `fieldNames`: in the order wanted; without them every field in Describe's
 * order. Ids of 15 or 18 characters.
 */
export function readRecord(
  database: OrgDatabase,
  object: ObjectDefinition,
  id: string,
  fieldNames?: readonly string[],
): Record<string, unknown> {
  const row = liveRow(database, object, id);
  const fields = fieldNames?.map(name => fieldNamed(object, name)) ?? object.fields;
  Object.assign(row, computedValues(database, object, String(row.Id), fields));
  return Object.fromEntries(fields.map(field => [field.name, fieldValue(object, field, row)]));
}

function fieldNamed(object: ObjectDefinition, name: string): FieldDefinition {
  const field = object.field(name.trim());
  if (field === undefined) throw noSuchColumn(object, name.trim());
  return field;
}

function fieldValue(object: ObjectDefinition, field: FieldDefinition, row: Row): unknown {
  if (field.type === 'address')
    return addressValue(object, field, name => fieldValue(object, fieldNamed(object, name), row));
  return wireValue(field, row[field.name] as string | number | null);
}
