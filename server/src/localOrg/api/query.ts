import {
  type Cursor,
  describeQuery,
  explainQuery,
  openQuery,
  type QueryRecord,
  type QueryUser,
} from '../engine/index.ts';
import { ApiError } from '../errors.ts';
import { json, type Reply } from '../http/reply.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { type ApiCall, resourcePath } from './call.ts';
import type { Locators } from './locators.ts';

export interface QueryContext {
  readonly database: OrgDatabase;
  readonly locators: Locators;
  readonly user: () => QueryUser;
}

const largestPage = 2000;
const smallestPage = 200;
/** Rows are read and sent in pieces of this many, so that a page never stands in memory as a whole. */
const piece = 250;

/**
 * `GET /query?q=` and, with the records in the recycle bin, `GET /queryAll?q=`. With `columns=true` only what the
 * columns are, and with `explain=` in place of `q=` only how the query would run.
 */
export function query(context: QueryContext, call: ApiCall, includeDeleted: boolean): Reply {
  const parameters = call.request.query;
  const explained = parameters.get('explain');
  const text = explained ?? parameters.get('q');
  if (!text) throw new ApiError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  const request = requestOf(context, call, text, includeDeleted);
  if (explained !== null) return json(200, { plans: explainQuery(request), sourceQuery: text });
  if (parameters.get('columns') === 'true') return json(200, describeQuery(request));
  return answerQuery(context, call, text, includeDeleted);
}

/** The first page of a query's rows. */
export function answerQuery(context: QueryContext, call: ApiCall, text: string, includeDeleted: boolean): Reply {
  const cursor = openQuery(requestOf(context, call, text, includeDeleted));
  const size = pageSize(call);
  if (cursor.rowCount <= size) return page(call, cursor, { offset: 0, size, locator: undefined });
  return page(call, cursor, { offset: 0, size, locator: context.locators.keep(cursor) });
}

/** `GET /query/{locator}`: the next page of a query. */
export function queryMore(context: QueryContext, call: ApiCall, locator: string): Reply {
  const place = context.locators.find(locator);
  return page(call, place.cursor, { offset: place.offset, size: pageSize(call), locator: place.locator });
}

function requestOf({ database, user }: QueryContext, call: ApiCall, text: string, includeDeleted: boolean) {
  const { sqlite: db, schema } = database;
  return { db, schema, text, user: user(), now: new Date(), includeDeleted, version: call.version };
}

interface PageRange {
  readonly offset: number;
  readonly size: number;
  readonly locator: string | undefined;
}

function page(call: ApiCall, cursor: Cursor, { offset, size, locator }: PageRange): Reply {
  const end = Math.min(offset + size, cursor.rowCount);
  const done = end === cursor.rowCount;
  const head = {
    totalSize: cursor.totalSize,
    done,
    ...(done ? {} : { nextRecordsUrl: resourcePath(call, 'query', `${locator}-${end}`) }),
  };
  // Read before the answer begins, so that a query that fails on its data still gets its error.
  const first = cursor.read(Math.min(piece, end - offset), offset);
  return { status: 200, body: { kind: 'jsonText', chunks: chunks(head, first, cursor, { offset, end }) } };
}

function* chunks(
  head: object,
  first: readonly QueryRecord[],
  cursor: Cursor,
  { offset, end }: { readonly offset: number; readonly end: number },
): Generator<string> {
  const opening = JSON.stringify(head).slice(0, -1);
  yield `${opening},"records":[${listItems(first)}`;
  let written = first.length;
  for (let from = offset + piece; from < end; from += piece) {
    const records = cursor.read(Math.min(piece, end - from), from);
    if (records.length > 0) yield `${written > 0 ? ',' : ''}${listItems(records)}`;
    written += records.length;
  }
  yield ']}';
}

function listItems(records: readonly QueryRecord[]): string {
  return JSON.stringify(records).slice(1, -1);
}

/** The client's `Sforce-Query-Options: batchSize=`, within what Salesforce allows. */
function pageSize(call: ApiCall): number {
  const wanted = /batchSize\s*=\s*(\d{1,6})/i.exec(String(call.request.headers['sforce-query-options'] ?? ''))?.[1];
  if (wanted === undefined) return largestPage;
  return Math.min(largestPage, Math.max(smallestPage, Number(wanted)));
}
