// What a file says about itself in its first lines.
import { isTrivia, type SyntaxTree, textOf } from './tree.ts';

/** The comment by which a file names its own org: `// @org name`, before the first statement. */
export interface OrgComment {
  readonly name: string;
  /** The comment, without its line end. */
  readonly start: number;
  readonly end: number;
}

/** Undefined where the file leaves the choice to the window. The first such comment counts. */
export function orgComment(tree: SyntaxTree): OrgComment | undefined {
  return firstComment(tree, /^\/\/\s*@org\s+(.*\S)\s*$/);
}

/** Whether the file's queries are meant for Bulk API 2.0, which takes less: `// @api bulk`, before the first statement. */
export function isForBulk(tree: SyntaxTree): boolean {
  return firstComment(tree, /^\/\/\s*@api\s+(bulk)\s*$/i) !== undefined;
}

/** Whether the file's queries go to the Tooling API: `// @tooling`, before the first statement. */
export function isForTooling(tree: SyntaxTree): boolean {
  return firstComment(tree, /^\/\/\s*@(tooling)\s*$/i) !== undefined;
}

function firstComment(tree: SyntaxTree, pattern: RegExp): OrgComment | undefined {
  for (const element of tree.root.children) {
    if (!element.token || !isTrivia(element.kind)) return undefined;
    if (element.kind !== 'LineComment') continue;
    const name = pattern.exec(textOf(tree, element))?.[1];
    if (name) return { name, start: element.start, end: element.end };
  }
  return undefined;
}
