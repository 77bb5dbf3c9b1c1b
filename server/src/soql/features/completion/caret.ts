// What stands around the caret, found out once for all providers.
import { type Comparison, comparisonOf } from '../../semantics/comparisons.ts';
import type { Clause } from '../../semantics/functions.ts';
import type { Lookups } from '../../semantics/lookups.ts';
import type { ObjectMeaning } from '../../semantics/paths.ts';
import { branchScope, placeOf } from '../../semantics/references.ts';
import { type QueryScope, Scopes } from '../../semantics/scope.ts';
import { functionName, tokenBefore } from '../../syntax/ast.ts';
import { type Expected, expectedAt } from '../../syntax/expectations.ts';
import { parse } from '../../syntax/parser.ts';
import type { NameRole } from '../../syntax/roles.ts';
import {
  ancestor,
  child,
  childrenOf,
  isA,
  isTrivia,
  type SyntaxNode,
  type SyntaxToken,
  type SyntaxTree,
  textOf,
} from '../../syntax/tree.ts';
import type { TextRange } from '../model.ts';

/** A name that nobody writes. It is put at the caret, so that the tree has a node there. */
export const marker = 'c4r3tm4rk3r';

interface Surroundings {
  readonly text: string;
  readonly offset: number;
  readonly replace: TextRange;
  /** Where the word ends that the caret stands in. */
  readonly wordEnd: number;
  /** What is typed of the word so far. */
  readonly typed: string;
  readonly scopes: Scopes;
  readonly scope: QueryScope | undefined;
  readonly clause: Clause | undefined;
  readonly comparison: Comparison | undefined;
}

/** Inside the quotes of a string. */
export interface StringCaret extends Surroundings {
  readonly at: 'string';
  readonly isClosed: boolean;
}

/** Where a word, a name or a value may stand. */
export interface WordCaret extends Surroundings {
  readonly at: 'word';
  /** The tree of the whole file, without a marker. */
  readonly file: SyntaxTree;
  /** Other files that are worked on. */
  readonly others: readonly SyntaxTree[];
  /** Keywords that the grammar takes here, in capitals, and the kinds of names. */
  readonly words: ReadonlySet<string>;
  readonly roles: ReadonlySet<NameRole>;
  /** The dotted names before the caret: none at the start of a path. */
  readonly path: readonly string[];
  /** Where the path has led to: without path, the object of the query. */
  readonly owner: ObjectMeaning | undefined;
  /** The function whose argument is written. */
  readonly functionName: string | undefined;
  readonly node: SyntaxNode;
  /** The last token before the caret that means something. */
  readonly before: SyntaxToken | undefined;
  /** Offset of `node`'s tree in the text. */
  readonly base: number;
}

export type Caret = StringCaret | WordCaret;

/** Undefined where nothing can be offered: in comments and search texts. */
export function caretAt(
  tree: SyntaxTree,
  lookups: Lookups,
  offset: number,
  others: readonly SyntaxTree[],
): Caret | undefined {
  const statement = statementRange(tree, offset);
  const text = tree.text.slice(statement.start, statement.end);
  const expected = expectedAt(text, offset - statement.start, tree);
  switch (expected.inside) {
    case 'string':
      return stringCaret(tree, lookups, statement.start + expected.start, offset);
    case 'comment':
    case 'searchTerm':
      return undefined;
    case undefined:
      return wordCaret(tree, lookups, { text, base: statement.start, offset, expected, others });
    default:
      return expected.inside satisfies never;
  }
}

function stringCaret(tree: SyntaxTree, lookups: Lookups, start: number, offset: number): StringCaret | undefined {
  const token = tokenBefore(tree.root, offset);
  if (!token) return undefined;
  const scopes = new Scopes(tree, lookups);
  const comparison = ancestor(token, 'Comparison');
  const meaning = comparison && comparisonOf(scopes, comparison);
  const isList = meaning?.field?.type === 'multipicklist';
  const from = isList ? Math.max(start, tree.text.lastIndexOf(';', offset - 1)) + 1 : start + 1;
  return {
    at: 'string',
    text: tree.text,
    offset,
    replace: { start: from, end: offset },
    wordEnd: endOf(isList ? /[^';\\\n]*/y : /[^'\\\n]*/y, tree.text, offset),
    typed: tree.text.slice(from, offset),
    scopes,
    scope: scopes.around(token),
    clause: clauseOf(token),
    comparison: meaning,
    isClosed: token.end > offset,
  };
}

interface Question {
  /** The statement's text, its place in the file, the caret in the file and what the grammar takes there. */
  readonly text: string;
  readonly base: number;
  readonly offset: number;
  readonly expected: Expected;
  readonly others: readonly SyntaxTree[];
}

function wordCaret(tree: SyntaxTree, lookups: Lookups, question: Question): WordCaret {
  const { offset, expected } = question;
  const start = question.base + expected.start;
  const { marked, base } = withName(tree, question, start);
  const scopes = new Scopes(marked, lookups);
  const at = start - base;
  const node = (tokenBefore(marked.root, at + 1) as SyntaxToken).parent;
  const before = significantBefore(marked, at);
  const inPath = ancestor(node, 'FieldPath');
  const names = inPath ? childrenOf(inPath, 'Name').filter(n => n.end <= at) : [];
  const path = names.map(n => textOf(marked, n));
  const scope = scopeAround(scopes, node) ?? (before && scopes.around(before));
  const comparison = ancestor(node, 'Comparison') ?? ancestor(before, 'Comparison');
  return {
    at: 'word',
    file: tree,
    others: question.others,
    text: tree.text,
    offset,
    replace: { start, end: offset },
    wordEnd: start < offset ? endOf(/\w*/y, tree.text, offset) : offset,
    typed: tree.text.slice(start, offset),
    scopes,
    scope,
    clause: clauseOf(node) ?? clauseOf(before),
    comparison: comparison && comparisonOf(scopes, comparison),
    words: new Set(expected.keywords),
    roles: rolesAt(expected, node, before && textOf(marked, before)),
    path,
    owner: ownerOf(scopes, scope, path),
    functionName: functionAround(marked, node),
    node,
    before,
    base,
  };
}

