import { ApiError } from '../errors.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { recordsWith } from './lookups.ts';
import { noSuchColumn } from './recordErrors.ts';
import { storedValue } from './values.ts';
import type { RecordValues } from './writes.ts';

/**
 * The body with each parent that it names by an external id (`"Owner": {"Username": "x"}`) replaced by the reference
 * to it (`"OwnerId": "005…"`).
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm
 */
export function withReferences(database: OrgDatabase, object: ObjectDefinition, values: RecordValues): RecordValues {
  if (!Object.keys(values).some(name => isRecord(values[name]))) return values;
  const entries = Object.entries(values).map(([name, value]): [string, unknown] => {
    const reference = object.field(name) === undefined ? object.relationship(name) : undefined;
    if (reference === undefined || !isRecord(value)) return [name, value];
    return [reference.name, parentId(database, reference, value)];
  });
  return Object.fromEntries(entries);
}

function parentId(database: OrgDatabase, reference: FieldDefinition, parent: RecordValues): string {
  const target = targetOf(database, reference, parent);
  const [key = '', value] = Object.entries(parent).find(([name]) => name !== 'attributes') ?? [];
  const field = target.field(key);
  if (field === undefined) throw noSuchColumn(target, key);
  if (!field.idLookup)
    throw new ApiError(400, 'INVALID_FIELD', `${key} is not an External ID or indexed field for ${target.name}`);
  const [id, ...others] = recordsWith(database, target, field, storedValue(field, value));
  if (id !== undefined && others.length === 0) return id;
  const found = id === undefined ? 'not found' : 'is not unique';
  const message = `Foreign key external ID: ${String(value)} ${found} for field ${field.name} in entity ${target.name}`;
  throw new ApiError(400, 'INVALID_FIELD', message);
}

/** A polymorphic parent must say first what it is. */
function targetOf(database: OrgDatabase, { referenceTo }: FieldDefinition, parent: RecordValues): ObjectDefinition {
  const [first] = Object.entries(parent);
  const type = first?.[0] === 'attributes' && isRecord(first[1]) ? first[1].type : undefined;
  if (referenceTo.length > 1 && type === undefined) {
    const message = 'Nested object for polymorphic foreign key must have an attributes field before any other fields.';
    throw new ApiError(400, 'JSON_PARSER_ERROR', message);
  }
  const name = typeof type === 'string' ? type : (referenceTo[0] ?? '');
  const target = database.schema.object(name);
  if (target !== undefined && referenceTo.includes(target.name)) return target;
  throw new ApiError(400, 'INVALID_TYPE', `sObject type '${name}' is not supported.`);
}

function isRecord(value: unknown): value is RecordValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
