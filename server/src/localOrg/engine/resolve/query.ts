import { expressionOf, functionArguments, orderItems, selectItems } from '../../../soql/syntax/ast.ts';
import { child, type SyntaxNode } from '../../../soql/syntax/tree.ts';
import type { CountPlan, QueryPlan } from '../plan.ts';
import { malformedAt, type QueryContext } from './context.ts';
import { calledFunction, isAggregateCall } from './expressions.ts';
import { resolveFrom, scopeCondition } from './from.ts';
import { resolveGroups } from './groups.ts';
import { allOf, resolveRecords } from './records.ts';
import type { Scope } from './scope.ts';
import { queryOf } from './statement.ts';
import { resolveWhere } from './where.ts';
import { refuseUnsupportedClauses, resolveWindow } from './window.ts';

/**
 * What a query asks for, with every name looked up and every rule checked.
 * @throws ApiError as Salesforce words it, for whatever is wrong with the query
 */
export function resolveQuery(context: QueryContext): QueryPlan {
  const query = queryOf(context.tree);
  refuseUnsupportedClauses(context, query, false);
  const scope = resolveFrom(context, query);
  const isGrouped = child(query, 'GroupByClause') !== undefined;
  if (isCount(scope, query) && !isGrouped) return resolveCount(scope, query);
  return isGrouped || hasAggregate(scope, query) ? resolveGroups(scope, query) : resolveRecords(scope, query, 0);
}

/** `SELECT COUNT()`: the grammar has seen to it that nothing else is selected. */
function isCount(scope: Scope, query: SyntaxNode<'Query'>): boolean {
  const node = expressionOf(selectItems(query)[0]);
  return node !== undefined && calledFunction(scope, node) === 'COUNT' && functionArguments(node).length === 0;
}

function hasAggregate(scope: Scope, query: SyntaxNode<'Query'>): boolean {
  return selectItems(query).some(item => {
    const node = item.kind === 'SelectField' ? expressionOf(item) : undefined;
    const inner = node && calledFunction(scope, node) === 'FORMAT' ? expressionOf(node) : node;
    return inner !== undefined && isAggregateCall(scope, inner);
  });
}

function resolveCount(scope: Scope, query: SyntaxNode<'Query'>): CountPlan {
  const { context } = scope;
  const [order] = orderItems(query);
  if (order) throw malformedAt(context, order, 'ORDER BY cannot be used with COUNT()');
  const where = allOf(resolveWhere(scope, query), scopeCondition(scope, query));
  const from = { sources: scope.sources, where, includeDeleted: context.includeDeleted };
  return { kind: 'count', from, ...resolveWindow(context, query) };
}
