import type { NodeKind, TokenKind } from './kinds.ts';
import type { ProblemCode } from './messages.ts';
import type { Dialect } from './roles.ts';

/** A piece of the text. Offsets are half-open and count UTF-16 units from the start of the file. */
export interface SyntaxToken {
  readonly token: true;
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  readonly parent: SyntaxNode;
}

/**
 * A node of the lossless tree. Its children, trivia included, tile the range from the first to the last of them;
 * a node neither begins nor ends with trivia (File alone does).
 */
export interface SyntaxNode<K extends NodeKind = NodeKind> {
  readonly token: false;
  readonly kind: K;
  readonly start: number;
  readonly end: number;
  readonly parent: SyntaxNode | undefined;
  readonly children: readonly SyntaxElement[];
}

export type SyntaxElement = SyntaxNode | SyntaxToken;

/** One fault of the text: a stable code, where it is, and what its message needs. Worded in messages.ts. */
export interface SyntaxProblem {
  readonly code: ProblemCode;
  readonly start: number;
  readonly end: number;
  readonly args: readonly string[];
}

export interface SyntaxTree {
  readonly text: string;
  readonly dialect: Dialect;
  readonly root: SyntaxNode<'File'>;
  readonly problems: readonly SyntaxProblem[];
}

export function child<K extends NodeKind>(node: SyntaxNode | undefined, ...kinds: K[]): SyntaxNode<K> | undefined {
  for (const element of node?.children ?? []) if (isOneOf(element, kinds)) return element;
  return undefined;
}

export function childrenOf<K extends NodeKind>(node: SyntaxNode | undefined, ...kinds: K[]): SyntaxNode<K>[] {
  const found: SyntaxNode<K>[] = [];
  for (const element of node?.children ?? []) if (isOneOf(element, kinds)) found.push(element);
  return found;
}

function isOneOf<K extends NodeKind>(element: SyntaxElement, kinds: readonly K[]): element is SyntaxNode<K> {
  return !element.token && (kinds as readonly NodeKind[]).includes(element.kind);
}

/** Whether a node is of one kind; narrows its type. */
export function isA<K extends NodeKind>(node: SyntaxNode | undefined, kind: K): node is SyntaxNode<K> {
  return node?.kind === kind;
}

/** The nearest node of the kind that contains this one, itself included. */
export function ancestor<K extends NodeKind>(
  from: SyntaxElement | undefined,
  ...kinds: K[]
): SyntaxNode<K> | undefined {
  let node: SyntaxNode | undefined = from?.token ? from.parent : (from as SyntaxNode | undefined);
  while (node && !(kinds as NodeKind[]).includes(node.kind)) node = node.parent;
  return node as SyntaxNode<K> | undefined;
}

export function textOf(tree: SyntaxTree, element: { readonly start: number; readonly end: number }): string {
  return tree.text.slice(element.start, element.end);
}

export const isTrivia = (kind: TokenKind): boolean =>
  kind === 'WhiteSpace' || kind === 'LineComment' || kind === 'BlockComment';
