import { MESSAGES } from '../../../../server/src/soql/syntax/messages.ts';
import { isTrivia, type SyntaxElement, type SyntaxTree, textOf } from '../../../../server/src/soql/syntax/tree.ts';

/**
 * A tree as text: a line per node, indented; a chain of only children on one line. Keywords and marks stand in quotes,
 * names and values bare, white space is left out.
 */
export function dump(tree: SyntaxTree): string {
  const lines: string[] = [];
  for (const element of significant(tree.root.children)) dumpElement(tree, element, '', lines);
  for (const { code, start, end, args } of tree.problems) {
    const words = MESSAGES[code].replace(/\{(\d)\}/g, (_, index) => args[Number(index)] ?? '');
    lines.push(`! ${start}-${end} ${code}: ${words}`);
  }
  return lines.join('\n');
}

function dumpElement(tree: SyntaxTree, element: SyntaxElement, indent: string, lines: string[]): void {
  let label = indent;
  let last = element;
  while (!last.token) {
    label += `${last.kind} `;
    const children = significant(last.children);
    if (children.length !== 1) break;
    last = children[0] as SyntaxElement;
  }
  if (last.token) lines.push(label + tokenText(tree, last));
  else {
    lines.push(label.trimEnd());
    for (const child of significant(last.children)) dumpElement(tree, child, `${indent}  `, lines);
  }
}

function tokenText(tree: SyntaxTree, token: SyntaxElement): string {
  const text = textOf(tree, token).replaceAll('\n', '\\n');
  return token.kind === 'Word' || /^[A-Z]*Comment$|String|Number|Date|Time|Currency|SearchTerm/.test(token.kind)
    ? text
    : `'${text}'`;
}

function significant(elements: readonly SyntaxElement[]): SyntaxElement[] {
  return elements.filter(element => !element.token || !isTrivia(element.kind));
}
