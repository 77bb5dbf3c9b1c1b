import type { DatabaseSync } from 'node:sqlite';
import type { FieldDefinition, FieldType, ObjectDefinition, Schema } from '../schema/types.ts';
import { createRecycleBin } from './recycleBin.ts';

// The layout of the database.
//
// - One table an sObject, named as the object; one column a stored field, named by its API name. Quote both: there
//   is an object `Case`, `Order` and `Group`.
// - `Id` TEXT PRIMARY KEY: 18 characters, compared with case. References hold such ids.
// - Texts compare without case, as SOQL does (COLLATE NOCASE), except case-sensitive unique fields. SQLite folds the
//   case of ASCII letters only.
// - boolean INTEGER 0 or 1, never null; int INTEGER; double, currency, percent REAL.
// - date TEXT `2026-05-01`; datetime TEXT `2026-05-01T07:25:37.000+0000`, always UTC; time TEXT `07:25:37.000Z`.
//   All as on the wire, so that they compare and print as they are.
// - multipicklist TEXT `A;B`, in the order of the picklist.
// - Compound addresses and locations have no column: they are built from their parts (`compoundFieldName`).
// - Formulas and roll-up summaries have no column: they are computed from others whenever they are read.
// - A field with `generatedAs` (the full name of a person, IsClosed of a case) is a generated column.
// - `IsDeleted` 1: the record is in the recycle bin; its row stays.
// - Tables whose name begins with `local_` are no sObjects: tokens, log, stamps.

const columnTypes: Partial<Record<FieldType, string>> = {
  boolean: 'INTEGER',
  int: 'INTEGER',
  long: 'INTEGER',
  double: 'REAL',
  currency: 'REAL',
  percent: 'REAL',
};

/** Whether the field has a column: all but compound addresses and locations, formulas and roll-up summaries. */
export function isStored(field: FieldDefinition): boolean {
  return field.type !== 'address' && field.type !== 'location' && field.computedAs === undefined;
}

/** The value of a field as SQL over a row of its object. `row`: the name of that row. */
export function fieldSql(field: FieldDefinition, row: string): string {
  return field.computedAs?.(row) ?? `${row}.${quoted(field.name)}`;
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Makes what the schema needs and the database does not have yet: tables and columns. A newer schema adds to the data
 * of an older one; a column that it no longer has stays, unread. Indexes come with the first rows, see `createIndexes`.
 */
export function createTables(sqlite: DatabaseSync, schema: Schema): void {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS local_erased_ids (object TEXT NOT NULL, Id TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS local_erased_ids_by_object ON local_erased_ids (object, Id);
    CREATE TABLE IF NOT EXISTS local_tables_of (schema TEXT NOT NULL) STRICT;
  `);
  createRecycleBin(sqlite);
  const fingerprint = schema.fingerprint();
  // Tables only grow, so what a schema needed once is still there after others came.
  if (sqlite.prepare('SELECT 1 FROM local_tables_of WHERE schema = ?').get(fingerprint) !== undefined) return;
  sqlite.exec('BEGIN');
  for (const object of schema.objects) if (object.stored) createTableOf(sqlite, object);
  sqlite.prepare('INSERT INTO local_tables_of VALUES (?)').run(fingerprint);
  sqlite.exec('COMMIT');
}

/**
 * The indexes of an object, before its first rows. Not along with the table: each new index makes SQLite read all that
 * it knows of tables, which would take an org of a thousand objects ten seconds.
 */
export function createIndexes(sqlite: DatabaseSync, object: ObjectDefinition): void {
  for (const index of indexesOf(object)) sqlite.exec(index);
}

function createTableOf(sqlite: DatabaseSync, object: ObjectDefinition): void {
  const columns = sqlite.prepare(`PRAGMA table_xinfo(${quoted(object.name)})`).all();
  const existing = new Set(columns.map(row => row.name));
  if (existing.size === 0) sqlite.exec(createTable(object));
  else for (const field of missing(object, existing)) sqlite.exec(addColumn(object, field));
}

function createTable(object: ObjectDefinition): string {
  const columns = object.fields.filter(isStored).map(column);
  return `CREATE TABLE ${quoted(object.name)} (\n  ${columns.join(',\n  ')}\n) STRICT`;
}

function missing(object: ObjectDefinition, existing: ReadonlySet<unknown>): readonly FieldDefinition[] {
  return object.fields.filter(field => isStored(field) && !existing.has(field.name));
}

function addColumn(object: ObjectDefinition, field: FieldDefinition): string {
  return `ALTER TABLE ${quoted(object.name)} ADD COLUMN ${column(field)}`;
}

function column(field: FieldDefinition): string {
  const type = columnTypes[field.type] ?? 'TEXT';
  const parts = [quoted(field.name), type];
  if (field.type === 'id') parts.push('NOT NULL PRIMARY KEY');
  else if (type === 'TEXT' && comparesWithoutCase(field)) parts.push('COLLATE NOCASE');
  if (field.generatedAs !== null) parts.push(`GENERATED ALWAYS AS (${field.generatedAs}) VIRTUAL`);
  else if (field.type === 'boolean') parts.push('NOT NULL DEFAULT 0');
  return parts.join(' ');
}

function comparesWithoutCase({ type, caseSensitive }: FieldDefinition): boolean {
  return type !== 'reference' && type !== 'date' && type !== 'datetime' && type !== 'time' && !caseSensitive;
}

/**
 * What Salesforce indexes too: references, external and unique ids, names and the dates of change. Not who made or
 * changed a record: nearly all rows name the same user, and each index costs every write.
 */
function indexesOf(object: ObjectDefinition): readonly string[] {
  return object.fields.filter(isIndexed).map(field => {
    const name = quoted(`${object.name}.${field.name}`);
    const live = field.unique && object.field('IsDeleted') !== undefined ? ' WHERE IsDeleted = 0' : '';
    const kind = field.unique ? 'UNIQUE INDEX' : 'INDEX';
    return `CREATE ${kind} IF NOT EXISTS ${name} ON ${quoted(object.name)} (${quoted(field.name)})${live}`;
  });
}

const indexedDates = new Set(['CreatedDate', 'SystemModstamp']);
const auditReferences = new Set(['CreatedById', 'LastModifiedById']);

function isIndexed(field: FieldDefinition): boolean {
  const { name, type, externalId, unique, nameField } = field;
  const isReference = type === 'reference' && !auditReferences.has(name);
  return (isReference || externalId || unique || nameField || indexedDates.has(name)) && isStored(field);
}
