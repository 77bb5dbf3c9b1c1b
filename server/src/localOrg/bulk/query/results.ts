import type { ApiCall } from '../../api/call.ts';
import { resourcePath } from '../../api/call.ts';
import { describeTable } from '../../engine/index.ts';
import { ApiError } from '../../errors.ts';
import { json, type Reply } from '../../http/reply.ts';
import type { BulkContext } from '../context.ts';
import { csvRow } from '../csv.ts';
import { invalidState, requireCsv } from '../errors.ts';
import type { Job } from '../job.ts';
import { queryRequest } from './process.ts';

/** Rows of a page unless the client says how many. */
const usualPage = 50_000;
const pagesInList = 5;

/** `GET /jobs/query/{id}/results?locator=&maxRecords=`: a page of the rows, with a header of its own. */
export function queryResults(context: BulkContext, call: ApiCall, job: Job): Reply {
  requireComplete(job);
  const { query } = call.request;
  const from = placeOf(query.get('locator'), job);
  const to = Math.min(from + pageSize(query.get('maxRecords')), job.processed);
  const headers = {
    'sforce-locator': to < job.processed ? locatorOf(to) : 'null',
    'sforce-numberofrecords': String(to - from),
  };
  return {
    status: 200,
    headers,
    body: { kind: 'stream', contentType: 'text/csv', chunks: resultRows(context, job, from, to) },
  };
}

/** `GET /jobs/query/{id}/resultPages?locator=`: where up to five pages are, to fetch them side by side. */
export function resultPages(call: ApiCall, job: Job): Reply {
  requireComplete(job);
  const path = resourcePath(call, 'jobs', 'query', job.id);
  const from = placeOf(call.request.query.get('locator'), job);
  const places = Array.from({ length: pagesInList }, (_, index) => from + index * usualPage);
  const next = from + pagesInList * usualPage;
  const done = next >= job.processed;
  return json(200, {
    resultPages: places
      .filter(place => place === 0 || place < job.processed)
      .map(place => ({ resultUrl: `${path}/results?locator=${locatorOf(place)}` })),
    ...(done ? {} : { nextRecordsUrl: `${path}/resultPages?locator=${locatorOf(next)}` }),
    done,
  });
}

type RowsContext = Pick<BulkContext, 'database' | 'user' | 'pages'>;
type Chunks = Generator<string | Uint8Array>;

/**
 * The rows from one place to another, behind a header. Header and first rows are made at once: a query that is no longer
 * valid and rows that somebody removed are errors then, not an answer that breaks off.
 */
export function resultRows(context: RowsContext, job: Job, from: number, to: number): Chunks {
  const chunks = makeRows(context, job, from, to);
  const begun = [chunks.next(), chunks.next()].flatMap(({ done, value }) => (done ? [] : [value]));
  return (function* () {
    yield* begun;
    yield* chunks;
  })();
}

function* makeRows(context: RowsContext, job: Job, from: number, to: number): Chunks {
  const columns = describeTable(queryRequest(context, job));
  yield csvRow(
    columns.map(({ name }) => name),
    job.format,
  );
  if (from < to) yield* context.pages.read(job.id, from, to);
}

function requireComplete(job: Job): void {
  if (job.state === 'JobComplete') {
    requireCsv(job);
    return;
  }
  throw invalidState(`The results of job ${job.id} cannot be read in the state ${job.state}`);
}

/** Opaque to clients: the place of a row, in base64. */
function locatorOf(place: number): string {
  return Buffer.from(String(place)).toString('base64url');
}

function placeOf(locator: string | null, job: Job): number {
  if (locator === null) return 0;
  const text = Buffer.from(locator, 'base64url').toString();
  const place = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (place === 0 || place < job.processed) return place;
  throw new ApiError(400, 'INVALID_QUERY_LOCATOR', `Invalid locator: ${locator}`);
}

function pageSize(maxRecords: string | null): number {
  if (maxRecords === null) return usualPage;
  if (/^[1-9]\d{0,8}$/.test(maxRecords)) return Number(maxRecords);
  throw new ApiError(400, 'API_ERROR', `maxRecords must be a positive number, not ${maxRecords}`);
}
