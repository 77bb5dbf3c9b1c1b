// What comments say about a file, in its first lines, and about a statement, in front of it.
import { type Statement, statementAt } from './ast.ts';
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

export type StatementApi = 'query' | 'queryAll' | 'tooling';

/** `// @tooling` and `// @queryAll`, in front of the statement, or of the first one for the whole file. */
export function apiOf(tree: SyntaxTree, statement: Statement | undefined): StatementApi {
  let isHead = true;
  let found: StatementApi = 'query';
  let ofFile: StatementApi = 'query';
  for (const element of tree.root.children) {
    if (element === statement) break;
    const named =
      element.kind === 'LineComment' ? /^\/\/\s*@(tooling|queryAll)\s*$/i.exec(textOf(tree, element)) : null;
    if (named) found = named[1]!.toLowerCase() === 'tooling' ? 'tooling' : 'queryAll';
    if (element.kind !== 'Query' && element.kind !== 'SoslQuery') continue;
    if (isHead) ofFile = found;
    isHead = false;
    found = 'query';
  }
  return found === 'query' ? ofFile : found;
}

/** Whether what stands at the offset is meant for the Tooling API, whose objects are others. */
export function isForTooling(tree: SyntaxTree, offset: number): boolean {
  return mentionsTooling(tree) && apiOf(tree, statementAt(tree.root, offset)) === 'tooling';
}

/** Quickly, for what is asked with every key: whether any statement of the file may be meant for the Tooling API. */
export function mentionsTooling({ text }: SyntaxTree): boolean {
  return /@tooling/i.test(text);
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
