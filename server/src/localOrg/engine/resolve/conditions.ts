import {
  type Condition as ConditionNode,
  conditionOf,
  expressionOf,
  operands,
  operatorText,
} from '../../../soql/syntax/ast.ts';
import { child, childrenOf, type SyntaxNode } from '../../../soql/syntax/tree.ts';
import type { FieldType } from '../../schema/types.ts';
import type { ComparisonOperator, Condition, Expression } from '../plan.ts';
import { errorAt, malformedAt, type QueryContext } from './context.ts';
import { type Resolved, resolveExpression } from './expressions.ts';
import type { Scope } from './scope.ts';
import { likePattern, type Operand, operandOf, stringValue, type Target } from './values.ts';

/** How a clause treats the left side of a comparison, and a subquery on its right. */
export interface ConditionRules {
  /** Checks a left side: WHERE wants it filterable, HAVING grouped or aggregated. */
  readonly leftSide: (left: Resolved) => Expression;
  readonly semiJoin: (left: Resolved, subquery: SyntaxNode<'Subquery'>, inside: Inside) => Condition;
}

/** Between the clause and the comparison at hand. */
export interface Inside {
  readonly or: boolean;
  readonly not: boolean;
}

/** Resolves a condition of WHERE or HAVING. The grammar has seen to it that AND and OR do not mix. */
export function resolveCondition(
  scope: Scope,
  node: ConditionNode,
  rules: ConditionRules,
  inside: Inside = { or: false, not: false },
): Condition {
  switch (node.kind) {
    case 'AndCondition':
      return { kind: 'and', parts: operands(node).map(part => resolveCondition(scope, part, rules, inside)) };
    case 'OrCondition': {
      const within = { ...inside, or: true };
      return { kind: 'or', parts: operands(node).map(part => resolveCondition(scope, part, rules, within)) };
    }
    case 'NotCondition':
      return negated(resolveCondition(scope, innerOf(node), rules, { ...inside, not: true }));
    case 'ParenCondition':
      return resolveCondition(scope, innerOf(node), rules, inside);
    case 'Comparison':
      return comparison(scope, node, rules, inside);
    default:
      return node.kind satisfies never;
  }
}

const negated = (part: Condition): Condition => ({ kind: 'not', part });

function innerOf(node: SyntaxNode): ConditionNode {
  const inner = conditionOf(node);
  if (!inner) throw new TypeError(`a ${node.kind} without a condition`);
  return inner;
}

function comparison(scope: Scope, node: SyntaxNode, rules: ConditionRules, inside: Inside): Condition {
  const { context } = scope;
  const leftNode = expressionOf(node);
  const arithmetic = child(node, 'Arithmetic');
  if (!leftNode || arithmetic)
    throw malformedAt(context, arithmetic ?? node, 'Arithmetic expressions are not supported');
  const left = resolveExpression(scope, leftNode);
  const operator = operatorText(context.tree, child(node, 'Operator')) ?? '';
  const subquery = child(node, 'Subquery');
  if (subquery) {
    const joined = rules.semiJoin(left, subquery, inside);
    return operator === 'NOT IN' ? negated(joined) : joined;
  }
  const subject = rules.leftSide(left);
  checkOperator(context, operator, left);
  const values = childrenOf(child(node, 'ValueList') ?? node, ...valueKinds);
  return valueCondition(context, left, subject, operator, values);
}

const valueKinds = [
  'StringLiteral',
  'NumberLiteral',
  'CurrencyLiteral',
  'BooleanLiteral',
  'NullLiteral',
  'DateLiteral',
  'DateTimeLiteral',
  'TimeLiteral',
  'RelativeDate',
  'Bind',
] as const;

