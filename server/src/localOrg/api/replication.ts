import { ApiError } from '../errors.ts';
import { json, type Reply } from '../http/reply.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { wireDateTime } from '../storage/scalarValues.ts';
import { quoted } from '../storage/tables.ts';
import type { ApiCall } from './call.ts';
import { requireObject } from './describe.ts';

// Which records changed in a span of time, for clients that keep a copy.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getupdated.htm

const mostIds = 600_000;
const longestSpan = 30 * 24 * 60 * 60 * 1000;
const minute = 60_000;

/** `GET /sobjects/{object}/updated?start=&end=` */
export function updatedRecords(database: OrgDatabase, { request: { query } }: ApiCall, name: string): Reply {
  return json(200, updatedIn(database, name, { start: query.get('start'), end: query.get('end') }));
}

/** `GET /sobjects/{object}/deleted?start=&end=` */
export function deletedRecords(database: OrgDatabase, { request: { query } }: ApiCall, name: string): Reply {
  return json(200, deletedIn(database, name, { start: query.get('start'), end: query.get('end') }));
}

/** As the client writes it. */
export interface GivenSpan {
  readonly start: string | null;
  readonly end: string | null;
}

/** New and changed records, without the deleted ones. */
export function updatedIn(database: OrgDatabase, name: string, given: GivenSpan) {
  const { object, span } = replicated(database, name, given);
  const ids = rowsOf(database, object, span, false).map(row => String(row.Id));
  return { ids, latestDateCovered: wireDateTime(span.end) };
}

/** What lies in the recycle bin since then. */
export function deletedIn(database: OrgDatabase, name: string, given: GivenSpan) {
  const { object, span } = replicated(database, name, given);
  const rows = object.field('IsDeleted') === undefined ? [] : rowsOf(database, object, span, true);
  const first = database.prepare(`SELECT min(SystemModstamp) AS date FROM ${quoted(object.name)}`).get()?.date;
  return {
    deletedRecords: rows.map(row => ({ deletedDate: String(row.SystemModstamp), id: String(row.Id) })),
    earliestDateAvailable: typeof first === 'string' ? first : wireDateTime(span.start),
    latestDateCovered: wireDateTime(span.end),
  };
}

interface Span {
  readonly start: Date;
  readonly end: Date;
}

function replicated(database: OrgDatabase, name: string, given: GivenSpan) {
  const object = requireObject(database.schema, name);
  if (!object.stored || !object.replicateable || object.field('SystemModstamp') === undefined) {
    throw new ApiError(400, 'INVALID_TYPE', `sObject type '${object.name}' does not support replication`);
  }
  return { object, span: spanOf(given) };
}

/** Seconds do not count: Salesforce looks at whole minutes. */
function spanOf(given: GivenSpan): Span {
  const start = dateOf('start', given.start);
  const end = dateOf('end', given.end);
  if (end.getTime() - start.getTime() < minute) {
    throw new ApiError(
      400,
      'INVALID_REPLICATION_DATE',
      'The end date must be at least one minute after the start date',
    );
  }
  if (Date.now() - start.getTime() > longestSpan) {
    const message = 'startDate cannot be more than 30 days ago';
    throw new ApiError(400, 'INVALID_REPLICATION_DATE', message);
  }
  return { start, end };
}

/** A `+` in a query that was not percent-encoded arrives as a blank. */
function dateOf(name: string, value: string | null): Date {
  if (value === null) throw new ApiError(400, 'MISSING_ARGUMENT', `Missing required parameter: ${name}`);
  const time = Date.parse(value.replace(' ', '+').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(time)) {
    throw new ApiError(400, 'INVALID_FIELD', `'${value}' is not a valid value for the type xsd:dateTime`);
  }
  return new Date(Math.floor(time / minute) * minute);
}

function rowsOf({ prepare }: OrgDatabase, object: ObjectDefinition, { start, end }: Span, deleted: boolean) {
  const state = object.field('IsDeleted') === undefined ? '' : ` AND IsDeleted = ${deleted ? 1 : 0}`;
  const sql = `SELECT Id, SystemModstamp FROM ${quoted(object.name)} WHERE SystemModstamp >= ? AND SystemModstamp < ?${state} ORDER BY SystemModstamp, Id LIMIT ${mostIds + 1}`;
  const rows = prepare(sql).all(wireDateTime(start), wireDateTime(end));
  if (rows.length > mostIds) throw new ApiError(400, 'EXCEEDED_ID_LIMIT', `more than ${mostIds} records changed`);
  return rows;
}
