import { limitValue, offsetValue } from '../../../soql/syntax/ast.ts';
import { child, type SyntaxNode, textOf } from '../../../soql/syntax/tree.ts';
import { queryError } from '../errors.ts';
import { malformedAt, type QueryContext } from './context.ts';

const HIGHEST_OFFSET = 2000;

/** LIMIT and OFFSET. */
export function resolveWindow(
  context: QueryContext,
  query: SyntaxNode<'Query'>,
): { readonly limit: number | undefined; readonly offset: number } {
  const limit = wholeNumber(context, limitValue(query), 'Limit must be a non-negative value');
  const offset = wholeNumber(context, offsetValue(query), 'SOQL offset must be a non-negative value') ?? 0;
  if (offset > HIGHEST_OFFSET) {
    throw queryError('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${HIGHEST_OFFSET}`);
  }
  return { limit, offset };
}

/** Clauses that only Apex and objects of other clouds have; USING also inside another query. */
export function refuseUnsupportedClauses(context: QueryContext, query: SyntaxNode<'Query'>, isInner: boolean): void {
  const using = isInner ? child(query, 'UsingScopeClause', 'UsingLookupClause') : undefined;
  const clause = using ?? child(query, 'WithClause', 'BindClause', 'UpdateClause', 'SetOptionsClause');
  if (!clause) return;
  const [keyword = ''] = textOf(context.tree, clause).split(/\s/);
  throw malformedAt(context, clause, `${keyword.toUpperCase()} is not supported in this query`);
}

function wholeNumber(context: QueryContext, value: SyntaxNode | undefined, complaint: string): number | undefined {
  if (!value) return undefined;
  if (value.kind === 'Bind') throw malformedAt(context, value, 'Bind variables only allowed in Apex code');
  const number = Number(textOf(context.tree, value));
  if (number < 0) throw queryError('MALFORMED_QUERY', complaint);
  return number;
}