function valueCondition(
  context: QueryContext,
  left: Resolved,
  subject: Expression,
  operator: string,
  values: readonly SyntaxNode[],
): Condition {
  const [first] = values;
  if (!first) throw new TypeError('a comparison without a value');
  const typed = (): Operand[] => values.map(value => operandOf(context, value, targetOf(left, subject)));
  switch (operator) {
    case 'LIKE':
      typed();
      return { kind: 'like', left: subject, pattern: first.kind === 'NullLiteral' ? '' : likePattern(context, first) };
    case 'IN':
      return listCondition(subject, typed());
    case 'NOT IN':
      return negated(listCondition(subject, typed()));
    case 'INCLUDES':
      return includes(context, left, subject, values);
    case 'EXCLUDES':
      return negated(includes(context, left, subject, values));
    default: {
      const [operand] = typed();
      return simpleCondition(subject, operator as ComparisonOperator, operand ?? { kind: 'value', value: null });
    }
  }
}

function targetOf(left: Resolved, subject: Expression): Target {
  return {
    name: left.subject?.field.name ?? 'DISTANCE',
    type: subject.type,
    at: left.node,
    takesDateLiterals: subject.kind !== 'dateFunction',
  };
}

function simpleCondition(left: Expression, operator: ComparisonOperator, operand: Operand): Condition {
  if (operand.kind === 'value') return { kind: 'compare', left, operator, right: operand.value };
  const { from, to } = operand;
  switch (operator) {
    case '=':
      return { kind: 'range', left, from, to };
    case '!=':
      return negated({ kind: 'range', left, from, to });
    case '<':
    case '>=':
      return { kind: 'compare', left, operator, right: from };
    case '<=':
      return { kind: 'compare', left, operator: '<', right: to };
    case '>':
      return { kind: 'compare', left, operator: '>=', right: to };
    default:
      return operator satisfies never;
  }
}

function listCondition(left: Expression, operands: readonly Operand[]): Condition {
  const values = operands.flatMap(operand => (operand.kind === 'value' ? [operand.value] : []));
  const ranges = operands.filter(operand => operand.kind === 'range');
  const parts: Condition[] = ranges.map(({ from, to }) => ({ kind: 'range', left, from, to }));
  if (values.length > 0) parts.push({ kind: 'in', left, values });
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
}

function includes(
  context: QueryContext,
  left: Resolved,
  subject: Expression,
  values: readonly SyntaxNode[],
): Condition {
  const sets = values.map(value => {
    operandOf(context, value, targetOf(left, subject));
    if (value.kind === 'NullLiteral') throw invalidOperator(context, left, subject.type);
    return stringValue(context, value).split(';');
  });
  return { kind: 'includes', left: subject, sets };
}

const everyOrder: readonly string[] = ['=', '!=', '<', '<=', '>', '>=', 'IN', 'NOT IN'];
const equality: readonly string[] = ['=', '!=', 'IN', 'NOT IN'];
const ofText: readonly string[] = [...everyOrder, 'LIKE'];

/** Which operators each type of field takes; types that are not listed compare as texts. */
const operatorsOf: Partial<Record<FieldType, readonly string[]>> = {
  boolean: equality,
  id: everyOrder,
  reference: everyOrder,
  int: everyOrder,
  long: everyOrder,
  double: everyOrder,
  currency: everyOrder,
  percent: everyOrder,
  date: everyOrder,
  datetime: everyOrder,
  time: everyOrder,
  multipicklist: [...equality, 'INCLUDES', 'EXCLUDES'],
};

function checkOperator(context: QueryContext, operator: string, left: Resolved): void {
  const { expression } = left;
  if (expression.kind === 'distance') {
    if (operator === '<' || operator === '>') return;
    throw malformedAt(context, left.node, 'Distance function only supports the < and > operators');
  }
  const allowed = operatorsOf[expression.type] ?? ofText;
  if (!allowed.includes(operator)) throw invalidOperator(context, left, expression.type);
}

function invalidOperator(context: QueryContext, left: Resolved, type: FieldType): Error {
  const kind = type === 'reference' ? 'id' : type;
  return errorAt(context, left.node, 'INVALID_QUERY_FILTER_OPERATOR', `invalid operator on ${kind} field`);
}
