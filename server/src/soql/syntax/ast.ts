// What the nodes of the tree mean. Text may be broken, so every answer may be missing.

import type { NodeKind, TokenKind } from './kinds.ts';
import {
  child,
  childrenOf,
  isTrivia,
  type SyntaxElement,
  type SyntaxNode,
  type SyntaxToken,
  type SyntaxTree,
  textOf,
} from './tree.ts';

export type Statement = SyntaxNode<'Query' | 'SoslQuery'>;
export type Expression = SyntaxNode<'FieldPath' | 'FunctionCall'>;
export type Condition = SyntaxNode<'AndCondition' | 'OrCondition' | 'NotCondition' | 'ParenCondition' | 'Comparison'>;
export type Literal = SyntaxNode<(typeof LITERALS)[number]>;

const CONDITIONS = ['AndCondition', 'OrCondition', 'NotCondition', 'ParenCondition', 'Comparison'] as const;
const LITERALS = [
  'StringLiteral',
  'NumberLiteral',
  'CurrencyLiteral',
  'BooleanLiteral',
  'NullLiteral',
  'DateLiteral',
  'DateTimeLiteral',
  'TimeLiteral',
  'RelativeDate',
] as const;

// --- statements

/** The statements of a file, in order. */
export function statements(root: SyntaxNode<'File'>): Statement[] {
  return childrenOf(root, 'Query', 'SoslQuery');
}

/**
 * The statement that an offset belongs to: the one of the stretch between two semicolons that holds the offset. Right
 * behind a semicolon that is still the one before it.
 */
export function statementAt(root: SyntaxNode<'File'>, offset: number): Statement | undefined {
  let found: Statement | undefined;
  for (const element of root.children) {
    if (element.token) {
      if (element.kind !== 'Semicolon') continue;
      if (offset <= element.end) return found;
      found = undefined;
    } else if ((element.kind === 'Query' || element.kind === 'SoslQuery') && (!found || element.start <= offset)) {
      found = element as Statement;
    }
  }
  return found;
}

// --- tokens

/** The token whose range holds the offset, trivia included; at the end of the text the last one. */
export function tokenAt(root: SyntaxNode, offset: number): SyntaxToken | undefined {
  let element: SyntaxElement | undefined = root;
  while (element && !element.token) element = childAt(element.children, offset);
  return element;
}

/** The token that ends at the offset or holds the character before it: what a person has just typed. */
export function tokenBefore(root: SyntaxNode, offset: number): SyntaxToken | undefined {
  return offset > root.start ? tokenAt(root, offset - 1) : undefined;
}

function childAt(children: readonly SyntaxElement[], offset: number): SyntaxElement | undefined {
  let low = 0;
  let high = children.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((children[middle] as SyntaxElement).start <= offset) low = middle;
    else high = middle - 1;
  }
  return children[low];
}

/** All tokens of an element, in the order of the text, trivia included. */
export function* tokensOf(element: SyntaxElement): Generator<SyntaxToken> {
  if (element.token) yield element;
  else for (const inner of element.children) yield* tokensOf(inner);
}

/** The first token of a kind directly in a node. */
export function tokenOf(node: SyntaxNode | undefined, kind: TokenKind): SyntaxToken | undefined {
  return node?.children.find((element): element is SyntaxToken => element.token && element.kind === kind);
}

/** The keywords directly in a node, in capitals: ['NULLS', 'FIRST']. */
export function keywordsOf(tree: SyntaxTree, node: SyntaxNode | undefined): string[] {
  const tokens = node?.children.filter(element => element.token && element.kind === 'Keyword') ?? [];
  return tokens.map(token => textOf(tree, token).toUpperCase());
}

/** The text of a node on one line: without comments, white space folded to one blank, strings untouched. */
export function minify(tree: SyntaxTree, node: SyntaxNode): string {
  let text = '';
  let hasGap = false;
  for (const token of tokensOf(node)) {
    if (isTrivia(token.kind)) hasGap = true;
    else {
      text += (hasGap && text !== '' ? ' ' : '') + textOf(tree, token);
      hasGap = false;
    }
  }
  return text;
}

// --- the parts of a query

/** The items of the SELECT list. */
export function selectItems(
  query: SyntaxNode | undefined,
): SyntaxNode<'SelectField' | 'Subquery' | 'TypeofExpression'>[] {
  return childrenOf(child(query, 'SelectClause'), 'SelectField', 'Subquery', 'TypeofExpression');
}

/** All items of FROM; the first is the object or the child relationship, the others are paths from it. */
export function fromItems(query: SyntaxNode | undefined): SyntaxNode<'FromItem'>[] {
  return childrenOf(child(query, 'FromClause'), 'FromItem');
}

/** The first item of FROM. */
export function fromItem(query: SyntaxNode | undefined): SyntaxNode<'FromItem'> | undefined {
  return child(child(query, 'FromClause'), 'FromItem');
}

