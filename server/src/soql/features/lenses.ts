import { childrenOf, type SyntaxTree } from '../syntax/tree.ts';
import type { Lens } from './model.ts';

/** One lens for each statement of the file, with the range of the statement's text. */
export function lenses(tree: SyntaxTree): Lens[] {
  return childrenOf(tree.root, 'Query', 'SoslQuery').map(({ kind, start, end }) => ({
    kind: kind === 'Query' ? 'soql' : 'sosl',
    start,
    end,
  }));
}
