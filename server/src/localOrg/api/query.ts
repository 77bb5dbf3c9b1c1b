import { listViewQuery } from '../describe/listViews.ts';
import { type Cursor, describeQuery, explainQuery, openQuery, type QueryUser } from '../engine/index.ts';
import { ApiError } from '../errors.ts';
import { json, type Reply } from '../http/reply.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { type ApiCall, resourcePath } from './call.ts';
import { eachUnfinished, pageWithChildren } from './childPages.ts';
import type { Locators } from './locators.ts';

export interface QueryContext {
  readonly database: OrgDatabase;
  readonly locators: Locators;
  readonly user: () => QueryUser;
  /** Of the Tooling API, whose pages tell more of themselves. */
  readonly isTooling?: boolean;
}

const largestPage = 2000;
const smallestPage = 200;
/** Rows are read and sent in pieces of this many, so that a page never stands in memory as a whole. */
const piece = 250;

/**
 * `GET /query?q=` and, with the records in the recycle bin, `GET /queryAll?q=`. With `columns=true` only what the
 * columns are, and with `explain=` in place of `q=` only how the query, or that of a list view, would run.
 */
export function query(context: QueryContext, call: ApiCall, includeDeleted: boolean): Reply {
  const parameters = call.request.query;
  const explained = parameters.get('explain');
  const text =
    explained === null ? parameters.get('q') : (listViewQuery(context.database.schema, explained) ?? explained);
  if (!text) throw new ApiError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  const request = requestOf(context, call, text, includeDeleted);
  if (explained !== null) return json(200, { plans: explainQuery(request), sourceQuery: text });
  if (parameters.get('columns') === 'true') return json(200, describeQuery(request));
  return answerQuery(context, call, text, includeDeleted);
}

/** The first page of a query's rows. */
export function answerQuery(context: QueryContext, call: ApiCall, text: string, includeDeleted: boolean): Reply {
  const cursor = openQuery({ ...requestOf(context, call, text, includeDeleted), mostChildren: pageSize(call) });
  return page(context, call, cursor, { offset: 0, size: pageSize(call), keep: () => context.locators.keep(cursor) });
}

/** `GET /query/{locator}`: the next page of a query. */
export function queryMore(context: QueryContext, call: ApiCall, locator: string): Reply {
  const place = context.locators.find(locator);
  return page(context, call, place.cursor, { offset: place.offset, size: pageSize(call), keep: () => place.locator });
}

export function requestOf({ database, user }: QueryContext, call: ApiCall, text: string, includeDeleted: boolean) {
  const { sqlite: db, schema } = database;
  return { db, schema, text, user: user(), now: new Date(), includeDeleted, version: call.version };
}

interface PageRange {
  readonly offset: number;
  readonly size: number;
  /** Gives the locator of the cursor, which is kept when there is a next page. */
  readonly keep: () => string;
}

function page(context: QueryContext, call: ApiCall, cursor: Cursor, range: PageRange): Reply {
  const { offset, size } = range;
  if (cursor.hasChildren) return nestedPage(context, call, cursor, range);
  const end = Math.min(offset + size, cursor.rowCount);
  // Read before the answer begins, so that a query that fails on its data still gets its error.
  const first = cursor.readItems(Math.min(piece, end - offset), offset);
  const opening = `${JSON.stringify(headOf(context, call, cursor, end, range)).slice(0, -1)},"records":[`;
  const chunks = end - offset <= piece ? [opening, first, ']}'] : pieces(opening, first, cursor, { offset, end });
  return { status: 200, body: { kind: 'jsonText', chunks } };
}

/** How many records fill the page is not known before they are read. */
function nestedPage(context: QueryContext, call: ApiCall, cursor: Cursor, range: PageRange): Reply {
  const { records, end } = pageWithChildren(cursor, range.offset, range.size);
  eachUnfinished(records, children => {
    const locator = `${context.locators.keep(children.open!())}-${children.records.length}`;
    children.nextRecordsUrl = resourcePath(call, 'query', locator);
  });
  return json(200, { ...headOf(context, call, cursor, end, range), records });
}

function headOf(
  { isTooling }: QueryContext,
  call: ApiCall,
  cursor: Cursor,
  end: number,
  { offset, keep }: PageRange,
): object {
  const { totalSize, rowCount } = cursor;
  const done = end === rowCount;
  const locator = done ? null : `${keep()}-${end}`;
  const next = locator === null ? {} : { nextRecordsUrl: resourcePath(call, 'query', locator) };
  if (!isTooling) return { totalSize, done, ...next };
  const [record] = end > offset ? cursor.read(1, offset) : [];
  const entityTypeName = record?.attributes.type ?? null;
  return {
    size: rowCount === 0 ? totalSize : end - offset,
    totalSize,
    done,
    queryLocator: locator,
    entityTypeName,
    ...next,
  };
}

function* pieces(
  opening: string,
  first: string | Uint8Array,
  cursor: Cursor,
  { offset, end }: { readonly offset: number; readonly end: number },
): Generator<string | Uint8Array> {
  yield opening;
  yield first;
  let written = first.length > 0;
  for (let from = offset + piece; from < end; from += piece) {
    const items = cursor.readItems(Math.min(piece, end - from), from);
    if (items.length > 0 && written) yield ',';
    yield items;
    written ||= items.length > 0;
  }
  yield ']}';
}

/** The client's `Sforce-Query-Options: batchSize=`, within what Salesforce allows. */
function pageSize(call: ApiCall): number {
  const wanted = /batchSize\s*=\s*(\d{1,6})/i.exec(String(call.request.headers['sforce-query-options'] ?? ''))?.[1];
  if (wanted === undefined) return largestPage;
  return Math.min(largestPage, Math.max(smallestPage, Number(wanted)));
}
