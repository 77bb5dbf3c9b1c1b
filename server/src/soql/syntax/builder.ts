import type { Events } from './events.ts';
import type { NodeKind, TokenKind } from './kinds.ts';
import type { Tokens } from './lexer.ts';
import { isTrivia, type SyntaxElement, type SyntaxNode, type SyntaxToken } from './tree.ts';

/** A node that is still being filled. */
interface Building {
  readonly token: false;
  readonly kind: NodeKind;
  readonly start: number;
  end: number;
  readonly parent: Building | undefined;
  readonly children: SyntaxElement[];
}

/**
 * Builds the tree from the parser's events and hangs the trivia in. White space and comments go to the innermost node
 * that has begun and not ended around them, so a node never begins or ends with them.
 */
export function buildTree(text: string, tokens: Tokens, { steps, kinds }: Events): SyntaxNode<'File'> {
  const root: Building = { token: false, kind: 'File', start: 0, end: text.length, parent: undefined, children: [] };
  let node = root;
  let raw = 0;
  let endOfLast = 0;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as number;
    if (step > 0) {
      raw = addTrivia(node, tokens, raw);
      endOfLast = addToken(node, tokens, raw, step, kinds[i] as TokenKind);
      raw += step;
    } else if (step === 0) {
      node.end = endOfLast;
      node = node.parent as Building;
    } else if (kinds[i] !== undefined) {
      raw = addTrivia(node, tokens, raw);
      node = openNode(node, kinds[i] as NodeKind, tokens.starts[raw] as number);
    }
  }
  for (; raw < tokens.count; raw++) addToken(root, tokens, raw, 1, tokens.kinds[raw] as TokenKind);
  return root as SyntaxNode<'File'>;
}

function openNode(parent: Building, kind: NodeKind, start: number): Building {
  const node: Building = { token: false, kind, start, end: start, parent, children: [] };
  parent.children.push(node as SyntaxNode);
  return node;
}

/** Adds the trivia from a raw token on; gives the first one that is none. */
function addTrivia(parent: Building, tokens: Tokens, from: number): number {
  let raw = from;
  while (raw < tokens.count && isTrivia(tokens.kinds[raw] as TokenKind)) {
    addToken(parent, tokens, raw, 1, tokens.kinds[raw] as TokenKind);
    raw++;
  }
  return raw;
}

function addToken(parent: Building, tokens: Tokens, raw: number, count: number, kind: TokenKind): number {
  const end = tokens.starts[raw + count] as number;
  const token: SyntaxToken = {
    token: true,
    kind,
    start: tokens.starts[raw] as number,
    end,
    parent: parent as SyntaxNode,
  };
  parent.children.push(token);
  return end;
}
