import { tokensOf } from '../syntax/ast.ts';
import { isTrivia, type SyntaxNode, type SyntaxToken, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { type Surroundings, surroundings } from './format/comments.ts';
import { type Doc, lineBreak } from './format/doc.ts';
import { smallestEdits } from './format/edits.ts';
import { layoutOf } from './format/layout.ts';
import { print } from './format/print.ts';
import type { TextEdit } from './model.ts';

export interface FormatOptions {
  /** Characters after which a line breaks where it can. */
  readonly width: number;
  /** One step of indentation. */
  readonly indent: string;
  readonly keywordCase: 'upper' | 'lower' | 'keep';
  /** Whether a comma ends a line or begins the next one. */
  readonly commas: 'trailing' | 'leading';
}

export const DEFAULT_FORMAT: FormatOptions = { width: 100, indent: '  ', keywordCase: 'upper', commas: 'trailing' };

/**
 * The edits that format a file, or the statements that a range touches. Only white space and the case of keywords
 * change; a statement with a syntax problem stays as it is.
 */
export function format(
  tree: SyntaxTree,
  options: FormatOptions = DEFAULT_FORMAT,
  range: { readonly start: number; readonly end: number } = { start: 0, end: tree.text.length },
): TextEdit[] {
  const edits = smallestEdits(tree.text, formattedText(tree, options));
  const touched = tree.root.children.filter(one => !one.token && one.start <= range.end && one.end >= range.start);
  const isWhole = range.start <= 0 && range.end >= tree.text.length;
  return isWhole ? edits : edits.filter(edit => touched.some(one => one.start <= edit.start && edit.end <= one.end));
}

/** The whole text as it is after formatting. */
export function formattedText(tree: SyntaxTree, options: FormatOptions): string {
  const around = surroundings(tree);
  const layout = layoutOf(tree, around, options);
  const docs: Doc[] = [];
  for (const element of tree.root.children) {
    if (element.token && isTrivia(element.kind)) continue;
    if (!element.token && docs.length > 0) docs.push(statementBreak(around, element));
    if (!element.token && hasProblem(tree, element)) docs.push(asWritten(tree, around, element));
    else docs.push(layout(element));
  }
  docs.push(around.atEnd);
  const endOfLine = tree.text.includes('\r\n') ? '\r\n' : '\n';
  const text = print(docs, { width: options.width, indent: options.indent, endOfLine });
  return tree.text.endsWith('\n') && text !== '' ? text + endOfLine : text;
}

/** A new line before a statement, and the blank line that a person left there. */
function statementBreak(around: Surroundings, statement: SyntaxNode): Doc {
  const [first] = tokensOf(statement);
  const isBlank = first !== undefined && !around.leading.has(first) && around.blankBefore.has(first);
  return lineBreak(isBlank);
}

/** Whether a statement is broken, so that its layout would be a guess. */
function hasProblem(tree: SyntaxTree, statement: SyntaxNode): boolean {
  return tree.problems.some(problem => problem.start <= statement.end && problem.end >= statement.start);
}

/** The text of a statement, with the comments before and behind it. */
function asWritten(tree: SyntaxTree, around: Surroundings, statement: SyntaxNode): Doc {
  const tokens = [...tokensOf(statement)];
  const [first, last] = [tokens[0], tokens.at(-1)] as [SyntaxToken, SyntaxToken];
  return [...(around.leading.get(first) ?? []), textOf(tree, statement), ...(around.trailing.get(last) ?? [])];
}
