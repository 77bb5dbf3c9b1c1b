import type { Lookups } from '../../semantics/lookups.ts';
import { lacksFrom, type WordCaret } from './caret.ts';
import { type Items, placeholder } from './items.ts';
import { byLikeliness } from './objects.ts';

/** Subqueries of a condition on Ids, whole or behind their SELECT: the object's children, or what the field refers to. */
export function semiJoins(caret: WordCaret, _: Lookups, items: Items): void {
  const isWhole = opensList(caret);
  if (!isWhole && !(caret.scope?.kind === 'semiJoin' && lacksFrom(caret))) return;
  for (const [rank, [field, object]] of joinsOf(caret).entries()) {
    const label = `${isWhole ? 'SELECT ' : ''}${field} FROM ${object}`;
    items.add({ label, kind: 'snippet', group: 'value', rank, filterText: `${label} ${object}`, about: { object } });
  }
  if (!isWhole) return;
  const insertText = `SELECT ${placeholder(2, 'Id')} FROM $1`;
  items.add({
    label: 'SELECT … FROM …',
    kind: 'snippet',
    group: 'snippet',
    insertText,
    snippet: true,
    continues: true,
  });
}

/** Right behind `IN (`, where nothing follows yet. */
function opensList({ comparison, roles, before }: WordCaret): boolean {
  const isId = comparison?.type === 'id' || comparison?.type === 'reference';
  const isList = comparison?.operator === 'IN' || comparison?.operator === 'NOT IN';
  return isId && isList && roles.has('value') && comparison.values.length === 0 && before?.kind === 'LeftParen';
}

/** Fields that hold such Ids, with their objects. Salesforce takes no subquery on the object of the query itself. */
function joinsOf({ comparison, scope }: WordCaret): readonly (readonly [field: string, object: string])[] {
  const outer = (scope?.kind === 'semiJoin' ? scope.outer : scope)?.object;
  const { field } = comparison ?? {};
  if (field?.type === 'reference') {
    return field.referenceTo.filter(object => object !== outer?.name).map(object => ['Id', object] as const);
  }
  const children = outer?.schema?.childRelationships.filter(child => child.childObject !== outer.name) ?? [];
  return byLikeliness(children, child => child.childObject).map(child => [child.field, child.childObject] as const);
}
