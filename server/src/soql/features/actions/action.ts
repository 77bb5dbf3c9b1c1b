import type { Problem } from '../../semantics/problems.ts';
import type { SyntaxNode, SyntaxTree } from '../../syntax/tree.ts';
import type { TextEdit, TextRange } from '../model.ts';

/** A change that a person can choose. */
export interface Action {
  /** English, with {0}, {1}… where the args go. */
  readonly title: string;
  readonly args: Problem['args'];
  readonly kind: 'quickfix' | 'refactor';
  readonly edits: readonly TextEdit[];
  /** True where this is what was almost surely meant. */
  readonly isPreferred: boolean;
  /** What it fixes. */
  readonly problem?: Problem;
}

/** A fix before it is tied to its problem. */
export interface Fix {
  readonly title: string;
  readonly args?: Problem['args'];
  readonly edits: readonly TextEdit[];
}

/** Several fixes where it cannot be told what was meant, the likeliest first. */
export type Fixer = (tree: SyntaxTree, problem: Problem) => Fix | readonly Fix[] | undefined;

export function replace({ start, end }: TextRange, newText: string): TextEdit {
  return { start, end, newText };
}

export function insert(offset: number, newText: string): TextEdit {
  return { start: offset, end: offset, newText };
}

/** The innermost node that holds a range. */
export function nodeAt(root: SyntaxNode, { start, end }: TextRange): SyntaxNode {
  let node = root;
  for (;;) {
    const inner = node.children.find((c): c is SyntaxNode => !c.token && c.start <= start && end <= c.end);
    if (!inner) return node;
    node = inner;
  }
}

/** The text before an offset, white space left out: where something can be added behind it. */
export function endBefore(text: string, offset: number): number {
  return text.slice(0, offset).trimEnd().length;
}