/** A tree that has a name at the caret: the tree itself if one is being typed there, else one of a marked text. */
function withName(tree: SyntaxTree, { text, base, offset }: Question, start: number) {
  const typed = start < offset ? tokenBefore(tree.root, offset)?.parent : undefined;
  if (isA(typed, 'Name') && typed.start === start) return { marked: tree, base: 0 };
  return { marked: parse(withMarker(text, start - base, offset - base), tree), base };
}

/** A list of TYPEOF may end at once, so the grammar does not ask for its first field. */
function rolesAt({ names }: Expected, node: SyntaxNode, before = ''): ReadonlySet<NameRole> {
  const branch = ancestor(node, 'TypeofWhen', 'TypeofElse', 'Query');
  const isField = ancestor(node, 'FieldPath') && branch?.kind !== 'Query' && /^(then|else|[.,])$/i.test(before);
  return new Set(isField ? [...names, 'field'] : names);
}

/**
 * The stretch of the statement at an offset: between the semicolons around it, and, where one is missing, from where the
 * statement begins to where the next one does. What is in other statements does not matter.
 */
function statementRange(tree: SyntaxTree, offset: number): TextRange {
  let start = 0;
  let isFirst = true;
  for (const element of tree.root.children) {
    const isSemicolon = element.token && element.kind === 'Semicolon';
    const isNext = !element.token && element.kind !== 'Error' && !isFirst;
    if (element.start >= offset && (isSemicolon || (isNext && element.start > offset))) {
      return { start, end: element.start };
    }
    if (isSemicolon) start = element.end;
    else if (isNext) start = element.start;
    if (isSemicolon) isFirst = true;
    else if (!element.token) isFirst = false;
  }
  return { start, end: tree.text.length };
}

function endOf(rest: RegExp, text: string, offset: number): number {
  rest.lastIndex = offset;
  return offset + (rest.exec(text)?.[0].length ?? 0);
}

/** The text behind the word that the caret stands in. */
export function textBehind({ text, wordEnd }: WordCaret): string {
  return text.slice(wordEnd);
}

/** A word that is being typed keeps its letters; a word that the caret stands before stays a word of its own. */
function withMarker(text: string, start: number, offset: number): string {
  const touches = start === offset && /\w/.test(text.charAt(offset));
  return `${text.slice(0, offset)}${marker}${touches ? ' ' : ''}${text.slice(offset)}`;
}

function significantBefore(tree: SyntaxTree, offset: number): SyntaxToken | undefined {
  let token = tokenBefore(tree.root, offset);
  while (token && isTrivia(token.kind)) token = tokenBefore(tree.root, token.start);
  return token;
}

function scopeAround(scopes: Scopes, node: SyntaxNode): QueryScope | undefined {
  const scope = scopes.around(node);
  const branch = ancestor(node, 'TypeofWhen', 'TypeofElse', 'Query');
  const expression = ancestor(branch, 'TypeofExpression');
  if (!scope || !branch || branch.kind === 'Query' || !expression) return scope;
  return branchScope(scopes, scope, expression, branch);
}

/** Whether a field of a SELECT list stands here, and its query has no FROM. */
export function lacksFrom({ scope, clause, roles, path, functionName, node }: WordCaret): boolean {
  if (ancestor(node, 'TypeofExpression', 'Query')?.kind === 'TypeofExpression') return false;
  if (clause !== 'select' || !roles.has('field') || path.length > 0 || functionName !== undefined) return false;
  return scope !== undefined && scope.kind !== 'search' && child(scope.node, 'FromClause') === undefined;
}

/** The object that the names so far lead to. */
function ownerOf(scopes: Scopes, scope: QueryScope | undefined, path: readonly string[]): ObjectMeaning | undefined {
  if (path.length === 0) return scope?.object;
  const steps = scopes.steps(scope, [...path, marker]);
  const last = steps[path.length - 1];
  return last && last.kind !== 'field' ? last.object : undefined;
}

function functionAround(tree: SyntaxTree, node: SyntaxNode): string | undefined {
  const path = ancestor(node, 'FieldPath', 'FunctionCall');
  const call = ancestor(path?.kind === 'FieldPath' ? path.parent : path?.parent, 'FunctionCall', 'Query');
  return call?.kind === 'FunctionCall' ? functionName(tree, call) : undefined;
}

function clauseOf(element: SyntaxNode | SyntaxToken | undefined): Clause | undefined {
  for (let node = element?.token ? element.parent : element; node; node = node.parent) {
    const place = placeOf(node.kind);
    if (place) return place === 'from' || place === 'typeof' || place === 'using' ? undefined : place;
    if (node.kind === 'Query') return undefined;
    if (node.kind === 'ReturningItem') return 'select';
  }
  return undefined;
}
