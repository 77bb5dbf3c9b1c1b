import { child, childrenOf, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import type { DocumentSymbol } from './model.ts';

/** The outline: each statement with its child queries, named by the object that they read. */
export function symbols(tree: SyntaxTree): DocumentSymbol[] {
  return childrenOf(tree.root, 'Query', 'SoslQuery').map(query => symbolOf(tree, query, 'query'));
}

function symbolOf(
  tree: SyntaxTree,
  query: SyntaxNode<'Query' | 'SoslQuery'>,
  kind: DocumentSymbol['kind'],
): DocumentSymbol {
  const { start, end } = query;
  const selection = nameNode(query) ?? { start, end };
  return {
    name: nameNode(query) ? textOf(tree, selection) : query.kind === 'SoslQuery' ? 'FIND' : 'SELECT',
    detail: query.kind === 'SoslQuery' ? 'SOSL' : '',
    kind,
    start,
    end,
    selection,
    children: subqueries(query).map(inner => symbolOf(tree, inner, 'subquery')),
  };
}

function nameNode(query: SyntaxNode): SyntaxNode | undefined {
  if (query.kind === 'SoslQuery') return child(query, 'FindClause');
  return child(child(child(query, 'FromClause'), 'FromItem'), 'FieldPath');
}

function subqueries(query: SyntaxNode): SyntaxNode<'Query'>[] {
  return childrenOf(child(query, 'SelectClause'), 'Subquery').flatMap(s => childrenOf(s, 'Query'));
}
