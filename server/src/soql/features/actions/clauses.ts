import type { NodeKind } from '../../syntax/kinds.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** The clauses of a query in the order that they must have. */
export const clauseOrder: readonly NodeKind[] = [
  'SelectClause',
  'FromClause',
  'UsingScopeClause',
  'UsingLookupClause',
  'WhereClause',
  'WithClause',
  'GroupByClause',
  'HavingClause',
  'OrderByClause',
  'LimitClause',
  'OffsetClause',
  'BindClause',
  'ForClause',
  'UpdateClause',
  'SetOptionsClause',
  'AllRowsClause',
];

export function clausesOf(query: SyntaxNode | undefined): SyntaxNode[] {
  return (query?.children ?? []).filter((c): c is SyntaxNode => !c.token && clauseOrder.includes(c.kind));
}

/** Where LIMIT goes: behind the clauses that come before it. */
export function placeOfLimit(query: SyntaxNode<'Query'>): number {
  const limit = clauseOrder.indexOf('LimitClause');
  return clausesOf(query).findLast(({ kind }) => clauseOrder.indexOf(kind) <= limit)?.end ?? query.end;
}
