import type { Lookups } from '../../semantics/lookups.ts';
import { lacksFrom, type WordCaret } from './caret.ts';
import { commonFields } from './fields.ts';
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
export function missingFrom(caret: WordCaret, lookups: Lookups, items: Items): void {
  if (!lacksFrom(caret) || caret.scope?.kind === 'child') return;
  const known = lookups.objects();
  if (!known) return;
  const { items: found } = indexOf(known).find(caret.typed);
  for (const [rank, { object }] of found.slice(0, commonObjects.length).entries()) {
    const { name, queryable } = object;
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

/** TYPEOF for each polymorphic relationship, with the first object that it leads to. */
export function typeofExpressions({ words, path, owner, functionName }: WordCaret, _: Lookups, items: Items): void {
  if (!words.has('TYPEOF') || path.length > 0 || functionName !== undefined) return;
  for (const { relationshipName, referenceTo, namePointing } of owner?.schema?.fields ?? []) {
    const [target] = referenceTo;
    if (!relationshipName || !target || !(namePointing || referenceTo.length > 1)) continue;
    const insertText = `TYPEOF ${relationshipName} WHEN ${placeholder(1, target)} THEN $2 END`;
    const label = `TYPEOF ${relationshipName} …`;
    items.add({ label, kind: 'snippet', group: 'snippet', insertText, snippet: true, continues: false });
  }
}

const likelyFields = 10;

/** In a SELECT list that nothing follows: fields of objects that are known already, with their FROM. */
export function fieldsWithFrom(caret: WordCaret, lookups: Lookups, items: Items): void {
  if (
    !lacksFrom(caret) ||
    caret.scope?.kind === 'child' ||
    caret.typed === '' ||
    caret.text.slice(caret.offset).trim() !== ''
  )
    return;
  const typed = caret.typed.toLowerCase();
  for (const [rank, object] of commonObjects.entries()) {
    const schema = lookups.schema.object(object);
    if (typeof schema === 'string') continue;
    const matching = schema.fields.filter(f => f.name.toLowerCase().startsWith(typed));
    for (const field of matching.slice(0, likelyFields)) {
      items.add({
        label: field.name,
        kind: 'field',
        group: 'name',
        // Id and Name of the likeliest objects first.
        rank: (commonFields.includes(field.name) ? 1 : 2) * commonObjects.length + rank,
        detail: `FROM ${object}`,
        insertText: `${field.name}$0 FROM ${object}`,
        snippet: true,
        about: { object, field: field.name },
      });
    }
  }
}
