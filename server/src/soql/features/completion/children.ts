import type { Lookups } from '../../semantics/lookups.ts';
import { maxChildLevels } from '../../semantics/paths.ts';
import type { QueryScope } from '../../semantics/scope.ts';
import type { WordCaret } from './caret.ts';
import type { Items } from './items.ts';

/** Child relationships after FROM of a subquery, and whole subqueries in the SELECT list. */
export function children(caret: WordCaret, _: Lookups, items: Items): void {
  if (caret.roles.has('child-relationship')) names(caret.scope?.outer, items);
  else if (caret.path.length === 0 && (caret.words.has('(SELECT') || isInParentheses(caret))) subqueries(caret, items);
}

function names(outer: QueryScope | undefined, items: Items): void {
  for (const { relationshipName, childObject } of outer?.object?.schema?.childRelationships ?? []) {
    const about = { object: childObject };
    items.add({ label: relationshipName, kind: 'childRelationship', group: 'child', detail: childObject, about });
  }
}

/** The parentheses of a child query are written, and nothing in them. */
function isInParentheses({ words, before, clause, comparison }: WordCaret): boolean {
  return words.has('SELECT') && before?.kind === 'LeftParen' && clause === 'select' && !comparison;
}

function subqueries(caret: WordCaret, items: Items): void {
  const { scope, functionName } = caret;
  const hasParentheses = isInParentheses(caret);
  if (!scope || functionName !== undefined || levelOf(scope) >= maxChildLevels) return;
  if (scope.kind !== 'root' && scope.kind !== 'child') return;
  for (const { relationshipName, childObject } of scope.object?.schema?.childRelationships ?? []) {
    items.add({
      label: relationshipName,
      kind: 'childRelationship',
      group: 'child',
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
