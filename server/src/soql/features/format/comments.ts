import { tokensOf } from '../../syntax/ast.ts';
import { isTrivia, type SyntaxToken, type SyntaxTree, textOf } from '../../syntax/tree.ts';
import type { CommentDoc } from './doc.ts';

/** The comments around each significant token, and whether a blank line stands before it. */
export interface Surroundings {
  readonly leading: Map<SyntaxToken, CommentDoc[]>;
  readonly trailing: Map<SyntaxToken, CommentDoc[]>;
  readonly blankBefore: Set<SyntaxToken>;
  /** Comments behind the last token, on lines of their own. */
  readonly atEnd: readonly CommentDoc[];
}

/** Gives each comment to a token: to the one before it on its line, else to the one that follows. */
export function surroundings(tree: SyntaxTree): Surroundings {
  const found: Surroundings = { leading: new Map(), trailing: new Map(), blankBefore: new Set(), atEnd: [] };
  let last: SyntaxToken | undefined;
  let pending: CommentDoc[] = [];
  let newLines = 0;
  const tokens = [...tokensOf(tree.root)];
  tokens.forEach((token, index) => {
    const text = textOf(tree, token);
    if (token.kind === 'WhiteSpace') newLines += text.split('\n').length - 1;
    else if (!isTrivia(token.kind)) {
      if (pending.length > 0) found.leading.set(token, pending);
      if (newLines > 1) found.blankBefore.add(token);
      pending = [];
      last = token;
      newLines = 0;
    } else if (last && newLines === 0 && pending.length === 0) {
      const trailing = found.trailing.get(last) ?? [];
      found.trailing.set(last, [...trailing, { kind: 'comment', text, place: 'behind', blankBefore: false }]);
    } else {
      const next = tokens[index + 1];
      const isOwn = !next || (next.kind === 'WhiteSpace' && textOf(tree, next).includes('\n'));
      pending.push({ kind: 'comment', text, place: isOwn ? 'own' : 'before', blankBefore: newLines > 1 });
      newLines = 0;
    }
  });
  return { ...found, atEnd: pending };
}
