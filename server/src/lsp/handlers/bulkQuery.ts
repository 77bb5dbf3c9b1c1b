import { runStatementAt } from '../../runs/statement.ts';
import { fromItem, pathNames, statementAt } from '../../soql/syntax/ast.ts';
import { child } from '../../soql/syntax/tree.ts';
import type { Failure } from '../explain.ts';
import type { StatementPlace } from './runBinds.ts';

/** What a query job needs of the statement there. Throws NO_STATEMENT, SEARCH_NOT_RUNNABLE. */
export function bulkQueryOf(place: StatementPlace | undefined): {
  readonly soql: string;
  readonly object: string;
  readonly operation: 'query' | 'queryAll';
} {
  const found = place ? runStatementAt(place.tree, place.offset) : 'none';
  if (found === 'none' || !place) throw failure('NO_STATEMENT', 'No statement at this place.');
  if (found === 'sosl') throw failure('SEARCH_NOT_RUNNABLE', 'The statement begins with FIND.');
  const query = statementAt(place.tree.root, place.offset);
  const [object = ''] = pathNames(place.tree, child(fromItem(query), 'FieldPath'));
  // ALL ROWS is another operation of the Bulk API, and no part of its query.
  const soql = found.soql.replace(/\s+ALL\s+ROWS\s*$/i, '');
  return { soql, object, operation: soql === found.soql ? 'query' : 'queryAll' };
}

const failure = (code: string, message: string): Error & Failure => Object.assign(new Error(message), { code });
