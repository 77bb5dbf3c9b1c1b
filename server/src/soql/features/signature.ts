import { functionNamed } from '../semantics/functions.ts';
import { functionName, tokenBefore } from '../syntax/ast.ts';
import { ancestor, isTrivia, type SyntaxNode, type SyntaxTree } from '../syntax/tree.ts';
import { signatureOf } from './documentation.ts';
import type { TextRange } from './model.ts';

export interface SignatureHelp {
  /** The function with its parameters, and where each parameter stands in it. */
  readonly label: string;
  readonly parameters: readonly TextRange[];
  readonly active: number;
  readonly documentation: string;
}

/** The function whose arguments are being written at the offset. */
export function signature(tree: SyntaxTree, offset: number): SignatureHelp | undefined {
  const call = callAround(tree, offset);
  const fn = call && functionNamed(functionName(tree, call) ?? '');
  if (!fn) return undefined;
  const label = signatureOf(fn);
  let from = fn.name.length + 1;
  const parameters = fn.parameters.map(parameter => {
    const start = label.indexOf(parameter, from);
    from = start + parameter.length;
    return { start, end: from };
  });
  const commas = call.children.filter(c => c.token && c.kind === 'Comma' && c.end <= offset).length;
  return { label, parameters, active: Math.min(commas, parameters.length - 1), documentation: fn.summary };
}

function callAround(tree: SyntaxTree, offset: number): SyntaxNode | undefined {
  let token = tokenBefore(tree.root, offset);
  while (token && isTrivia(token.kind)) token = tokenBefore(tree.root, token.start);
  let call = ancestor(token, 'FunctionCall');
  while (call && !isInParentheses(call, offset)) call = ancestor(call.parent, 'FunctionCall');
  return call;
}

function isInParentheses(call: SyntaxNode, offset: number): boolean {
  const open = call.children.find(c => c.token && c.kind === 'LeftParen');
  const close = call.children.findLast(c => c.token && c.kind === 'RightParen');
  return open !== undefined && open.end <= offset && (close === undefined || offset <= close.start);
}
