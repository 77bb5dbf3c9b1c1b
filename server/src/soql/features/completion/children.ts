import type { Lookups } from '../../semantics/lookups.ts';
import { maxChildLevels } from '../../semantics/paths.ts';
import type { ChildRelationship, ObjectSchema } from '../../semantics/schema.ts';
import type { QueryScope } from '../../semantics/scope.ts';
import { lacksFrom, type WordCaret } from './caret.ts';
import type { Items } from './items.ts';
import { byLikeliness } from './objects.ts';

/** Child relationships after FROM of a subquery, and whole subqueries in the SELECT list. */
export function children(caret: WordCaret, _: Lookups, items: Items): void {
  if (caret.roles.has('child-relationship')) names(caret.scope?.outer, items);
  else if (caret.scope?.kind === 'child' && lacksFrom(caret)) childrenWithFrom(caret, items);
  else if (caret.path.length === 0 && (caret.words.has('(SELECT') || isInParentheses(caret))) subqueries(caret, items);
}

function names(outer: QueryScope | undefined, items: Items): void {
  for (const [rank, { relationshipName, childObject }] of childrenOf(outer).entries()) {
    const about = { object: childObject };
    items.add({ label: relationshipName, kind: 'childRelationship', group: 'child', rank, detail: childObject, about });
  }
}

const ranked = new WeakMap<ObjectSchema, readonly ChildRelationship[]>();

/** The child relationships of what the query reads, those of the likeliest objects first. */
function childrenOf(scope: QueryScope | undefined): readonly ChildRelationship[] {
  const schema = scope?.object?.schema;
  if (!schema) return [];
  const made = ranked.get(schema) ?? byLikeliness(schema.childRelationships, child => child.childObject);
  ranked.set(schema, made);
  return made;
}

/** The parentheses of a child query are written, and nothing in them. */
function isInParentheses({ words, before, clause, comparison }: WordCaret): boolean {
  return words.has('SELECT') && before?.kind === 'LeftParen' && clause === 'select' && !comparison;
}

/** In the SELECT list of a child query without FROM: the relationships that it could read, with their FROM. */
function childrenWithFrom({ scope }: WordCaret, items: Items): void {
  for (const [rank, { relationshipName, childObject }] of childrenOf(scope?.outer).entries()) {
    items.add({
      label: `… FROM ${relationshipName}`,
      kind: 'snippet',
      group: 'name',
      rank,
      detail: childObject,
      filterText: relationshipName,
      insertText: `$1 FROM ${relationshipName}`,
      snippet: true,
      continues: true,
      about: { object: childObject },
    });
  }
}

function subqueries(caret: WordCaret, items: Items): void {
  const { scope, functionName } = caret;
  const hasParentheses = isInParentheses(caret);
  if (!scope || functionName !== undefined || levelOf(scope) >= maxChildLevels) return;
  if (scope.kind !== 'root' && scope.kind !== 'child') return;
  for (const [rank, { relationshipName, childObject }] of childrenOf(scope).entries()) {
    items.add({
      label: relationshipName,
      kind: 'childRelationship',
      group: 'child',
      rank,
      detail: `(SELECT … FROM ${relationshipName})`,
      insertText: hasParentheses ? `SELECT $1 FROM ${relationshipName}` : `(SELECT $1 FROM ${relationshipName})$0`,
      snippet: true,
      continues: true,
      about: { object: childObject },
    });
  }
}

/** 1 for the outermost query. */
function levelOf(scope: QueryScope): number {
  return scope.outer ? levelOf(scope.outer) + 1 : 1;
}
