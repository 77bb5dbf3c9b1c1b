// Where else a name of the query's own making (an alias, a bind variable) stands.
import { Lookups } from '../semantics/lookups.ts';
import { type Meaning, meaningAt, meaningOf } from '../semantics/meaning.ts';
import { type QueryScope, Scopes } from '../semantics/scope.ts';
import { isReserved, keywordAt } from '../syntax/keywords.ts';
import { isA, type SyntaxNode, textOf } from '../syntax/tree.ts';
import type { InputAt, TextEdit, TextRange } from './model.ts';

/** All places of the alias, bind, or field at the offset: what an editor highlights. */
export function highlights({ tree, schema, offset }: InputAt): TextRange[] {
  const scopes = new Scopes(tree, new Lookups(schema));
  const meaning = meaningAt(scopes, offset);
  return meaning ? occurrences(scopes, meaning) : [];
}

/** The name that would be renamed, or undefined where the name is the org's and not the query's. */
export function renameable(input: InputAt): TextRange | undefined {
  const meaning = meaningAt(new Scopes(input.tree, new Lookups(input.schema)), input.offset);
  return meaning && ownKinds.has(meaning.kind) ? { start: meaning.node.start, end: meaning.node.end } : undefined;
}

/** The edits that give an alias or bind another name; undefined where it can't have that name. */
export function rename(input: InputAt, newName: string): TextEdit[] | undefined {
  const isName = /^[A-Za-z]\w*$/.test(newName) && !isReserved(keywordAt(newName, 0, newName.length));
  if (!isName || !renameable(input)) return undefined;
  return highlights(input).map(({ start, end }) => ({ start, end, newText: newName }));
}

const ownKinds: ReadonlySet<string> = new Set(['alias', 'fieldAlias', 'bind']);

function occurrences(scopes: Scopes, wanted: Meaning): TextRange[] {
  const text = textOf(scopes.tree, wanted.node).toLowerCase();
  const found: TextRange[] = [];
  const visit = (node: SyntaxNode): void => {
    for (const element of node.children) {
      if (element.token) continue;
      if (!isA(element, 'Name')) visit(element);
      else if (textOf(scopes.tree, element).toLowerCase() === text) {
        const meaning = meaningOf(scopes, element);
        if (meaning && isSame(meaning, wanted)) found.push({ start: element.start, end: element.end });
      }
    }
  };
  visit(scopes.tree.root);
  return found;
}

/** Two occurrences of one text are the same thing if they mean the same; an alias belongs to its query. */
function isSame(a: Meaning, b: Meaning): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'alias' && b.kind === 'alias') return a.alias.declaration === b.alias.declaration;
  if (a.kind === 'fieldAlias' && b.kind === 'fieldAlias') return sameQuery(a.scope, b.scope);
  if (a.kind === 'field' && b.kind === 'field') return a.owner === b.owner;
  if (a.kind === 'relationship' && b.kind === 'relationship') return a.field === b.field;
  return true;
}

function sameQuery(a: QueryScope, b: QueryScope): boolean {
  return a.node === b.node;
}
