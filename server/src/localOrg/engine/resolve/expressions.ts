import { type Expression as ExpressionNode, functionArguments, functionName } from '../../../soql/syntax/ast.ts';
import { type SyntaxNode, textOf } from '../../../soql/syntax/tree.ts';
import type { FieldDefinition, FieldType } from '../../schema/types.ts';
import type { Aggregate, AggregateName, DateFunction, DateFunctionName, Expression } from '../plan.ts';
import { errorAt, malformedAt } from './context.ts';
import { distanceOf } from './distance.ts';
import { labelOf } from './labels.ts';
import { type ResolvedField, resolvePath, type Scope } from './scope.ts';

/** An expression with what error messages and answers call it. */
export interface Resolved {
  readonly expression: Expression;
  /** The field, where the expression is nothing but one. */
  readonly field: ResolvedField | undefined;
  /** The field that the expression is about, also inside a function. */
  readonly subject: ResolvedField | undefined;
  readonly node: ExpressionNode;
}

const dateFunctions: ReadonlySet<string> = new Set<DateFunctionName>([
  'CALENDAR_MONTH',
  'CALENDAR_QUARTER',
  'CALENDAR_YEAR',
  'DAY_IN_MONTH',
  'DAY_IN_WEEK',
  'DAY_IN_YEAR',
  'DAY_ONLY',
  'FISCAL_MONTH',
  'FISCAL_QUARTER',
  'FISCAL_YEAR',
  'HOUR_IN_DAY',
  'WEEK_IN_MONTH',
  'WEEK_IN_YEAR',
]);
const dateTimeOnly: ReadonlySet<string> = new Set<DateFunctionName>(['DAY_ONLY', 'HOUR_IN_DAY']);
const aggregates: ReadonlySet<string> = new Set<AggregateName>(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);
const numeric: ReadonlySet<FieldType> = new Set<FieldType>(['int', 'long', 'double', 'currency', 'percent']);

/** The name of the function that is called, in capitals; undefined for a field. */
export function calledFunction(scope: Scope, node: SyntaxNode): string | undefined {
  return node.kind === 'FunctionCall' ? functionName(scope.context.tree, node)?.toUpperCase() : undefined;
}

export function isAggregateCall(scope: Scope, node: SyntaxNode): boolean {
  return aggregates.has(calledFunction(scope, node) ?? '');
}

/**
 * A field, or a function of one that can stand in conditions, groups and orders. Functions that only dress a value up
 * for the answer (FORMAT, convertCurrency) are not among them: see select.ts.
 * @throws ApiError for names that do not exist and functions that do not take the field
 */
export function resolveExpression(scope: Scope, node: ExpressionNode): Resolved {
  if (node.kind === 'FieldPath') {
    const field = resolvePath(scope, node as SyntaxNode<'FieldPath'>);
    return { expression: field.expression, field, subject: field, node };
  }
  const name = calledFunction(scope, node) ?? '';
  if (aggregates.has(name)) return aggregateOf(scope, node, name as AggregateName);
  if (dateFunctions.has(name)) return dateFunctionOf(scope, node, name as DateFunctionName);
  if (name === 'TOLABEL') {
    const subject = onlyField(scope, node);
    return { expression: labelOf(subject), field: undefined, subject, node };
  }
  if (name === 'GROUPING') {
    const subject = onlyField(scope, node);
    return { expression: { kind: 'grouping', of: subject.expression, type: 'int' }, field: undefined, subject, node };
  }
  if (name === 'DISTANCE') return { expression: distanceOf(scope, node), field: undefined, subject: undefined, node };
  throw unexpectedFunction(scope, node);
}

/** The one field that a function call is about. */
export function onlyField(scope: Scope, call: SyntaxNode): ResolvedField {
  const [argument] = functionArguments(call);
  if (argument?.kind !== 'FieldPath') throw unexpectedFunction(scope, call);
  return resolvePath(scope, argument as SyntaxNode<'FieldPath'>);
}

export function unexpectedFunction(scope: Scope, call: SyntaxNode): Error {
  const name = functionName(scope.context.tree, call) ?? '';
  return malformedAt(scope.context, call, `unexpected function: '${name}'`);
}

function aggregateOf(scope: Scope, node: ExpressionNode, name: AggregateName): Resolved {
  const subject = onlyField(scope, node);
  const { field, expression } = subject;
  const takesIt = name === 'SUM' || name === 'AVG' ? numeric.has(field.type) : true;
  if (!field.aggregatable || !takesIt) {
    throw malformedAt(scope.context, node, `field ${field.name} does not support aggregate operator ${name}`);
  }
  const aggregate: Aggregate = { kind: 'aggregate', name, argument: expression, type: aggregateType(name, field) };
  return { expression: aggregate, field: undefined, subject, node };
}

function aggregateType(name: AggregateName, field: FieldDefinition): FieldType {
  if (name === 'COUNT' || name === 'COUNT_DISTINCT') return 'int';
  return name === 'AVG' && field.type === 'int' ? 'double' : field.type;
}

function dateFunctionOf(scope: Scope, node: ExpressionNode, name: DateFunctionName): Resolved {
  const { context } = scope;
  const [argument] = functionArguments(node);
  const isLocal = argument?.kind === 'FunctionCall';
  if (isLocal && calledFunction(scope, argument) !== 'CONVERTTIMEZONE') {
    const manner = 'nested functional syntax can only be used in the following manner';
    throw malformedAt(context, node, `${manner}: ${name}(convertTimezone(field))`);
  }
  const subject = onlyField(scope, isLocal ? argument : node);
  const { type } = subject.field;
  const takesDates = !isLocal && !dateTimeOnly.has(name);
  if (type !== 'datetime' && !(takesDates && type === 'date')) {
    const text = `field ${textOf(context.tree, argument ?? node)} does not support function ${name}`;
    throw errorAt(context, node, 'INVALID_FIELD', text);
  }
  const expression: DateFunction = {
    kind: 'dateFunction',
    name,
    argument: subject.expression,
    timeZone: isLocal ? context.clock.timeZone : undefined,
    fiscalYear: context.clock.fiscalYear,
    type: name === 'DAY_ONLY' ? 'date' : 'int',
  };
  return { expression, field: undefined, subject, node };
}
