import { createHash } from 'node:crypto';
import { ApiError } from '../errors.ts';
import { readJson } from '../http/body.ts';
import { conditional, requireUnchanged, type Validators } from '../http/conditional.ts';
import { empty, json, type Reply } from '../http/reply.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { normalizedId } from '../storage/ids.ts';
import { readRecord } from '../storage/readRecord.ts';
import { createRecord, deleteRecord, updateRecord } from '../storage/records.ts';
import type { RecordValues } from '../storage/writes.ts';
import { type ApiCall, resourcePath } from './call.ts';
import { requireObject } from './describe.ts';
import { type WriteSource, writeOf } from './writeOf.ts';

// Single records by id.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_retrieve.htm

export interface RecordContext extends WriteSource {
  readonly database: OrgDatabase;
}

/** What a write of one record answers. */
export interface SaveResult {
  readonly id: string;
  readonly success: true;
  readonly errors: readonly never[];
  /** Of an upsert: whether it made the record. */
  readonly created?: boolean;
}

/** The largest record that a body may carry, in bytes. */
const largestRecord = 6 * 1024 * 1024;

/** `POST /sobjects/{object}`. */
export async function create(context: RecordContext, call: ApiCall, name: string): Promise<Reply> {
  const object = requireObject(context.database.schema, name);
  const id = createRecord(context.database, object, await readValues(call), writeOf(context, call));
  return created(call, object, { id, success: true, errors: [] });
}

/** `GET /sobjects/{object}/{id}?fields=`. */
export function read(context: RecordContext, call: ApiCall, name: string, requestedId: string): Reply {
  const object = requireObject(context.database.schema, name);
  return readById(context, call, object, requireId(requestedId));
}

/** `PATCH /sobjects/{object}/{id}`. */
export async function update(context: RecordContext, call: ApiCall, name: string, requestedId: string): Promise<Reply> {
  const object = requireObject(context.database.schema, name);
  const id = requireId(requestedId);
  const values = await readValues(call);
  requireUnchanged(call.request, validatorsOf(context.database, object, id));
  updateRecord(context.database, object, id, values, writeOf(context, call));
  return empty(204);
}

/** `DELETE /sobjects/{object}/{id}`. */
export function remove(context: RecordContext, name: string, requestedId: string): Reply {
  const object = requireObject(context.database.schema, name);
  deleteRecord(context.database, object, requireId(requestedId), context.write());
  return empty(204);
}

export function readById({ database }: RecordContext, call: ApiCall, object: ObjectDefinition, id: string): Reply {
  const fields = call.request.query.get('fields')?.split(',');
  const validators = validatorsOf(database, object, id);
  const make = () => {
    const record = readRecord(database, object, id, fields);
    const attributes = { type: object.name, url: resourcePath(call, 'sobjects', object.name, id) };
    return json(200, { attributes, ...record });
  };
  // Only answers about accounts carry validators, but dates are compared for every object.
  const reply = conditional(call.request, validators, make);
  if (validators.etag !== undefined) return reply;
  const { 'last-modified': _unsent, ...headers } = reply.headers ?? {};
  return { ...reply, headers };
}

/** 201 with the path of the new record. */
export function created(call: ApiCall, object: ObjectDefinition, result: SaveResult): Reply {
  return json(201, result, { location: resourcePath(call, 'sobjects', object.name, result.id) });
}

/** Reads the field values of a record. Throws an ApiError 400 JSON_PARSER_ERROR when the body is no JSON object. */
export async function readValues(call: ApiCall): Promise<RecordValues> {
  const body = await readJson(call.request, largestRecord);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as RecordValues;
  throw new ApiError(400, 'JSON_PARSER_ERROR', 'The body must be a JSON object with the fields of one record');
}

function validatorsOf(database: OrgDatabase, object: ObjectDefinition, id: string): Validators {
  const { SystemModstamp: stamp } = readRecord(
    database,
    object,
    id,
    object.field('SystemModstamp') ? ['SystemModstamp'] : [],
  );
  const etag = createHash('sha1').update(`${id} ${stamp}`).digest('base64');
  return { etag: object.name === 'Account' ? etag : undefined, lastModified: new Date(String(stamp ?? 0)) };
}

/** What follows the object in a path and is no id can only be meant as an external id field. */
function requireId(segment: string): string {
  const id = normalizedId(segment);
  if (id !== undefined) return id;
  const message = `Provided external ID field does not exist or is not accessible: ${segment}`;
  throw new ApiError(404, 'NOT_FOUND', message);
}
