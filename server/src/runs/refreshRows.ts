import { SalesforceError } from '../salesforce/errors.ts';
import { type QueryApi, queryPage, queryPath } from '../salesforce/rest/query.ts';
import type { Transport } from '../salesforce/transport/transport.ts';
import { quote } from '../soql/semantics/literals.ts';
import type { RowStatement } from './rowStatement.ts';
import { idOf, isRow, type Row } from './store/cells.ts';

/** Rows in a call: a query with FIELDS(ALL) takes no more, and the ids still fit a URL. */
const rowsInCall = 200;

interface Source {
  readonly transport: Transport;
  readonly apiVersion: string;
  readonly api: QueryApi;
  readonly statement: RowStatement;
}

/**
 * Reads records again with the columns of their query. `read` gets the row of each, 200 at a time; undefined where the
 * org has no such record any more. Throws as the transport does, and BAD_ANSWER.
 */
export async function readRowsAgain(
  source: Source,
  ids: readonly string[],
  read: (id: string, row: Row | undefined) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let start = 0; start < ids.length; start += rowsInCall) {
    const wanted = ids.slice(start, start + rowsInCall);
    const rows = new Map((await readSome(source, wanted, signal)).map(row => [idOf(row), row]));
    for (const id of wanted) read(id, rows.get(id));
  }
}

async function readSome(
  { transport, apiVersion, api, statement }: Source,
  ids: readonly string[],
  signal: AbortSignal,
) {
  const soql = `${statement.text} WHERE Id IN (${ids.map(quote).join(',')}) LIMIT ${rowsInCall}`;
  const rows: Row[] = [];
  let next: string | undefined = queryPath(apiVersion, soql, api);
  while (next !== undefined) {
    const { records, nextRecordsUrl } = pageOf(await queryPage(transport, next, signal));
    rows.push(...records);
    next = nextRecordsUrl;
  }
  return rows;
}

function pageOf(bytes: Buffer): { readonly records: readonly Row[]; readonly nextRecordsUrl?: string | undefined } {
  const page = jsonOf(bytes);
  if (!isRow(page) || !Array.isArray(page.records) || !page.records.every(isRow)) throw badPage();
  const { nextRecordsUrl } = page;
  return { records: page.records, nextRecordsUrl: typeof nextRecordsUrl === 'string' ? nextRecordsUrl : undefined };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw badPage();
  }
}

const badPage = () =>
  new SalesforceError({ code: 'BAD_ANSWER', message: "The answer is not a page of a query's result." });
