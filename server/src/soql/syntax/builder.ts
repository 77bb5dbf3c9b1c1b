import type { Events } from './events.ts';
import type { NodeKind, TokenKind } from './kinds.ts';
import type { Tokens } from './lexer.ts';
import type { SyntaxElement, SyntaxNode, SyntaxToken } from './tree.ts';

/** A node that is still being filled. */
interface Building {
  readonly token: false;
  readonly kind: NodeKind;
  readonly start: number;
  end: number;
  readonly parent: Building | undefined;
  children: readonly SyntaxElement[];
}

/**
 * Builds the tree from the parser's events and hangs the trivia in. White space and comments go to the innermost node
 * that has begun and not ended around them, so a node never begins or ends with them.
 */
export function buildTree(text: string, tokens: Tokens, events: Events): SyntaxNode<'File'> {
  return new Builder(tokens).build(text, events);
}

class Builder {
  readonly #tokens: Tokens;
  /** The children found so far of all open nodes: when one closes, its own are on top and leave as an array that fits. */
  readonly #children: SyntaxElement[] = [];
  #count = 0;
  /** For each open node, where its children begin. */
  readonly #bases: number[] = [];
  #raw = 0;
  #significant = 0;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  build(text: string, { steps, kinds }: Events): SyntaxNode<'File'> {
    const root: Building = { token: false, kind: 'File', start: 0, end: text.length, parent: undefined, children: [] };
    let node = root;
    let endOfLast = 0;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as number;
      if (step > 0) {
        this.#addTrivia(node);
        endOfLast = this.#addToken(node, kinds[i] as TokenKind, step);
        this.#significant += step;
      } else if (step === 0) {
        node.end = endOfLast;
        node.children = this.#closed(this.#bases.pop() as number);
        node = node.parent as Building;
      } else if (kinds[i] !== undefined) {
        this.#addTrivia(node);
        node = this.#opened(node, kinds[i] as NodeKind);
      }
    }
    while (this.#raw < this.#tokens.count) this.#addToken(root, this.#tokens.kinds[this.#raw] as TokenKind, 1);
    root.children = this.#closed(0);
    return root as SyntaxNode<'File'>;
  }

  #opened(parent: Building, kind: NodeKind): Building {
    const start = this.#tokens.starts[this.#raw] as number;
    const node: Building = { token: false, kind, start, end: start, parent, children: NONE };
    this.#children[this.#count++] = node as SyntaxNode;
    this.#bases.push(this.#count);
    return node;
  }

  #closed(base: number): SyntaxElement[] {
    const children = this.#children.slice(base, this.#count);
    this.#count = base;
    return children;
  }

  /** Adds what stands before the next significant token. */
  #addTrivia(parent: Building): void {
    const next = this.#tokens.significant[this.#significant] as number;
    while (this.#raw < next) this.#addToken(parent, this.#tokens.kinds[this.#raw] as TokenKind, 1);
  }

  /** Adds a token made of `count` raw ones; gives its end. */
  #addToken(parent: Building, kind: TokenKind, count: number): number {
    const { starts } = this.#tokens;
    const start = starts[this.#raw] as number;
    this.#raw += count;
    const end = starts[this.#raw] as number;
    const token: SyntaxToken = { token: true, kind, start, end, parent: parent as SyntaxNode };
    this.#children[this.#count++] = token;
    return end;
  }
}

const NONE: readonly SyntaxElement[] = [];
