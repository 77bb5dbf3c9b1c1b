// Fixes for clauses and lists that stand in the wrong place, or are not finished.
import { ancestor, child, type SyntaxNode, textOf } from '../../syntax/tree.ts';
import { endBefore, type Fixer, insert, nodeAt, replace } from './action.ts';
import { clauseOrder, clausesOf, placeOfLimit } from './clauses.ts';

/** A clause that comes too late goes in front of the first one that must follow it. */
const moveClause: Fixer = (tree, problem) => {
  const clause = clauseAt(nodeAt(tree.root, problem));
  const rank = clause && clauseOrder.indexOf(clause.kind);
  const followers = clausesOf(clause?.parent).filter(other => clauseOrder.indexOf(other.kind) > (rank ?? 0));
  const [first] = followers.filter(other => clause && other.start < clause.start);
  if (!clause || !first) return undefined;
  const edits = [
    insert(first.start, `${textOf(tree, clause)} `),
    replace({ start: endBefore(tree.text, clause.start), end: clause.end }, ''),
  ];
  return { title: 'Move {0} in front of {1}', args: [...problem.args], edits };
};

function clauseAt(node: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined = node;
  while (found && !clauseOrder.includes(found.kind)) found = found.parent;
  return found;
}

/** `SELECT TOP 5`: the number goes to LIMIT. */
const topToLimit: Fixer = (tree, problem) => {
  const query = ancestor(nodeAt(tree.root, problem), 'Query');
  const [all, count] = /^\w+\s+(\d+)\s*/.exec(tree.text.slice(problem.start)) ?? [];
  if (!query || !all || !count || child(query, 'LimitClause')) return undefined;
  const edits = [
    replace({ start: problem.start, end: problem.start + all.length }, ''),
    insert(placeOfLimit(query), ` LIMIT ${count}`),
  ];
  return { title: 'Change to {0}', args: [`LIMIT ${count}`], edits };
};

/** What is missing stands behind what was written last, not behind the word that came too early. */
const closeParenthesis: Fixer = (tree, { start }) => ({
  title: "Add ')'",
  edits: [insert(endBefore(tree.text, start), ')')],
});

/** A list that ends with a comma. */
const removeLastComma: Fixer = ({ text }, { start }) => {
  const comma = endBefore(text, start) - 1;
  if (text.charAt(comma) !== ',') return undefined;
  return { title: "Remove '{0}'", args: [','], edits: [replace({ start: comma, end: comma + 1 }, '')] };
};

export const clauseFixes: Readonly<Record<string, Fixer>> = {
  'clause-order': moveClause,
  'sql-top': topToLimit,
  'missing-paren': closeParenthesis,
  'missing-field': removeLastComma,
};
