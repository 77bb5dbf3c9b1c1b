import { createHash } from 'node:crypto';
import { requireObject } from '../api/describe.ts';
import type { QueryContext } from '../api/query.ts';
import { formatter } from '../engine/format.ts';
import { openQuery, type QueryRecord } from '../engine/index.ts';
import { ApiError } from '../errors.ts';
import { notFound } from '../http/reply.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import { normalizedId } from '../storage/ids.ts';
import { liveRow } from '../storage/lookups.ts';
import { malformedId } from '../storage/recordErrors.ts';

/**
 * `GET /ui-api/records/{id}?fields=Account.Name,Account.Owner.Name`: values with how a page shows them.
 * @see https://developer.salesforce.com/docs/atlas.en-us.uiapi.meta/uiapi/ui_api_responses_record.htm
 */
export function uiRecord(context: QueryContext, given: string, parameters: URLSearchParams, version: string): object {
  const id = normalizedId(given);
  if (id === undefined) throw malformedId(given);
  const found = context.database.schema.objectOfId(id);
  if (found === undefined) throw notFound();
  const object = requireObject(context.database.schema, found.name);
  liveRow(context.database, object, id);
  const fields = fieldsOf(object, parameters);
  const kept = ['LastModifiedById', 'LastModifiedDate', 'RecordTypeId', 'SystemModstamp'].filter(name =>
    object.field(name),
  );
  const names = new Map(['Id', ...kept, ...fields].map(name => [name.toLowerCase(), name]));
  const text = `SELECT ${[...names.values()].join(', ')} FROM ${object.name} WHERE Id = '${id}'`;
  const { sqlite: db, schema } = context.database;
  const cursor = openQuery({ db, schema, text, user: context.user(), now: new Date(), includeDeleted: false, version });
  const [record] = cursor.read(1);
  cursor.close();
  if (record === undefined) throw notFound();
  return recordOf(context, object, record, fields);
}

/** Both parameters together; what only `optionalFields` names may be missing. */
function fieldsOf(object: ObjectDefinition, parameters: URLSearchParams): readonly string[] {
  const named = (parameter: string) => (parameters.get(parameter) ?? '').split(',').filter(name => name.trim() !== '');
  const isPlain = (path: string) => path.includes('.') || object.field(path) !== undefined;
  const required = named('fields').map(name => pathIn(object, name));
  const optional = named('optionalFields')
    .map(name => pathIn(object, name))
    .filter(isPlain);
  if (required.length + optional.length > 0) return [...required, ...optional];
  const message = 'At least one of the following query parameters is required: fields, optionalFields';
  throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', message);
}

function pathIn({ name }: ObjectDefinition, qualified: string): string {
  const [object = '', ...path] = qualified.trim().split('.');
  const isPath = path.length > 0 && path.every(part => /^\w+$/.test(part));
  if (isPath && object.toLowerCase() === name.toLowerCase()) return path.join('.');
  throw new ApiError(400, 'INVALID_FIELD', `Fields are named as ${name}.Field, not ${qualified}`);
}

function recordOf(
  context: QueryContext,
  object: ObjectDefinition,
  record: QueryRecord,
  fields: readonly string[],
): object {
  const heads = new Set(fields.map(path => path.split('.')[0]!.toLowerCase()));
  const members = Object.entries(record).filter(([name]) => heads.has(name.toLowerCase()));
  const stamp = text(record.SystemModstamp);
  const eTag = createHash('sha1').update(JSON.stringify(record)).digest('hex').slice(0, 32);
  return {
    apiName: object.name,
    childRelationships: {},
    eTag,
    fields: Object.fromEntries(members.map(([name, value]) => [name, shown(context, object, name, value)])),
    id: record.Id ?? null,
    lastModifiedById: record.LastModifiedById ?? null,
    lastModifiedDate: isoDate(text(record.LastModifiedDate)),
    recordTypeId: record.RecordTypeId ?? null,
    recordTypeInfo: null,
    systemModstamp: isoDate(stamp),
    weakEtag: stamp === null ? 0 : Date.parse(stamp.replace('+0000', 'Z')),
  };
}

function shown(context: QueryContext, object: ObjectDefinition, name: string, value: unknown): object {
  const field = object.field(name);
  if (field === undefined) return parent(context, value);
  if (value === null || value === undefined) return { displayValue: null, value: null };
  return { displayValue: displayValue(context, field, value), value };
}

function parent(context: QueryContext, value: unknown): object {
  if (typeof value !== 'object' || value === null) return { displayValue: null, value: null };
  const record = value as QueryRecord;
  const object = requireObject(context.database.schema, record.attributes.type);
  const name = record[object.nameField?.name ?? ''];
  const fields = Object.keys(record).filter(key => key !== 'attributes');
  return { displayValue: typeof name === 'string' ? name : null, value: recordOf(context, object, record, fields) };
}

const formatted = new Set(['int', 'long', 'double', 'currency', 'percent', 'date', 'datetime', 'time']);

/** Plain texts and checkboxes are shown as they are. */
function displayValue(context: QueryContext, field: FieldDefinition, value: unknown): string | null {
  if (field.type === 'picklist') return field.picklistValues.find(each => each.value === value)?.label ?? String(value);
  if (!formatted.has(field.type)) return null;
  return formatter(field, context.user())(value as string | number);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isoDate(value: string | null): string | null {
  return value === null ? null : value.replace('+0000', 'Z');
}