/** The query inside a Subquery node. */
export function innerQuery(subquery: SyntaxNode | undefined): SyntaxNode<'Query'> | undefined {
  return child(subquery, 'Query');
}

/** The field or function of a SelectField, GroupItem, OrderItem or the left side of a Comparison. */
export function expressionOf(node: SyntaxNode | undefined): Expression | undefined {
  return child(node, 'FieldPath', 'FunctionCall');
}

/** The condition of WHERE. */
export function whereCondition(query: SyntaxNode | undefined): Condition | undefined {
  return conditionOf(child(query, 'WhereClause'));
}

/** The condition of HAVING. */
export function havingCondition(query: SyntaxNode | undefined): Condition | undefined {
  return conditionOf(child(query, 'HavingClause'));
}

/** The condition directly in a clause, in parentheses or behind NOT. */
export function conditionOf(node: SyntaxNode | undefined): Condition | undefined {
  return child(node, ...CONDITIONS);
}

/** The operands of an AndCondition or OrCondition. */
export function operands(node: SyntaxNode | undefined): Condition[] {
  return childrenOf(node, ...CONDITIONS);
}

/** What LIMIT holds: a number or a bind. */
export function limitValue(query: SyntaxNode | undefined): SyntaxNode<'NumberLiteral' | 'Bind'> | undefined {
  return child(child(query, 'LimitClause'), 'NumberLiteral', 'Bind');
}

/** What OFFSET holds: a number or a bind. */
export function offsetValue(query: SyntaxNode | undefined): SyntaxNode<'NumberLiteral' | 'Bind'> | undefined {
  return child(child(query, 'OffsetClause'), 'NumberLiteral', 'Bind');
}

export function groupItems(query: SyntaxNode | undefined): SyntaxNode<'GroupItem'>[] {
  const clause = child(query, 'GroupByClause');
  return childrenOf(child(clause, 'GroupingSet') ?? clause, 'GroupItem');
}

export function orderItems(query: SyntaxNode | undefined): SyntaxNode<'OrderItem'>[] {
  return childrenOf(child(query, 'OrderByClause'), 'OrderItem');
}

// --- expressions

/** The names of a path as written: ['Account', 'Owner', 'Name']. */
export function pathNames(tree: SyntaxTree, path: SyntaxNode | undefined): string[] {
  return childrenOf(path, 'Name').map(name => textOf(tree, name));
}

/** The name of a function as written. */
export function functionName(tree: SyntaxTree, call: SyntaxNode | undefined): string | undefined {
  return nameText(tree, call);
}

/** The arguments of a function call. */
export function functionArguments(
  call: SyntaxNode | undefined,
): SyntaxNode<Expression['kind'] | Literal['kind'] | 'Bind'>[] {
  return childrenOf(call, 'FieldPath', 'FunctionCall', 'Bind', ...LITERALS);
}

/** The alias of a SelectField, Subquery or FromItem, as written. */
export function aliasText(tree: SyntaxTree, node: SyntaxNode | undefined): string | undefined {
  return nameText(tree, child(node, 'Alias'));
}

/** The first Name directly in a node, as written. */
export function nameText(tree: SyntaxTree, node: SyntaxNode | undefined): string | undefined {
  const name = child(node, 'Name');
  return name && textOf(tree, name);
}

/** The operator in one spelling: '=', '!=' (also for <>), '<=', 'LIKE', 'NOT IN'. */
export function operatorText(tree: SyntaxTree, operator: SyntaxNode | undefined): string | undefined {
  if (!operator) return undefined;
  const words = keywordsOf(tree, operator);
  if (words.length > 0) return words.join(' ');
  const symbol = minify(tree, operator).replace(' ', '');
  return symbol === '<>' ? '!=' : symbol;
}

/** The right side of a comparison. */
export function comparedWith(
  comparison: SyntaxNode | undefined,
): SyntaxNode<Literal['kind'] | 'Bind' | 'ValueList' | 'Subquery'> | undefined {
  const operator = child(comparison, 'Operator');
  return childrenOf(comparison, 'Bind', 'ValueList', 'Subquery', ...LITERALS).find(
    node => operator !== undefined && node.start >= operator.end,
  );
}

/** The values of a ValueList. */
export function listValues(list: SyntaxNode | undefined): SyntaxNode<Literal['kind'] | 'Bind'>[] {
  return childrenOf(list, 'Bind', ...LITERALS);
}

export function isLiteral(node: SyntaxNode): node is Literal {
  return (LITERALS as readonly NodeKind[]).includes(node.kind);
}

/** The name behind the colon of a bind: 'ids', 'account.Name'. */
export function bindName(tree: SyntaxTree, bind: SyntaxNode | undefined): string | undefined {
  return bind && minify(tree, bind).slice(1).trim();
}
