import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import type { Row } from './rows.ts';
import { fieldSql, quoted } from './tables.ts';

/** The formulas and roll-up summaries among the fields, of one record. */
export function computedValues(
  database: OrgDatabase,
  object: ObjectDefinition,
  id: string,
  fields: readonly FieldDefinition[],
): Row {
  const computed = fields.filter(field => field.computedAs !== undefined);
  if (computed.length === 0) return {};
  const columns = computed.map(field => `${fieldSql(field, 't')} AS ${quoted(field.name)}`);
  return database.prepare(`SELECT ${columns.join(', ')} FROM ${quoted(object.name)} AS t WHERE Id = ?`).get(id) ?? {};
}
