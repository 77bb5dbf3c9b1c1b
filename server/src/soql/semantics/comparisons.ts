// What a comparison compares: its left side's field and type, its operator, its values.
import {
  comparedWith,
  conditionOf,
  expressionOf,
  functionName,
  listValues,
  operands,
  operatorText,
} from '../syntax/ast.ts';
import { child, childrenOf, isA, type SyntaxNode } from '../syntax/tree.ts';
import { functionNamed } from './functions.ts';
import type { FieldSchema, FieldType } from './schema.ts';
import type { QueryScope, Scopes } from './scope.ts';

export interface Comparison {
  readonly node: SyntaxNode<'Comparison'>;
  /** The field on the left, or the one that the function on the left is asked about. */
  readonly field: FieldSchema | undefined;
  /** The name of the function on the left. */
  readonly functionName: string | undefined;
  readonly type: FieldType | undefined;
  /** In upper case and with one space: `NOT IN`. Empty while it is not written. */
  readonly operator: string;
  readonly operatorNode: SyntaxNode<'Operator'> | undefined;
  /** The values on the right, those of a list too. */
  readonly values: readonly SyntaxNode[];
}

export function comparisonOf(scopes: Scopes, node: SyntaxNode<'Comparison'>): Comparison {
  const left = expressionOf(node);
  const operatorNode = child(node, 'Operator');
  const { field, type } = left ? typeOf(scopes, left) : { field: undefined, type: undefined };
  return {
    node,
    field,
    functionName: left?.kind === 'FunctionCall' ? functionName(scopes.tree, left) : undefined,
    type,
    operator: operatorText(scopes.tree, operatorNode) ?? '',
    operatorNode,
    values: valuesOf(node),
  };
}

/** The type of a path or call in the query around it, and the field that it is about. */
export function typeOf(
  scopes: Scopes,
  node: SyntaxNode,
): { field: FieldSchema | undefined; type: FieldType | undefined } {
  if (node.kind === 'FieldPath') {
    const last = scopes.steps(scopes.around(node), scopes.names(node)).at(-1);
    const field = last?.kind === 'field' ? last.field : undefined;
    return { field, type: field?.type };
  }
  const fn = functionNamed(functionName(scopes.tree, node) ?? '');
  const argument = expressionOf(node);
  const inner = argument ? typeOf(scopes, argument) : { field: undefined, type: undefined };
  return { field: inner.field, type: fn && (fn.gives ?? inner.type) };
}

function valuesOf(node: SyntaxNode<'Comparison'>): SyntaxNode[] {
  const right = comparedWith(node);
  if (!right || right.kind === 'Subquery') return [];
  return right.kind === 'ValueList' ? listValues(right) : [right];
}

/** The comparisons of WHERE and HAVING of each query. */
export function collectComparisons(scopes: Scopes, queries: readonly QueryScope[]): Comparison[] {
  return queries
    .flatMap(query => childrenOf(query.node, 'WhereClause', 'HavingClause'))
    .flatMap(clause => comparisonsIn(clause))
    .map(node => comparisonOf(scopes, node));
}

/** The comparisons that every row has to meet: those that only AND and parentheses hold together. */
export function requiredComparisons(node: SyntaxNode | undefined): SyntaxNode<'Comparison'>[] {
  if (isA(node, 'Comparison')) return [node];
  if (node?.kind === 'AndCondition') return operands(node).flatMap(requiredComparisons);
  return node?.kind === 'ParenCondition' ? requiredComparisons(conditionOf(node)) : [];
}

/** Every comparison of a condition; those of subqueries are not part of it. */
function comparisonsIn(node: SyntaxNode): SyntaxNode<'Comparison'>[] {
  return operands(node).flatMap(inner => (isA(inner, 'Comparison') ? [inner] : comparisonsIn(inner)));
}
