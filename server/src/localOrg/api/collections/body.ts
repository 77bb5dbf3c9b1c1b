import { ApiError } from '../../errors.ts';
import { readJson } from '../../http/body.ts';
import type { ObjectDefinition, Schema } from '../../schema/types.ts';
import type { RecordValues } from '../../storage/writes.ts';
import type { ApiCall } from '../call.ts';

/** A record of a collection: what it is, the Id that it names, and its other fields. */
export interface CollectionRecord {
  readonly object: ObjectDefinition;
  readonly id: unknown;
  readonly values: RecordValues;
}

export interface Collection {
  readonly allOrNone: boolean;
  readonly records: readonly CollectionRecord[];
}

const mostRecords = 200;
const mostChunks = 10;

/**
 * Reads `{"allOrNone": false, "records": [{"attributes": {"type": "Account"}, …}]}`.
 * Throws an ApiError 400 when it is anything else or beyond the limits: 200 records in 10 runs of one type.
 */
export async function readCollection(schema: Schema, call: ApiCall): Promise<Collection> {
  const body = await readJson(call.request);
  if (!isObject(body)) throw parserError('The body must be a JSON object with allOrNone and records');
  const { allOrNone = false, records } = body;
  if (typeof allOrNone !== 'boolean') throw parserError('allOrNone must be a boolean');
  if (!Array.isArray(records) || records.length === 0) throw noRecords();
  requireCount(records.length);
  const collection = records.map(record => collectionRecord(schema, record));
  requireChunks(collection.map(({ object }) => object));
  return { allOrNone, records: collection };
}

export function requireCount(count: number): void {
  if (count <= mostRecords) return;
  const message = `record limit reached. cannot submit more than ${mostRecords} records into this call`;
  throw new ApiError(400, 'EXCEEDED_ID_LIMIT', message);
}

/** A chunk is a run of records of one object. */
export function requireChunks(objects: readonly (ObjectDefinition | undefined)[]): void {
  const chunks = objects.filter((object, index) => index === 0 || object !== objects[index - 1]).length;
  if (chunks <= mostChunks) return;
  const message = `Cannot have more than ${mostChunks} chunks in a single operation. Please rearrange the data to reduce chunking.`;
  throw new ApiError(400, 'LIMIT_EXCEEDED', message);
}

export function noRecords(): ApiError {
  return new ApiError(400, 'REQUIRED_FIELD_MISSING', 'At least 1 record is required');
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function collectionRecord(schema: Schema, record: unknown): CollectionRecord {
  if (!isObject(record)) throw parserError('Each record must be a JSON object');
  const { attributes, ...fields } = record;
  const type = isObject(attributes) ? attributes.type : undefined;
  if (typeof type !== 'string') {
    throw new ApiError(400, 'MISSING_ARGUMENT', 'Each record must have its type: {"attributes": {"type": "…"}}');
  }
  const object = schema.object(type);
  if (object === undefined) throw new ApiError(400, 'INVALID_TYPE', `sObject type '${type}' is not supported.`);
  const idName = Object.keys(fields).find(name => name.toLowerCase() === 'id');
  if (idName === undefined) return { object, id: undefined, values: fields };
  const { [idName]: id, ...values } = fields;
  return { object, id, values };
}

function parserError(message: string): ApiError {
  return new ApiError(400, 'JSON_PARSER_ERROR', message);
}
