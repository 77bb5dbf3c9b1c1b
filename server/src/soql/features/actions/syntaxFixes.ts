// Fixes for what the grammar does not take: mostly words of SQL and of other languages.
import { quote } from '../../semantics/literals.ts';
import { closest } from '../../semantics/suggest.ts';
import { operands } from '../../syntax/ast.ts';
import { COUNTED_DATES, FIXED_DATES, takesNumber } from '../../syntax/relativeDates.ts';
import { ancestor, child, type SyntaxNode, type SyntaxTree, textOf } from '../../syntax/tree.ts';
import type { TextRange } from '../model.ts';
import { endBefore, type Fix, type Fixer, insert, nodeAt, replace } from './action.ts';
import { clauseFixes } from './clauseFixes.ts';

const change = (range: TextRange, text: string): Fix => ({
  title: 'Change to {0}',
  args: [text],
  edits: [replace(range, text)],
});

const write =
  (text: string): Fixer =>
  (_, problem) =>
    change(problem, text);

const remove: Fixer = (tree, problem) => {
  const { start, end } = problem;
  const isFirst = /[(\s]/.test(tree.text.charAt(start - 1));
  const behind = /^\s*/.exec(tree.text.slice(end))?.[0].length ?? 0;
  const range = isFirst ? { start, end: end + behind } : { start, end };
  return { title: "Remove '{0}'", args: [textOf(tree, problem)], edits: [replace(range, '')] };
};

const addComma: Fixer = (tree, { start }) => ({
  title: 'Add a comma',
  edits: [insert(endBefore(tree.text, start), ',')],
});

/** `IS NOT NULL`: the operator with all its words becomes another. */
const changeOperator =
  (text: string): Fixer =>
  (tree, problem) => {
    const operator = ancestor(nodeAt(tree.root, problem), 'Operator');
    return operator && { title: 'Change to {0}', args: [`${text} NULL`], edits: [replace(operator, text)] };
  };

const inParentheses =
  (title: string, find: (tree: SyntaxTree, problem: TextRange) => TextRange | undefined): Fixer =>
  (tree, problem) => {
    const range = find(tree, problem);
    return range && { title, edits: [insert(range.start, '('), insert(range.end, ')')] };
  };

/** AND binds tighter: the ANDs of a mixture get the parentheses. */
function mixedPart(tree: SyntaxTree, problem: TextRange): TextRange | undefined {
  const mixture = ancestor(nodeAt(tree.root, problem), 'OrCondition');
  return operands(mixture).find(part => part.kind === 'AndCondition');
}

function negation(tree: SyntaxTree, problem: TextRange): TextRange | undefined {
  const holder = ancestor(nodeAt(tree.root, problem), 'AndCondition', 'OrCondition', 'NotCondition');
  return holder?.kind === 'NotCondition' ? holder : child(holder, 'NotCondition');
}

const negateLike: Fixer = (tree, problem) => {
  const comparison = ancestor(nodeAt(tree.root, problem), 'Comparison');
  const operator = child(comparison, 'Operator');
  if (!comparison || !operator) return undefined;
  const edits = [insert(comparison.start, '(NOT '), replace(operator, 'LIKE'), insert(comparison.end, ')')];
  return { title: 'Change to {0}', args: ['(NOT … LIKE …)'], edits };
};

const selectAll: Fixer = (tree, problem) => {
  const query = ancestor(nodeAt(tree.root, problem), 'Query');
  if (!query) return undefined;
  const edits = [replace(problem, 'FIELDS(ALL)')];
  if (!child(query, 'LimitClause')) edits.push(insert(query.end, ' LIMIT 200'));
  return { title: 'Change to {0}', args: ['FIELDS(ALL)'], edits };
};

const countDistinct: Fixer = (tree, problem) => {
  const call = ancestor(nodeAt(tree.root, problem), 'FunctionCall');
  const name = child(call, 'Name');
  const behind = /^\s*/.exec(tree.text.slice(problem.end))?.[0].length ?? 0;
  if (!name) return undefined;
  const edits = [replace(name, 'COUNT_DISTINCT'), replace({ start: problem.start, end: problem.end + behind }, '')];
  return { title: 'Change to {0}', args: ['COUNT_DISTINCT(…)'], edits };
};

/** Text without quotes, or a date literal that is misspelt. */
const quoted: Fixer = (tree, problem) => {
  const written = textOf(tree, problem);
  const dates = closest(written, dateLiterals).map(name => (takesNumber(name) ? `${name}:30` : name));
  return [...dates, quote(written)].map(text => change(problem, text));
};

const dateLiterals = [...FIXED_DATES, ...COUNTED_DATES].map(name => ({ name }));

/** A date literal that lacks its number. */
const addNumber: Fixer = (tree, { start, args: [literal = ''] }) => ({
  title: 'Change to {0}',
  args: [`${literal}:30`],
  edits: [insert(endBefore(tree.text, start), ':30')],
});

const singleQuotes: Fixer = (tree, problem) => {
  const inner = textOf(tree, problem).slice(1, -1).replaceAll('\\"', '"');
  return { title: 'Use single quotes', edits: [replace(problem, quote(inner))] };
};

const between: Fixer = (tree, problem) => {
  const comparison = ancestor(nodeAt(tree.root, problem), 'Comparison');
  const operator = child(comparison, 'Operator');
  const left = comparison?.children[0];
  const [low, high] = valuesBehind(comparison, operator);
  if (!comparison || !operator || !left || !low || !high) return undefined;
  const field = textOf(tree, left);
  const text = `${field} >= ${textOf(tree, low)} AND ${field} <= ${textOf(tree, high)}`;
  return { title: 'Change to {0}', args: ['>= … AND … <='], edits: [replace(comparison, text)] };
};

function valuesBehind(comparison: SyntaxNode | undefined, operator: SyntaxNode | undefined): SyntaxNode[] {
  if (!comparison || !operator) return [];
  return comparison.children.filter((c): c is SyntaxNode => !c.token && c.start >= operator.end);
}

const limitAndOffset: Fixer = (tree, problem) => {
  const clause = ancestor(nodeAt(tree.root, problem), 'LimitClause');
  const [, offset, count] = /^limit\s+(\d+)\s*,\s*(\d+)$/i.exec(clause ? textOf(tree, clause) : '') ?? [];
  if (!clause || !offset || !count) return undefined;
  const text = `LIMIT ${count} OFFSET ${offset}`;
  return { title: 'Change to {0}', args: [text], edits: [replace(clause, text)] };
};

const spelling: Fixer = (tree, problem) => {
  const meant = problem.args[1];
  return typeof meant === 'string' ? write(meant)(tree, problem) : undefined;
};

const closeStatement: Fixer = (tree, { start }) => ({
  title: "Add ';'",
  edits: [insert(endBefore(tree.text, start), ';')],
});

const values = (tree: SyntaxTree, problem: TextRange): TextRange | undefined => nodeAt(tree.root, problem);

/** By the code of the parser's problem. */
export const syntaxFixes: Readonly<Record<string, Fixer>> = {
  ...clauseFixes,
  'missing-comma': addComma,
  'missing-semicolon': closeStatement,
  'missing-by': (tree, { start }): Fix => ({ title: 'Add BY', edits: [insert(endBefore(tree.text, start), ' BY')] }),
  'extra-comma': remove,
  'extra-paren': remove,
  'repeated-word': remove,
  'space-before-dot': (tree, { start }): Fix => ({
    title: 'Remove the space',
    edits: [replace({ start: endBefore(tree.text, start), end: start }, '')],
  }),
  'misspelt-keyword': spelling,
  'mixed-and-or': inParentheses('Put the AND part in parentheses', mixedPart),
  'not-needs-parentheses': inParentheses('Put NOT and its condition in parentheses', negation),
  'in-needs-list': inParentheses('Put the value in parentheses', values),
  'includes-needs-list': inParentheses('Put the value in parentheses', values),
  'unquoted-value': quoted,
  'date-needs-number': addNumber,
  'double-quotes': singleQuotes,
  'double-equals': remove,
  'apex-only': remove,
  'apex-all-rows': remove,
  'sql-star': selectAll,
  'sql-distinct': remove,
  'sql-count-star': remove,
  'sql-count-distinct': countDistinct,
  'sql-field-as': remove,
  'sql-is-null': changeOperator('='),
  'sql-is-not-null': changeOperator('!='),
  'sql-not-like': negateLike,
  'sql-not': write('NOT'),
  'sql-comment': write('//'),
  'sql-between': between,
  'sql-limit-offset': limitAndOffset,
};
