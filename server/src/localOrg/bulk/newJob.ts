import { ApiError } from '../errors.ts';
import type { Schema } from '../schema/types.ts';
import { type CsvFormat, delimiters, lineEndings } from './csv.ts';
import { invalidJob } from './errors.ts';
import type { IngestOperation, NewJob, QueryOperation } from './job.ts';

/** Where a job comes from. */
export interface Origin {
  readonly apiVersion: number;
  readonly createdById: string;
}

type Body = Readonly<Record<string, unknown>>;

const ingestOperations: readonly IngestOperation[] = ['insert', 'update', 'upsert', 'delete', 'hardDelete'];
const queryOperations: readonly QueryOperation[] = ['query', 'queryAll'];

/** Checks the body of `POST /jobs/ingest`. Throws an ApiError 400. */
export function newIngestJob(schema: Schema, body: Body, origin: Origin): NewJob {
  const operation = oneOf(ingestOperations, body.operation, 'operation');
  const object = schema.object(textOf(body.object, 'object'));
  if (object === undefined || !object.stored) {
    throw new ApiError(400, 'INVALIDENTITY', `InvalidEntity : Unable to find object: ${String(body.object)}`);
  }
  const { name } = object;
  const allowed = operation === 'insert' ? object.createable : object.updateable;
  if (!(operation === 'delete' || operation === 'hardDelete' ? object.deletable : allowed)) {
    throw new ApiError(400, 'INVALIDENTITY', `InvalidEntity : Entity '${name}' is not supported by the Bulk API.`);
  }
  const given = body.externalIdFieldName;
  const field = typeof given === 'string' ? object.field(given) : undefined;
  if (operation === 'upsert' && (given === undefined || given === null)) {
    throw invalidJob(`External ID was blank for ${name}. An External ID must be specified for upsert.`);
  }
  if (operation === 'upsert' && !(field?.externalId || field?.idLookup)) {
    const rule = `does not match an External ID, Salesforce Id, or indexed field for ${name}`;
    throw invalidJob(`Field name provided, ${String(given)} ${rule}`);
  }
  const externalIdFieldName = operation === 'upsert' ? (field?.name ?? null) : null;
  return {
    kind: 'ingest',
    operation,
    object: name,
    externalIdFieldName,
    query: null,
    contentType: 'CSV',
    format: formatOf(body),
    ...origin,
  };
}

/** Checks the body of `POST /jobs/query`, save for the query itself. Throws an ApiError 400. */
export function newQueryJob(body: Body, origin: Origin): Omit<NewJob, 'object'> & { readonly query: string } {
  const operation = oneOf(queryOperations, body.operation, 'operation');
  const query = textOf(body.query, 'query');
  const format = formatOf(body);
  return { kind: 'query', operation, externalIdFieldName: null, query, contentType: 'CSV', format, ...origin };
}

function formatOf(body: Body): CsvFormat {
  const { contentType = 'CSV', columnDelimiter = 'COMMA', lineEnding = 'LF' } = body;
  oneOf(['CSV'], contentType, 'contentType');
  return {
    columnDelimiter: oneOf(Object.keys(delimiters) as (keyof typeof delimiters)[], columnDelimiter, 'columnDelimiter'),
    lineEnding: oneOf(Object.keys(lineEndings) as (keyof typeof lineEndings)[], lineEnding, 'lineEnding'),
  };
}

function oneOf<Value extends string>(values: readonly Value[], given: unknown, name: string): Value {
  const value = values.find(item => item === given);
  if (value !== undefined) return value;
  throw invalidJob(`${name} must be one of ${values.join(', ')}, not ${JSON.stringify(given)}`);
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw invalidJob(`${name} must be specified`);
}
