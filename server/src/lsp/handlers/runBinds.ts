// The bind variables of a statement that is about to run.
import { t } from '@vscode/l10n';
import type { Timers } from '../../base/timers.ts';
import type { RunBind } from '../../protocol/runs.ts';
import { type Bind, bindsOf, bindWords, withLiterals } from '../../soql/semantics/binds.ts';
import { Lookups } from '../../soql/semantics/lookups.ts';
import type { SchemaView } from '../../soql/semantics/schema.ts';
import { Scopes } from '../../soql/semantics/scope.ts';
import { statementAt } from '../../soql/syntax/ast.ts';
import { isForTooling } from '../../soql/syntax/fileComments.ts';
import { parse } from '../../soql/syntax/parser.ts';
import type { SyntaxTree } from '../../soql/syntax/tree.ts';
import { type Context, schemaFor } from '../context.ts';
import { type DescribedSchema, readDescribedSoon } from '../describedSchema.ts';
import type { Failure } from '../explain.ts';

export interface StatementPlace {
  readonly tree: SyntaxTree;
  readonly offset: number;
}

/** The binds, each name once. Waits for the objects that tell their types, as far as the org can be asked, but not long. */
export async function describeBinds(
  tree: SyntaxTree,
  offset: number,
  schema: DescribedSchema,
  timers: Timers,
): Promise<RunBind[]> {
  await readDescribedSoon(schema, lookups => bindsAt(tree, offset, lookups), timers);
  return eachOnce(bindsAt(tree, offset, new Lookups(schema.snapshot)));
}

/** A statement of an open document, and what the user wrote for its binds, by name. */
export interface StatementRequest {
  readonly org: string;
  readonly uri: string;
  readonly offset: number;
  readonly binds?: Readonly<Record<string, string>> | undefined;
}

/** The statement with its binds filled. Undefined where the document is not open. Throws BAD_BIND. */
export function filledStatement(
  { documents, orgs }: Pick<Context, 'documents' | 'orgs'>,
  { org, uri, offset, binds = {} }: StatementRequest,
): StatementPlace | undefined {
  const tree = documents.get(uri)?.tree;
  return tree && fillBinds(tree, offset, schemaFor(orgs.get(org), isForTooling(tree, offset)).snapshot, binds);
}

/** In a tree of its own; comments and other statements stay where they say something about it. */
function fillBinds(
  tree: SyntaxTree,
  offset: number,
  schema: SchemaView,
  values: Readonly<Record<string, string>>,
): StatementPlace {
  const statement = statementAt(tree.root, offset);
  const binds = bindsAt(tree, offset, new Lookups(schema));
  if (!statement || binds.length === 0) return { tree, offset };
  const filled = withLiterals(tree, statement, binds, values);
  if (typeof filled !== 'string') throw badBind(filled);
  const { text, dialect } = tree;
  const { start, end } = statement;
  return { tree: parse(text.slice(0, start) + filled + text.slice(end), { dialect }), offset: start };
}

function bindsAt(tree: SyntaxTree, offset: number, lookups: Lookups): Bind[] {
  const statement = statementAt(tree.root, offset);
  return statement ? bindsOf(new Scopes(tree, lookups), statement) : [];
}

function eachOnce(binds: readonly Bind[]): RunBind[] {
  const names = new Map<string, RunBind>();
  for (const bind of binds) {
    if (!names.has(bind.name)) names.set(bind.name, { name: bind.name, list: bind.list, ...fitsOf(bind) });
  }
  return [...names.values()];
}

function fitsOf({ family }: Bind): { fits?: string } {
  return family ? { fits: t(bindWords[family]) } : {};
}

function badBind(bind: Bind): Error & Failure {
  const { fits = t('a value') } = fitsOf(bind);
  const message = t('The value of :{0} does not fit: it takes {1}. Run again with another value.', bind.name, fits);
  return Object.assign(new Error(message), { code: 'BAD_BIND' });
}
