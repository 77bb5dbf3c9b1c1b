import { ApiError } from '../errors.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { fieldsWith } from './fieldsWith.ts';
import { normalizedId } from './ids.ts';
import { entityIsDeleted } from './recordErrors.ts';
import { isDeletedRow, type Row } from './rows.ts';

/**
 * Gives the references among the changes 18 characters. Each must point at a live record of an object that it may
 * point at.
 */
export function checkReferences(database: OrgDatabase, object: ObjectDefinition, changes: Row): void {
  for (const field of fieldsWith(object, 'reference')) {
    const value = changes[field.name] ?? null;
    if (value !== null) changes[field.name] = referenceValue(database, field, String(value));
  }
}

function referenceValue(database: OrgDatabase, field: FieldDefinition, value: string): string {
  const id = normalizedId(value);
  const target = id === undefined ? undefined : database.schema.objectOfId(id);
  if (id === undefined || target === undefined || !field.referenceTo.includes(target.name)) {
    const message = `${field.label}: id value of incorrect type: ${value}`;
    throw new ApiError(400, 'MALFORMED_ID', message, [field.name]);
  }
  const isDeleted = isDeletedRow(database, target, id);
  if (isDeleted === undefined) {
    throw new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
  }
  if (isDeleted) throw entityIsDeleted();
  return id;
}
