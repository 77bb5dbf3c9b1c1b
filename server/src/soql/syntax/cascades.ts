// One fault, one message: what the parser reports because of what it has reported before.

import type { Tokens } from './lexer.ts';
import type { ProblemCode } from './messages.ts';
import type { SyntaxProblem } from './tree.ts';

const unbalanced: readonly ProblemCode[] = ['extra-paren', 'missing-paren', 'duplicate-clause'];
const notUnderstood: readonly ProblemCode[] = ['unexpected-token', 'missing-operator', 'missing-comma'];

/** After a quote too many, texts are read as code and code as texts, and the last text is not closed. */
const insideOut: readonly ProblemCode[] = ['expected-statement', 'misspelt-keyword', 'unclosed-string'];

/** What a fault may bring about in the rest of its statement. */
const consequences: Readonly<Partial<Record<ProblemCode, readonly ProblemCode[]>>> = {
  'missing-select': unbalanced,
  'missing-from': unbalanced,
  'missing-open-paren': [...unbalanced, 'missing-from'],
  'extra-paren': ['duplicate-clause'],
  'missing-object': [...unbalanced, 'mixed-and-or'],
  'missing-child-relationship': unbalanced,
  'missing-scope-word': ['duplicate-clause'],
  'missing-when': ['missing-comma'],
  'missing-condition': ['mixed-and-or', 'double-equals', 'unexpected-token'],
  'missing-operator': ['mixed-and-or'],
  'missing-value': ['extra-paren'],
  'mixed-and-or': ['extra-paren', 'missing-paren'],
  'not-needs-parentheses': ['extra-paren', 'missing-paren'],
  'in-needs-list': ['unexpected-token', 'extra-paren'],
  'unquoted-value': ['unexpected-token'],
  'bad-arguments': ['missing-paren', ...notUnderstood],
  'sql-star': ['missing-comma'],
};

/** The problems, in the order of the text, without those that only follow from the one before them. */
export function withoutCascades(text: string, tokens: Tokens, problems: readonly SyntaxProblem[]): SyntaxProblem[] {
  let cause: SyntaxProblem | undefined;
  return problems.filter(problem => {
    const isNew = !cause || problem.code === 'missing-semicolon' || hasSemicolon(tokens, cause.end, problem.start);
    if (!isNew && cause && isConsequence(text, cause, problem)) return false;
    cause = problem;
    return true;
  });
}

function isConsequence(text: string, cause: SyntaxProblem, { code }: SyntaxProblem): boolean {
  if (insideOut.includes(code) && touchesQuote(text, cause)) return true;
  return consequences[cause.code]?.includes(code) === true;
}

function touchesQuote(text: string, { start, end }: SyntaxProblem): boolean {
  return text[start - 1] === "'" || text[start] === "'" || text[end - 1] === "'";
}

function hasSemicolon({ kinds, starts, count }: Tokens, from: number, to: number): boolean {
  for (let raw = 0; raw < count && (starts[raw] as number) < to; raw++) {
    if (kinds[raw] === 'Semicolon' && (starts[raw] as number) >= from) return true;
  }
  return false;
}
