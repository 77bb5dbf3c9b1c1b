import { ApiError } from '../errors.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import { noSuchColumn } from './recordErrors.ts';

import { type Row, writtenFields } from './rows.ts';
import { storedValue } from './values.ts';
import type { RecordValues } from './writes.ts';

/**
 * The columns that a body changes: its fields exist, may be written by this operation and have values that fit.
 * Throws the first fault in the order in which Salesforce looks for them.
 */
export function changesOf(object: ObjectDefinition, values: RecordValues, flag: 'createable' | 'updateable'): Row {
  const names = Object.keys(values).filter(name => name !== 'attributes');
  const fields = names.map(name => fieldNamed(object, name));
  const locked = fields.filter(field => !field[flag]);
  if (locked.length > 0) throw notWritable(locked.map(({ name }) => name));
  const changes: Row = {};
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index]!;
    changes[field.name] = storedValue(field, values[names[index]!]);
  }
  return changes;
}

/** A new row with all columns, and what it gets without a word: its owner, and the default of a picklist. */
export function withDefaults(object: ObjectDefinition, changes: Row, userId: string): Row {
  const row: Row = { ...rulesOf(object).newRow };
  if (object.field('OwnerId') !== undefined) row.OwnerId = userId;
  for (const name of Object.keys(changes)) {
    const value = changes[name]!;
    if (value !== null || object.field(name)?.nillable) row[name] = value;
  }
  return row;
}

/** A record is complete when it has a value in each field that must have one and that clients can write. */
export function requireValues(object: ObjectDefinition, row: Row): void {
  const names = rulesOf(object).required.filter(name => (row[name] ?? null) === null);
  if (names.length === 0) return;
  throw new ApiError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
}

interface Rules {
  readonly newRow: Row;
  /** Names of fields. */
  readonly required: readonly string[];
}

const rules = new WeakMap<ObjectDefinition, Rules>();

/** What holds for every new record of an object, put together once. */
function rulesOf(object: ObjectDefinition): Rules {
  const known = rules.get(object);
  if (known !== undefined) return known;
  const required = object.fields.filter(isRequired).map(({ name }) => name);
  const made = { newRow: newRow(object), required };
  rules.set(object, made);
  return made;
}

function newRow(object: ObjectDefinition): Row {
  const values = writtenFields(object).map(({ name, type, defaultValue }): [string, Row[string]] => {
    if (type === 'boolean') return [name, 0];
    return [name, type === 'picklist' && defaultValue !== null ? String(defaultValue) : null];
  });
  // An object that gets many names one by one is a hash table to V8, and so are its copies. One out of JSON is not.
  return JSON.parse(JSON.stringify(Object.fromEntries(values))) as Row;
}

export function isRequired({ nillable, createable, updateable, type }: FieldDefinition): boolean {
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
