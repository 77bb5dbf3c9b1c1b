import { fromItems, innerQuery, pathNames, selectItems, whereCondition } from '../../../soql/syntax/ast.ts';
import { child, type SyntaxNode } from '../../../soql/syntax/tree.ts';
import type { FieldDefinition } from '../../schema/types.ts';
import type { Column, Condition, Expression } from '../plan.ts';
import { type ConditionRules, type Inside, resolveCondition } from './conditions.ts';
import { errorAt, malformedAt, type QueryContext } from './context.ts';
import type { Resolved } from './expressions.ts';
import { rootObject } from './from.ts';
import { newScope, resolvePath, type Scope } from './scope.ts';
import { refuseUnsupportedClauses } from './window.ts';

const MOST_SEMI_JOINS = 2;

/**
 * The condition of a query's WHERE.
 * @param isInner whether the query is a child subquery, which takes no semi-joins
 */
export function resolveWhere(scope: Scope, query: SyntaxNode<'Query'>, isInner = false): Condition | undefined {
  const condition = whereCondition(query);
  if (!condition) return undefined;
  let semiJoins = 0;
  const rules: ConditionRules = {
    leftSide: left => filterable(scope, left),
    semiJoin: (left, subquery, inside) => {
      if (++semiJoins > MOST_SEMI_JOINS) {
        throw malformedAt(scope.context, subquery, `Maximum ${MOST_SEMI_JOINS} semi join sub-selects are allowed`);
      }
      return semiJoin(scope, left, subquery, { ...inside, query: isInner });
    },
  };
  return resolveCondition(scope, condition, rules);
}

/** @throws ApiError INVALID_FIELD when the schema says that conditions cannot use the field */
function filterable(scope: Scope, left: Resolved): Expression {
  const { expression, subject, node } = left;
  if (expression.kind === 'aggregate' || expression.kind === 'grouping') {
    throw malformedAt(scope.context, node, 'Aggregate expressions are not allowed in a WHERE clause');
  }
  if (subject) checkFilterable(scope.context, node, subject.field);
  return expression;
}

function checkFilterable(context: QueryContext, at: { start: number }, field: FieldDefinition): void {
  if (field.type === 'address' || field.type === 'location') {
    const text = 'Address fields can only be filtered using Distance expressions';
    throw errorAt(context, at, 'INVALID_FIELD', text);
  }
  if (field.filterable) return;
  throw errorAt(context, at, 'INVALID_FIELD', `field '${field.name}' can not be filtered in a query call`);
}

/** `field IN (SELECT other FROM Object WHERE …)`. */
function semiJoin(
  scope: Scope,
  left: Resolved,
  subquery: SyntaxNode<'Subquery'>,
  inside: Inside & { readonly query: boolean },
): Condition {
  const { context } = scope;
  const expression = filterable(scope, left);
  if (inside.or) throw malformedAt(context, subquery, `Semi join sub-selects are not allowed with the 'OR' operator`);
  if (inside.not || inside.query) {
    const text = 'Semi join sub-selects are only allowed at the top level WHERE expressions.';
    throw malformedAt(context, subquery, text);
  }
  const query = innerQuery(subquery);
  if (!query) throw new TypeError('a subquery without a query');
  refuseUnsupportedClauses(context, query, true);
  const { object, alias } = rootObject(context, fromItems(query)[0]);
  if (object === scope.root.object) {
    throw malformedAt(context, left.node, 'The inner and outer selects should not be on the same object type');
  }
  const inner = newScope(context, object, alias);
  const column = selectedColumn(inner, query);
  checkSameTarget(context, left, column);
  const where = innerWhere(inner, query);
  const from = { sources: inner.sources, where, includeDeleted: context.includeDeleted };
  return { kind: 'semiJoin', left: expression, column, from };
}

function selectedColumn(inner: Scope, query: SyntaxNode<'Query'>): Column {
  const { context } = inner;
  const [item, extra] = selectItems(query);
  const path = child(item, 'FieldPath');
  if (extra || !path) throw malformedAt(context, item ?? query, 'Semi join sub-selects must select exactly one field');
  const { expression } = resolvePath(inner, path);
  const isPlain = pathNames(context.tree, path).length === 1;
  if (!isPlain || expression.kind !== 'column' || (expression.type !== 'id' && expression.type !== 'reference')) {
    throw malformedAt(context, path, 'Semi join sub-selects can only query id fields');
  }
  return expression;
}

function checkSameTarget(context: QueryContext, left: Resolved, selected: Column): void {
  const outer = left.field?.field;
  const expression = left.expression;
  if (!outer || expression.kind !== 'column' || (outer.type !== 'id' && outer.type !== 'reference')) {
    throw malformedAt(context, left.node, 'The left operand of a semi join must be an id or reference field');
  }
  const outerTargets = targetNames(expression);
  if (targetNames(selected).some(name => outerTargets.includes(name))) return;
  const text = `The selected field '${selected.field.name}' in the subquery and the left operand field in the where expression in the outer query '${outer.name}' should point to the same object type`;
  throw malformedAt(context, left.node, text);
}

function targetNames({ field, source }: Column): readonly string[] {
  return field.type === 'id' ? [source.object.name] : field.referenceTo;
}

function innerWhere(inner: Scope, query: SyntaxNode<'Query'>): Condition | undefined {
  const condition = whereCondition(query);
  const rules: ConditionRules = {
    leftSide: left => filterable(inner, left),
    semiJoin: (_, subquery) => {
      throw malformedAt(inner.context, subquery, 'Nesting of semi join sub-selects is not supported');
    },
  };
  return condition && resolveCondition(inner, condition, rules);
}
