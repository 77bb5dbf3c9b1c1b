// Bind variables of a statement, and the literals that take their places.
import { bindName, comparedWith, isLiteral, tokensOf, whereCondition } from '../syntax/ast.ts';
import { parse } from '../syntax/parser.ts';
import { ancestor, childrenOf, isA, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { comparisonOf } from './comparisons.ts';
import { quote } from './literals.ts';
import type { Scopes } from './scope.ts';
import { familyOf, familyWords, type TypeFamily, takesLiteral } from './types.ts';

/** What a bind may stand for: a value of a type, or what its clause wants. */
export type BindFamily = TypeFamily | 'count' | 'term';

/** What fits, in words. Quotes are not needed: what is written becomes the literal of the type. */
export const bindWords: Readonly<Record<BindFamily, string>> = {
  ...familyWords,
  text: 'text',
  id: 'an Id',
  multipicklist: 'values, as in A;B',
  number: 'a number',
  currency: 'a number',
  count: 'a whole number',
  term: 'words to search for',
};

export interface Bind {
  readonly node: SyntaxNode<'Bind'>;
  /** As written behind the colon: `ids`, `account.Name`. */
  readonly name: string;
  /** What it is compared with, as far as the schema knows; LIMIT and OFFSET want a count, FIND wants a search term. */
  readonly family: BindFamily | undefined;
  /** Alone behind IN, NOT IN, INCLUDES or EXCLUDES: several values. */
  readonly list: boolean;
}

/** The binds of a statement in the order of its text. */
export function bindsOf(scopes: Scopes, statement: SyntaxNode): Bind[] {
  const nodes = new Set<SyntaxNode<'Bind'>>();
  for (const token of tokensOf(statement)) if (isA(token.parent, 'Bind')) nodes.add(token.parent);
  return [...nodes].map(node => ({ node, name: bindName(scopes.tree, node) ?? '', ...wantedBy(scopes, node) }));
}

/**
 * The statement's text with literals in place of its binds. `values` has what the user wrote, by the name of the bind.
 * Answers the first bind that has no value, or one that its field cannot take, instead.
 */
export function withLiterals(
  tree: SyntaxTree,
  statement: SyntaxNode,
  binds: readonly Bind[],
  values: Readonly<Record<string, string>>,
): string | Bind {
  let text = '';
  let end = statement.start;
  for (const bind of binds) {
    const value = Object.hasOwn(values, bind.name) ? values[bind.name] : undefined;
    const literal = value === undefined ? undefined : bindLiteral(value, bind);
    if (literal === undefined) return bind;
    text += tree.text.slice(end, bind.node.start) + literal;
    end = bind.node.end;
  }
  return text + tree.text.slice(end, statement.end);
}

/**
 * What the user wrote as the literal of a type: taken as it is where it reads as one (`5`, `'a'`, `TODAY`, `null`), else
 * as text where text fits. A list has its values apart by commas or lines. Undefined where it fits nowhere.
 */
export function bindLiteral(written: string, { family, list }: Pick<Bind, 'family' | 'list'>): string | undefined {
  if (!list) return literalOf(written, family);
  const values = written.match(/\s*'(?:\\.|[^'\\])*'\s*(?=[,\n]|$)|[^,\n]+/g)?.map(value => value.trim());
  const literals = values?.filter(value => value !== '').map(value => literalOf(value, family)) ?? [];
  if (literals.length === 0 || literals.includes(undefined)) return undefined;
  return `(${literals.join(', ')})`;
}

function literalOf(written: string, family: Bind['family']): string | undefined {
  const text = written.trim();
  if (family === 'count') return /^\d+$/.test(text) ? text : undefined;
  if (family === 'term') return text === '' ? undefined : searchTerm(text);
  const kind = literalKind(text);
  if (kind && (!family || takesLiteral(family, kind))) return text;
  const takesText = !family || takesLiteral(family, 'StringLiteral');
  return takesText ? quote(written) : undefined;
}

/** On one line and in braces, as FIND takes it: escapes stay, and no brace or backslash ends the term early. */
function searchTerm(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `{${line.replace(/\\.|[{}\\]/gs, part => (part.length > 1 ? part : `\\${part}`))}}`;
}

/** The kind of literal that the text is, as a whole. The parser decides. */
function literalKind(text: string): SyntaxNode['kind'] | undefined {
  const tree = parse(`SELECT Id FROM Account WHERE Id = ${text}`);
  const [query, ...others] = childrenOf(tree.root, 'Query');
  const literal = comparedWith(whereCondition(query));
  const whole = literal && isLiteral(literal) && textOf(tree, literal) === text && literal.end === tree.text.length;
  return whole && tree.problems.length === 0 && others.length === 0 ? literal.kind : undefined;
}

function wantedBy(scopes: Scopes, node: SyntaxNode<'Bind'>): Pick<Bind, 'family' | 'list'> {
  if (isA(node.parent, 'LimitClause') || isA(node.parent, 'OffsetClause')) return { family: 'count', list: false };
  if (isA(node.parent, 'FindClause')) return { family: 'term', list: false };
  const comparison = ancestor(node, 'Comparison');
  if (!comparison) return { family: undefined, list: false };
  const { operator, type } = comparisonOf(scopes, comparison);
  const several = ['IN', 'NOT IN', 'INCLUDES', 'EXCLUDES'].includes(operator);
  return { family: familyOf(type), list: several && node.parent === comparison };
}
