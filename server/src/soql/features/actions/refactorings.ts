// Changes that nothing is wrong without.
import { comparisonOf } from '../../semantics/comparisons.ts';
import { Lookups } from '../../semantics/lookups.ts';
import { Scopes } from '../../semantics/scope.ts';
import { functionName, selectItems } from '../../syntax/ast.ts';
import { ancestor, child, type SyntaxNode, type SyntaxTree, textOf } from '../../syntax/tree.ts';
import type { Input, TextRange } from '../model.ts';
import { type Fix, nodeAt, replace } from './action.ts';

export type Refactoring = (input: Input, range: TextRange) => Fix | undefined;

/** FIELDS(STANDARD) becomes the names that it stands for. */
const expandFields: Refactoring = ({ tree, schema }, range) => {
  const call = ancestor(nodeAt(tree.root, range), 'FunctionCall');
  if (!call || functionName(tree, call)?.toUpperCase() !== 'FIELDS') return undefined;
  const scopes = new Scopes(tree, new Lookups(schema));
  const object = scopes.around(call)?.object?.schema;
  const argument = child(call, 'FieldPath');
  const which = argument ? textOf(tree, argument).toUpperCase() : '';
  const fields = object?.fields.filter(f => which === 'ALL' || f.custom === (which === 'CUSTOM')) ?? [];
  if (fields.length === 0) return undefined;
  const names = fields.map(f => f.name).join(', ');
  return { title: 'Write out the fields of {0}', args: [textOf(tree, call)], edits: [replace(call, names)] };
};

/** The plain fields of the list by name, Id and Name first; what is not a field stays behind them. */
const sortFields: Refactoring = ({ tree }, range) => {
  const select = ancestor(nodeAt(tree.root, range), 'SelectClause');
  const items = selectItems(select?.parent);
  const sorted = [...items].sort((a, b) => compare(sortKey(tree, a), sortKey(tree, b)));
  if (!select || items.length < 2 || sorted.every((item, index) => item === items[index])) return undefined;
  const edits = items.map((item, index) => replace(item, textOf(tree, sorted[index]!)));
  return { title: 'Sort the fields', edits };
};

function sortKey(tree: SyntaxTree, item: SyntaxNode): string {
  const path = child(item, 'FieldPath');
  if (!path) return '3';
  const name = textOf(tree, path).toLowerCase();
  return `${name === 'id' ? 0 : name === 'name' ? 1 : 2}${name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A literal becomes a bind variable that is asked for when the query runs. */
const extractBind: Refactoring = ({ tree }, range) => {
  const comparison = ancestor(nodeAt(tree.root, range), 'Comparison');
  const literal = ancestor(
    nodeAt(tree.root, range),
    'StringLiteral',
    'NumberLiteral',
    'DateLiteral',
    'DateTimeLiteral',
  );
  const path = child(comparison, 'FieldPath');
  if (!literal || !path || literal.parent !== comparison) return undefined;
  const field = textOf(tree, path)
    .split('.')
    .at(-1)!
    .replace(/__[cr]$/, '');
  const name = field.charAt(0).toLowerCase() + field.slice(1);
  return { title: 'Make it the bind variable {0}', args: [`:${name}`], edits: [replace(literal, `:${name}`)] };
};

/** `=` and IN ask a multi-select picklist for exactly these values; mostly it is meant to hold them. LIKE it refuses. */
const useIncludes: Refactoring = ({ tree, schema }, range) => {
  const node = ancestor(nodeAt(tree.root, range), 'Comparison');
  const comparison = node && comparisonOf(new Scopes(tree, new Lookups(schema)), node);
  const [value] = comparison?.values ?? [];
  if (comparison?.field?.type !== 'multipicklist' || !comparison.operatorNode || value?.kind !== 'StringLiteral')
    return undefined;
  const operator = includesFor[comparison.operator];
  if (!operator) return undefined;
  const inList = value.parent?.kind === 'ValueList' ? [] : [replace(value, `(${textOf(tree, value)})`)];
  const edits = [replace(comparison.operatorNode, operator), ...inList];
  return { title: 'Use {0}', args: [operator], edits };
};

const includesFor: Readonly<Record<string, string>> = {
  '=': 'INCLUDES',
  IN: 'INCLUDES',
  LIKE: 'INCLUDES',
  '!=': 'EXCLUDES',
  'NOT IN': 'EXCLUDES',
};

export const refactorings: readonly Refactoring[] = [expandFields, sortFields, extractBind, useIncludes];
