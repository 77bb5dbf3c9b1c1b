import { ApiError } from '../errors.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { givenId } from './ids.ts';
import { recordsWith } from './lookups.ts';
import { malformedId } from './recordErrors.ts';
import { createRecord, updateRecord } from './records.ts';
import { storedValue } from './values.ts';
import type { RecordValues, WriteContext } from './writes.ts';

/** Which record an upsert is about: the one with this value in this field. */
export interface UpsertKey {
  readonly field: FieldDefinition;
  readonly value: unknown;
}

/**
 * Updates the record that the key names, or makes it; without a value under the field `Id` it is made. `values` holds
 * the other fields. Throws an ApiError 400: MISSING_ARGUMENT without a value of an external id, DUPLICATE_EXTERNAL_ID
 * when several records have it.
 */
export function upsertRecord(
  database: OrgDatabase,
  object: ObjectDefinition,
  { field, value }: UpsertKey,
  values: RecordValues,
  context: WriteContext,
): { readonly id: string; readonly created: boolean } {
  const isEmpty = value === null || value === undefined || value === '';
  if (field.type === 'id') {
    if (isEmpty) return { id: createRecord(database, object, values, context), created: true };
    const id = givenId(value);
    if (id === undefined) throw malformedId(value);
    updateRecord(database, object, id, values, context);
    return { id, created: false };
  }
  if (isEmpty) throw new ApiError(400, 'MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
  const ids = recordsWith(database, object, field, storedValue(field, value));
  const [id] = ids;
  if (ids.length > 1) {
    const message = `${field.label}: more than one record found for external id field: [${ids.join(', ')}]`;
    throw new ApiError(400, 'DUPLICATE_EXTERNAL_ID', message, [field.name]);
  }
  if (id === undefined) {
    return { id: createRecord(database, object, { ...values, [field.name]: value }, context), created: true };
  }
  updateRecord(database, object, id, values, context);
  return { id, created: false };
}

/** The field by which records can be upserted. Throws an ApiError 404 when the object has no such field. */
export function upsertField(object: ObjectDefinition, name: string): FieldDefinition {
  const field = object.field(name);
  if (field !== undefined && (field.externalId || field.idLookup)) return field;
  const message = `Provided external ID field does not exist or is not accessible: ${name}`;
  throw new ApiError(404, 'NOT_FOUND', message);
}
