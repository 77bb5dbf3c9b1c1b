import { expressionOf, keywordsOf, orderItems } from '../../../soql/syntax/ast.ts';
import type { SyntaxNode } from '../../../soql/syntax/tree.ts';
import type { Expression, OrderItem } from '../plan.ts';
import { malformedAt } from './context.ts';
import { type Resolved, resolveExpression } from './expressions.ts';
import type { Scope } from './scope.ts';

/**
 * ORDER BY. Nulls come first in both directions unless the query says otherwise, and picklists are sorted by the
 * order of their values in Setup.
 * @param check what the clause may sort by: fields in one kind of query, groups and aggregates in the other
 * @see https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_orderby.htm
 */
export function resolveOrder(
  scope: Scope,
  query: SyntaxNode<'Query'>,
  check: (item: Resolved) => Expression,
): readonly OrderItem[] {
  return orderItems(query).flatMap(item => {
    const node = expressionOf(item);
    if (!node) throw new TypeError('an ORDER BY item without an expression');
    const resolved = resolveExpression(scope, node);
    const words = keywordsOf(scope.context.tree, item);
    // NULLS FIRST and NULLS LAST have no effect on lookup fields.
    const nullsLast = words.includes('LAST') && resolved.field?.field.type !== 'reference';
    const order = { descending: words.includes('DESC'), nullsLast };
    return sortKeys(resolved, check(resolved)).map(by => ({ by, ...order }));
  });
}

/** @throws ApiError MALFORMED_QUERY when the schema says that the field cannot be sorted by */
export function sortable(scope: Scope, item: Resolved): Expression {
  const { expression, field, node } = item;
  if (expression.kind === 'aggregate' || expression.kind === 'grouping' || expression.kind === 'label') {
    throw malformedAt(scope.context, node, 'Ordered field must be grouped or aggregated');
  }
  if (field && !field.field.sortable) {
    throw malformedAt(scope.context, node, `field '${field.field.name}' can not be sorted in a query call`);
  }
  return expression;
}

function sortKeys({ field }: Resolved, by: Expression): Expression[] {
  if (field?.field.type !== 'picklist' || field.field.picklistValues.length === 0) return [by];
  const values = field.field.picklistValues.map(({ value }) => value);
  return [{ kind: 'rank', of: by, values, type: 'int' }, by];
}
