import { ApiError } from '../errors.ts';
import { empty, json, notFound, type Reply } from '../http/reply.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import { normalizedId } from '../storage/ids.ts';
import { recordsWith } from '../storage/lookups.ts';
import { createRecord, deleteRecord, updateRecord } from '../storage/records.ts';
import { upsertField } from '../storage/upsert.ts';
import { storedValue } from '../storage/values.ts';
import type { RecordValues } from '../storage/writes.ts';
import { type ApiCall, resourcePath } from './call.ts';
import { requireObject } from './describe.ts';
import { created, type RecordContext, readById, readValues, type SaveResult } from './records.ts';
import { writeOf } from './writeOf.ts';

// Single records by the value of an external id field.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_upsert.htm

/** The parts of a path `/sobjects/{object}/{field}/{value}`. */
export type ExternalIdPath = Readonly<Record<'object' | 'field' | 'value', string>>;

/** From this version on, an upsert that updates answers with a body. */
const updatesHaveBodies = 46;

/** `GET /sobjects/{object}/{field}/{value}`. */
export function readByExternalId(context: RecordContext, call: ApiCall, path: ExternalIdPath): Reply {
  const { object, field } = resolve(context, path);
  const ids = find(context, object, field, path.value);
  if (ids.length > 1) return severalMatches(call, object, ids);
  return readById(context, call, object, requireOne(ids));
}

/** `PATCH /sobjects/{object}/{field}/{value}`: updates the record with this value, or makes it. */
export async function upsert(context: RecordContext, call: ApiCall, path: ExternalIdPath): Promise<Reply> {
  const { object, field } = resolve(context, path);
  const values = await readValues(call);
  requireFieldInPathOnly(field, values);
  const ids = find(context, object, field, path.value);
  if (ids.length > 1) return severalMatches(call, object, ids);
  const [id] = ids;
  const { database } = context;
  const write = writeOf(context, call);
  if (id === undefined && call.request.query.get('updateOnly') !== 'true' && field.type !== 'id') {
    const newId = createRecord(database, object, { ...values, [field.name]: path.value }, write);
    return created(call, object, { ...success(newId), created: true });
  }
  const existing = requireOne(ids);
  updateRecord(database, object, existing, values, write);
  if (call.versionNumber < updatesHaveBodies) return empty(204);
  return json(200, { ...success(existing), created: false });
}

/** `DELETE /sobjects/{object}/{field}/{value}`. */
export function removeByExternalId(context: RecordContext, call: ApiCall, path: ExternalIdPath): Reply {
  const { object, field } = resolve(context, path);
  const ids = find(context, object, field, path.value);
  if (ids.length > 1) return severalMatches(call, object, ids);
  deleteRecord(context.database, object, requireOne(ids), context.write());
  return empty(204);
}

function success(id: string): SaveResult {
  return { id, success: true, errors: [] };
}

function resolve(
  context: RecordContext,
  path: ExternalIdPath,
): { readonly object: ObjectDefinition; readonly field: FieldDefinition } {
  const object = requireObject(context.database.schema, path.object);
  return { object, field: upsertField(object, path.field) };
}

function find(
  { database }: RecordContext,
  object: ObjectDefinition,
  field: FieldDefinition,
  value: string,
): readonly string[] {
  if (field.type === 'id') return recordsWith(database, object, field, normalizedId(value) ?? '');
  return recordsWith(database, object, field, storedValue(field, value));
}

function requireOne(ids: readonly string[]): string {
  const [id] = ids;
  if (id === undefined) throw notFound();
  return id;
}

/** 300: the paths of the records among which the client has to choose. */
function severalMatches(call: ApiCall, object: ObjectDefinition, ids: readonly string[]): Reply {
  return json(
    300,
    ids.map(id => resourcePath(call, 'sobjects', object.name, id)),
  );
}

function requireFieldInPathOnly(field: FieldDefinition, values: RecordValues): void {
  const repeated = Object.keys(values).some(name => name.toLowerCase() === field.name.toLowerCase());
  if (!repeated) return;
  throw new ApiError(400, 'INVALID_FIELD', `The ${field.name} field should not be specified in the sobject data.`);
}
