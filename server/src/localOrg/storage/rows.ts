import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { idOf, ordinalOf, ownIds } from './ids.ts';
import { createIndexes, isStored, quoted } from './tables.ts';

/** A row by field name, in the form of the columns. Generated columns are read, never written. */
export type Row = Record<string, SQLInputValue>;

/** Writes a new row; a column that `row` does not name is empty. */
export function insertRow(database: OrgDatabase, object: ObjectDefinition, row: Row): void {
  requireIndexes(database, object);
  const { fields, insert } = writesOf(object);
  const values: SQLInputValue[] = new Array(fields.length);
  for (let index = 0; index < fields.length; index++) values[index] = columnValue(fields[index]!, row);
  database.prepare(insert).run(...values);
}

/** Writes every column of the row with this Id. */
export function updateRow(database: OrgDatabase, object: ObjectDefinition, row: Row): void {
  const { fields, update } = writesOf(object);
  database.prepare(update).run(...fields.map(field => columnValue(field, row)), row.Id ?? null);
}

export function selectRow(
  database: OrgDatabase,
  object: ObjectDefinition,
  id: string,
): Record<string, SQLOutputValue> | undefined {
  return database.prepare(`SELECT * FROM ${quoted(object.name)} WHERE Id = ?`).get(id);
}

/** Whether a record is in the recycle bin, for who needs no more of it: a whole row may hold many long texts. Undefined: there is none. */
export function isDeletedRow(database: OrgDatabase, object: ObjectDefinition, id: string): boolean | undefined {
  const deleted = object.field('IsDeleted') === undefined ? '0' : 'IsDeleted';
  const row = database.prepare(`SELECT ${deleted} AS deleted FROM ${quoted(object.name)} WHERE Id = ?`).get(id);
  return row && row.deleted === 1;
}

/** Takes a row out of the table for good. Its id is not given again. */
export function eraseRow(database: OrgDatabase, object: ObjectDefinition, id: string): void {
  database.prepare('INSERT INTO local_erased_ids VALUES (?, ?)').run(object.name, id);
  database.prepare(`DELETE FROM ${quoted(object.name)} WHERE Id = ?`).run(id);
}

/** The Id that the object's next record gets. No id comes twice: rows of deleted records stay, or are remembered. */
export function nextId(database: OrgDatabase, object: ObjectDefinition): string {
  const keyPrefix = String(object.keyPrefix);
  const ordinals = lastOrdinals.get(database) ?? new Map<string, number>();
  lastOrdinals.set(database, ordinals);
  const ordinal = (ordinals.get(keyPrefix) ?? lastOrdinal(database, object)) + 1;
  ordinals.set(keyPrefix, ordinal);
  return idOf(keyPrefix, ordinal);
}

/** After all records were replaced: ids are counted on from those that are there. */
export function forgetOrdinals(database: OrgDatabase): void {
  lastOrdinals.delete(database);
}

/** The fields with a column that is written: all but the generated ones. */
export function writtenFields(object: ObjectDefinition): readonly FieldDefinition[] {
  return writesOf(object).fields;
}

/** By key prefix. What is undone leaves gaps, as on a real org. */
const lastOrdinals = new WeakMap<OrgDatabase, Map<string, number>>();

/** Some objects share their prefix. */
function lastOrdinal(database: OrgDatabase, object: ObjectDefinition): number {
  const { objects } = database.schema;
  const others = objects.filter(other => other !== object && other.stored && other.keyPrefix === object.keyPrefix);
  return Math.max(...[object, ...others].map(each => lastOrdinalOf(database, each)));
}

function lastOrdinalOf(database: OrgDatabase, { name, keyPrefix }: ObjectDefinition): number {
  // Ids of records that were imported from another org do not count.
  const used = `SELECT max(Id) FROM ${quoted(name)} WHERE Id BETWEEN ?1 AND ?2`;
  const erased = 'SELECT max(Id) FROM local_erased_ids WHERE object = ?3 AND Id BETWEEN ?1 AND ?2';
  const sql = `SELECT max(coalesce((${used}), ''), coalesce((${erased}), '')) AS id`;
  const [first, end] = ownIds(String(keyPrefix));
  const last = String(database.prepare(sql).get(first, end, name)?.id);
  return last === '' ? 0 : ordinalOf(last);
}

const indexed = new WeakMap<OrgDatabase, Set<ObjectDefinition>>();

/** Makes the indexes of an object once a process, before its first rows. Should the transaction be undone, the indexes wait for the next process. */
export function requireIndexes(database: OrgDatabase, object: ObjectDefinition): void {
  const known = indexed.get(database) ?? new Set();
  if (known.has(object)) return;
  indexed.set(database, known.add(object));
  createIndexes(database.sqlite, object);
}

interface Writes {
  /** The fields behind the places of both statements. */
  readonly fields: readonly FieldDefinition[];
  readonly insert: string;
  readonly update: string;
}

const writes = new WeakMap<ObjectDefinition, Writes>();

/** The statements that write a whole row, put together once an object. */
function writesOf(object: ObjectDefinition): Writes {
  const known = writes.get(object);
  if (known !== undefined) return known;
  const fields = object.fields.filter(field => isStored(field) && field.generatedAs === null);
  const columns = fields.map(field => quoted(field.name));
  const table = quoted(object.name);
  const made = {
    fields,
    insert: `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    update: `UPDATE ${table} SET ${columns.map(column => `${column} = ?`).join(', ')} WHERE Id = ?`,
  };
  writes.set(object, made);
  return made;
}

function columnValue({ name, type }: FieldDefinition, row: Row): SQLInputValue {
  return row[name] ?? (type === 'boolean' ? 0 : null);
}
