import type { SQLOutputValue } from 'node:sqlite';
import type { FieldDefinition, ObjectDefinition } from '../../../../server/src/localOrg/schema/types.ts';
import type { OrgDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { storedValue, wireValue } from '../../../../server/src/localOrg/storage/values.ts';
import { asJson } from '../asJson.ts';

/** The objects that have a table. */
export function tables({ schema }: OrgDatabase): readonly ObjectDefinition[] {
  return schema.objects.filter(object => object.stored);
}

export function rowsOf(database: OrgDatabase, { name }: ObjectDefinition): readonly Record<string, SQLOutputValue>[] {
  return database.prepare(`SELECT * FROM "${name}" ORDER BY Id`).all();
}

/** Each value would come out of the store as it is if a client wrote it, and nothing required is missing. */
export function faultsOf(object: ObjectDefinition, row: Record<string, SQLOutputValue>): readonly string[] {
  return object.fields.flatMap(field => {
    const value = row[field.name] ?? null;
    const path = `${object.name}.${field.name}`;
    if (field.type === 'address') return [];
    if (value === null) return field.nillable ? [] : [`${path} is empty`];
    if (field.type === 'boolean') return value === 0 || value === 1 ? [] : [`${path} is ${value}`];
    return storedValue(field, asJson(wireValue(field, value))) === value ? [] : [`${path} would become another value`];
  });
}

/** How many values of a reference point at no record: `Contact.AccountId: 3`. */
export function danglingReferences(
  database: OrgDatabase,
  object: ObjectDefinition,
  field: FieldDefinition,
): readonly string[] {
  const found = field.referenceTo
    .filter(target => database.schema.object(target)?.stored)
    .map(target => `SELECT Id FROM "${target}"`);
  const sql = `SELECT count(*) AS rows FROM "${object.name}" WHERE "${field.name}" NOT IN (${found.join(' UNION ALL ')})`;
  const rows = database.prepare(sql).get()?.rows;
  return rows === 0 ? [] : [`${object.name}.${field.name}: ${rows}`];
}
