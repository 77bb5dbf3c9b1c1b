import type { SQLInputValue } from 'node:sqlite';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { normalizedId } from './ids.ts';
import { entityIsDeleted, idOfWrongType, malformedId, notFound } from './recordErrors.ts';
import { type Row, selectRow } from './rows.ts';
import { quoted } from './tables.ts';

/** The row of a record that exists and is not deleted. `id`: 15 or 18 characters. */
export function liveRow(database: OrgDatabase, object: ObjectDefinition, id: string): Row {
  const normalized = normalizedId(id);
  if (normalized === undefined) throw malformedId(id);
  if (object.keyPrefix !== null && !normalized.startsWith(object.keyPrefix)) throw idOfWrongType(object, id);
  const row = object.stored ? selectRow(database, object, normalized) : undefined;
  if (row === undefined) throw notFound();
  if (row.IsDeleted === 1) throw entityIsDeleted();
  return row;
}

/**
 * The ids of the live records whose field has this value, in the form of the column. There can be several only where
 * the field is not unique.
 */
export function recordsWith(
  database: OrgDatabase,
  object: ObjectDefinition,
  field: FieldDefinition,
  value: SQLInputValue,
): readonly string[] {
  return rowsOf(database, object, 'Id', field.name, value).map(row => String(row.Id));
}

export function liveRowsWith(
  database: OrgDatabase,
  object: ObjectDefinition,
  fieldName: string,
  value: SQLInputValue,
): readonly Row[] {
  return rowsOf(database, object, '*', fieldName, value);
}

function rowsOf(
  database: OrgDatabase,
  object: ObjectDefinition,
  columns: 'Id' | '*',
  fieldName: string,
  value: SQLInputValue,
): readonly Row[] {
  const live = object.field('IsDeleted') === undefined ? '' : ' AND IsDeleted = 0';
  const sql = `SELECT ${columns} FROM ${quoted(object.name)} WHERE ${quoted(fieldName)} = ?${live} ORDER BY Id`;
  return database.prepare(sql).all(value);
}
