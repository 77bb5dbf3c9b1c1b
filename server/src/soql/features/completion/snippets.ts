import type { Lookups } from '../../semantics/lookups.ts';
import { child, isA } from '../../syntax/tree.ts';
import type { WordCaret } from './caret.ts';
import { type Items, placeholder } from './items.ts';
import { commonObjects, indexOf } from './objects.ts';

/** Whole statements, where one can begin. */
export function statements({ words, before }: WordCaret, _: Lookups, items: Items): void {
  const isStart = !before || before.kind === 'Semicolon';
  if (!isStart || !words.has('SELECT')) return;
  const shapes: [label: string, insertText: string][] = [
    ['SELECT … FROM …', `SELECT $2 FROM $1`],
    ['SELECT … FROM … WHERE …', `SELECT $2 FROM $1 WHERE $3`],
    ['SELECT COUNT() FROM …', `SELECT COUNT() FROM $1`],
    ['FIND … RETURNING …', `FIND {${placeholder(1, 'text')}} IN ALL FIELDS RETURNING $2`],
  ];
  for (const [rank, [label, insertText]] of shapes.entries()) {
    items.add({ label, kind: 'snippet', group: 'snippet', rank, insertText, snippet: true, continues: true });
  }
}

/** In a SELECT list without FROM: the objects of which fields could be selected, with their FROM. */
export function missingFrom(
  { scope, clause, roles, path, functionName, typed }: WordCaret,
  lookups: Lookups,
  items: Items,
): void {
  if (clause !== 'select' || !roles.has('field') || path.length > 0 || functionName !== undefined) return;
  if (!isA(scope?.node, 'Query') || scope.kind !== 'root' || child(scope.node, 'FromClause')) return;
  const known = lookups.objects();
  if (!known) return;
  const { items: found } = indexOf(known).find(typed);
  for (const [rank, { name, queryable }] of found.slice(0, commonObjects.length).entries()) {
    if (!queryable) continue;
    items.add({
      label: `… FROM ${name}`,
      kind: 'snippet',
      group: 'name',
      rank,
      filterText: name,
      insertText: `$1 FROM ${name}$0`,
      snippet: true,
      continues: true,
      about: { object: name },
    });
  }
}
