import { tokenAt } from '../syntax/ast.ts';
import { isTrivia, type SyntaxNode, type SyntaxTree } from '../syntax/tree.ts';
import type { TextRange } from './model.ts';

/** The ranges that hold the offset, from the word to the whole file: what "expand selection" goes through. */
export function selectionRanges(tree: SyntaxTree, offset: number): TextRange[] {
  const token = tokenAt(tree.root, offset);
  const ranges: TextRange[] = [];
  const add = ({ start, end }: TextRange): void => {
    const last = ranges.at(-1);
    if (!last || start < last.start || end > last.end) ranges.push({ start, end });
  };
  if (token && !isTrivia(token.kind)) add(token);
  if (token?.kind === 'String')
    ranges.unshift({ start: token.start + 1, end: Math.max(token.start + 1, token.end - 1) });
  for (let node: SyntaxNode | undefined = token?.parent; node; node = node.parent) add(node);
  return ranges;
}
