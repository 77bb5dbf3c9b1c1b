import {
  aliasText,
  expressionOf,
  groupItems,
  havingCondition,
  keywordsOf,
  selectItems,
} from '../../../soql/syntax/ast.ts';
import { child, type SyntaxNode, textOf } from '../../../soql/syntax/tree.ts';
import { queryError } from '../errors.ts';
import type { Decode, Expression, GroupPlan } from '../plan.ts';
import { resolveCondition } from './conditions.ts';
import { malformedAt } from './context.ts';
import { type Resolved, resolveExpression } from './expressions.ts';
import { scopeCondition } from './from.ts';
import { resolveOrder } from './order.ts';
import { resolvePresented } from './presentation.ts';
import { allOf } from './records.ts';
import type { Scope } from './scope.ts';
import { resolveWhere } from './where.ts';
import { resolveWindow } from './window.ts';

const MOST_ROLLED_UP = 3;

/** A query with GROUP BY, or with aggregates over all rows. */
export function resolveGroups(scope: Scope, query: SyntaxNode<'Query'>): GroupPlan {
  const { context } = scope;
  const groupBy = resolveGroupBy(scope, query);
  const grouped = (resolved: Resolved): Expression => groupedExpression(scope, groupBy, resolved, 'Field');
  const selected = resolveSelect(scope, query, groupBy, grouped);
  const where = allOf(resolveWhere(scope, query), scopeCondition(scope, query));
  const havingNode = havingCondition(query);
  const having =
    havingNode &&
    resolveCondition(scope, havingNode, {
      leftSide: grouped,
      semiJoin: (_, subquery) => {
        throw malformedAt(
          context,
          subquery,
          'Semi join sub-selects are only allowed at the top level WHERE expressions.',
        );
      },
    });
  const order = resolveOrder(scope, query, item => groupedExpression(scope, groupBy, item, 'Ordered field'));
  const window = resolveWindow(context, query);
  const from = { sources: scope.sources, where, includeDeleted: context.includeDeleted };
  const groupingSets = resolveGroupingSets(scope, query, groupBy.length);
  if (groupBy.length === 0) refuseWindow(query);
  return { kind: 'groups', from, ...selected, groupBy, groupingSets, having, order, ...window };
}

function resolveGroupBy(scope: Scope, query: SyntaxNode<'Query'>): readonly Expression[] {
  const { context } = scope;
  const groups: Expression[] = [];
  for (const item of groupItems(query)) {
    const node = expressionOf(item);
    if (!node) throw new TypeError('a GROUP BY item without an expression');
    const { expression, field } = resolveExpression(scope, node);
    if (expression.kind !== 'dateFunction' && !field) {
      throw malformedAt(context, node, `Grouping by ${textOf(context.tree, node)} is not supported`);
    }
    if (field && !field.field.groupable) {
      throw malformedAt(context, node, `field '${field.field.name}' can not be grouped in a query call`);
    }
    if (groups.some(group => isSame(group, expression))) {
      throw malformedAt(context, node, `duplicate grouping expression: ${textOf(context.tree, node)}`);
    }
    groups.push(expression);
  }
  return groups;
}

/** ROLLUP(a, b): (a, b), (a), (). CUBE(a, b): every subset. */
function resolveGroupingSets(scope: Scope, query: SyntaxNode<'Query'>, count: number): readonly (readonly number[])[] {
  const all = Array.from({ length: count }, (_, index) => index);
  const set = child(child(query, 'GroupByClause'), 'GroupingSet');
  if (!set) return [all];
  const [word = ''] = keywordsOf(scope.context.tree, set);
  if (count > MOST_ROLLED_UP) {
    throw malformedAt(scope.context, set, `GROUP BY ${word} must contain ${MOST_ROLLED_UP} fields or less`);
  }
  if (word === 'ROLLUP') return [...all, count].reverse().map(length => all.slice(0, length));
  const subsets = Array.from({ length: 2 ** count }, (_, bits) => all.filter(index => (bits >> index) & 1));
  return subsets.reverse();
}

function resolveSelect(
  scope: Scope,
  query: SyntaxNode<'Query'>,
  groupBy: readonly Expression[],
  grouped: (resolved: Resolved) => Expression,
): Pick<GroupPlan, 'columns' | 'outputs'> {
  const { context } = scope;
  const columns: Expression[] = [];
  const outputs: { name: string; decode: Decode }[] = [];
  let unnamed = 0;
  for (const item of selectItems(query)) {
    const node = item.kind === 'SelectField' ? expressionOf(item) : undefined;
    if (!node) throw malformedAt(context, item, 'Grouped queries can only select fields and functions');
    const { resolved, expression, decode } = resolvePresented(scope, node, grouped);
    refuseGroupedArgument(scope, groupBy, resolved);
    const name = aliasText(context.tree, item) ?? resolved.field?.field.name ?? `expr${unnamed++}`;
    if (outputs.some(output => output.name.toLowerCase() === name.toLowerCase())) {
      throw malformedAt(context, item, `duplicate alias: ${name}`);
    }
    columns.push(expression);
    outputs.push({ name, decode });
  }
  return { columns, outputs };
}

/** The expression in terms of the groups: only they and aggregates have one value in each row. */
function groupedExpression(
  scope: Scope,
  groupBy: readonly Expression[],
  { expression, subject, node }: Resolved,
  subjectName: 'Field' | 'Ordered field',
): Expression {
  const found = inGroups(groupBy, expression);
  if (found) return found;
  const name = subject && expression.kind === 'column' ? subject.field.name : textOf(scope.context.tree, node);
  throw malformedAt(scope.context, node, `${subjectName} must be grouped or aggregated: ${name}`);
}

function inGroups(groupBy: readonly Expression[], expression: Expression): Expression | undefined {
  const group = groupBy.find(candidate => isSame(candidate, expression));
  if (group) return group;
  switch (expression.kind) {
    case 'aggregate':
      return expression;
    case 'dateFunction': {
      const argument = inGroups(groupBy, expression.argument);
      return argument && { ...expression, argument };
    }
    case 'label':
    case 'grouping': {
      const of = inGroups(groupBy, expression.of);
      return of && { ...expression, of };
    }
    default:
      return undefined;
  }
}

function refuseGroupedArgument(
  scope: Scope,
  groupBy: readonly Expression[],
  { expression, subject, node }: Resolved,
): void {
  if (expression.kind !== 'aggregate' || !groupBy.some(group => isSame(group, expression.argument))) return;
  throw malformedAt(scope.context, node, `Grouped field should not be aggregated: ${subject?.field.name ?? ''}`);
}

function refuseWindow(query: SyntaxNode<'Query'>): void {
  const clause = child(query, 'LimitClause', 'OffsetClause');
  if (!clause) return;
  const word = clause.kind === 'LimitClause' ? 'LIMIT' : 'OFFSET';
  const text = `Non-grouped query that uses overall aggregate functions cannot also use ${word}`;
  throw queryError('MALFORMED_QUERY', text);
}

function isSame(a: Expression, b: Expression): boolean {
  if (a.kind === 'column' && b.kind === 'column') return a.source === b.source && a.field === b.field;
  if (a.kind === 'typeName' && b.kind === 'typeName') return isSame(a.id, b.id);
  if (a.kind === 'nameColumn' && b.kind === 'nameColumn') {
    return (
      a.variants.length === b.variants.length && a.variants.every((one, index) => isSame(one, b.variants[index] ?? one))
    );
  }
  if (a.kind === 'dateFunction' && b.kind === 'dateFunction') {
    return a.name === b.name && a.timeZone === b.timeZone && isSame(a.argument, b.argument);
  }
  return false;
}
