import { tokenAt, tokensOf } from '../../../soql/syntax/ast.ts';
import type { SyntaxElement, SyntaxNode, SyntaxProblem, SyntaxTree } from '../../../soql/syntax/tree.ts';
import { queryErrorAt, unexpectedToken } from '../errors.ts';

/**
 * The one query that a request may hold.
 * @throws ApiError MALFORMED_QUERY for a fault of the grammar, and for what is fine in a file but not on the wire:
 * comments, semicolons, a second statement
 */
export function queryOf(tree: SyntaxTree): SyntaxNode<'Query'> {
  const [problem] = tree.problems;
  if (problem) throw problemError(tree, problem);
  for (const token of tokensOf(tree.root)) {
    if (token.kind !== 'LineComment' && token.kind !== 'BlockComment') continue;
    throw unexpectedToken(tree.text, token.start, token.start + 1);
  }
  const parts = tree.root.children.filter(element => element.kind !== 'WhiteSpace');
  const [query, extra] = parts;
  if (!query) throw unexpectedToken(tree.text, tree.text.length, tree.text.length);
  if (query.kind !== 'Query') throw unexpectedElement(tree, query);
  if (extra) throw unexpectedElement(tree, extra);
  return query as SyntaxNode<'Query'>;
}

/** The parser's codes whose wording by Salesforce is more than the token at fault. */
const wordings: Readonly<Record<string, (problem: SyntaxProblem) => string>> = {
  'apex-only': ({ args }) => `${args[0]} not allowed in this context`,
  'apex-all-rows': () => 'ALL ROWS not allowed in this context',
  'missing-end': () => `Missing 'END' at 'FROM'`,
};

function problemError(tree: SyntaxTree, problem: SyntaxProblem): Error {
  const wording = wordings[problem.code];
  if (wording) return queryErrorAt(tree.text, problem.start, 'MALFORMED_QUERY', wording(problem));
  if (problem.start >= tree.text.trimEnd().length)
    return unexpectedToken(tree.text, tree.text.length, tree.text.length);
  const token = tokenAt(tree.root, problem.start);
  return unexpectedToken(tree.text, problem.start, token?.end ?? problem.end);
}

function unexpectedElement(tree: SyntaxTree, element: SyntaxElement): Error {
  const token = tokenAt(tree.root, element.start);
  return unexpectedToken(tree.text, element.start, token?.end ?? element.end);
}
