import type { StatementPlace } from './runBinds.ts';
import { queryOf } from './runs.ts';

/** What a query job needs of the statement there. Throws NO_STATEMENT, ONLY_QUERIES. */
export function bulkQueryOf(place: StatementPlace | undefined): {
  readonly soql: string;
  readonly object: string;
  readonly operation: 'query' | 'queryAll';
} {
  const found = queryOf(place);
  const object = found.object ?? '';
  // ALL ROWS is another operation of the Bulk API, and no part of its query.
  const soql = found.soql.replace(/\s+ALL\s+ROWS\s*$/i, '');
  return { soql, object, operation: soql === found.soql ? 'query' : 'queryAll' };
}
