import type { SyntaxElement, SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import type { FoldingRange } from './model.ts';

/** Statements, subqueries and block comments that span lines. */
export function folding(tree: SyntaxTree): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const spansLines = (e: SyntaxElement) => tree.text.slice(e.start, e.end).includes('\n');
  const visit = (node: SyntaxNode): void => {
    for (const element of node.children) {
      const { start, end } = element;
      if (element.token) {
        if (element.kind === 'BlockComment' && spansLines(element)) ranges.push({ kind: 'comment', start, end });
        continue;
      }
      const folds = element.kind === 'Query' ? node.kind === 'File' : foldable.has(element.kind);
      if (folds && spansLines(element)) ranges.push({ kind: 'region', start, end });
      visit(element);
    }
  };
  visit(tree.root);
  return ranges;
}

const foldable: ReadonlySet<string> = new Set(['SoslQuery', 'Subquery', 'TypeofExpression', 'ParenCondition']);
