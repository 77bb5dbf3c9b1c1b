import { ApiError } from '../errors.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import { noSuchColumn } from './recordErrors.ts';

import type { Row } from './rows.ts';
import { storedValue } from './values.ts';
import type { RecordValues } from './writes.ts';

/**
 * The columns that a body changes: its fields exist, may be written by this operation and have values that fit.
 * Throws the first fault in the order in which Salesforce looks for them.
 */
export function changesOf(object: ObjectDefinition, values: RecordValues, flag: 'createable' | 'updateable'): Row {
  const named = Object.entries(values)
    .filter(([name]) => name !== 'attributes')
    .map(([name, value]) => ({ field: fieldNamed(object, name), value }));
  const locked = named.filter(({ field }) => !field[flag]).map(({ field }) => field.name);
  if (locked.length > 0) throw notWritable(locked);
  return Object.fromEntries(named.map(({ field, value }) => [field.name, storedValue(field, value)]));
}

/** What a new record gets without a word: its owner, and the default of a picklist or a checkbox. */
export function withDefaults(object: ObjectDefinition, changes: Row, userId: string): Row {
  const defaults = object.fields.flatMap(({ name, type, defaultValue }): [string, string | number][] => {
    if (name === 'OwnerId') return [[name, userId]];
    return type === 'picklist' && defaultValue !== null ? [[name, String(defaultValue)]] : [];
  });
  const given = Object.entries(changes).filter(([name, value]) => value !== null || object.field(name)?.nillable);
  return { ...Object.fromEntries(defaults), ...Object.fromEntries(given) };
}

/** A record is complete when it has a value in each field that must have one and that clients can write. */
export function requireValues(object: ObjectDefinition, row: Row): void {
  const missing = object.fields.filter(field => isRequired(field) && (row[field.name] ?? null) === null);
  if (missing.length === 0) return;
  const names = missing.map(field => field.name);
  throw new ApiError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
}

function isRequired({ nillable, createable, updateable, type }: FieldDefinition): boolean {
  return !nillable && (createable || updateable) && type !== 'boolean';
}

function fieldNamed(object: ObjectDefinition, name: string): FieldDefinition {
  const field = object.field(name);
  if (field === undefined) throw noSuchColumn(object, name);
  if (field.type === 'id') {
    throw new ApiError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
  }
  return field;
}

function notWritable(names: readonly string[]): ApiError {
  const message = `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
  return new ApiError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, names);
}
