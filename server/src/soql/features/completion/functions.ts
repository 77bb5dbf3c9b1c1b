import { functionNamed, type SoqlFunction, soqlFunctions } from '../../semantics/functions.ts';
import type { Lookups } from '../../semantics/lookups.ts';
import { child } from '../../syntax/tree.ts';
import { textBehind, type WordCaret } from './caret.ts';
import { type Items, placeholder } from './items.ts';

/** Functions where the clause takes them. */
export function functions(caret: WordCaret, _: Lookups, items: Items): void {
  const { clause, roles, path, functionName } = caret;
  if (!roles.has('function') || !clause || path.length > 0) return;
  const isCalled = textBehind(caret).startsWith('(');
  for (const [rank, fn] of inOrder.entries()) {
    if (!fn.clauses.includes(clause) || !nests(fn, functionName)) continue;
    if (!fits(fn, caret)) continue;
    if (fn.kind === 'fieldList') addFieldLists(items, rank + inOrder.length);
    else {
      items.add({
        label: fn.name,
        kind: 'function',
        group: 'function',
        rank: fn.kind === 'aggregate' ? rank : rank + inOrder.length,
        detail: `${fn.name}(${fn.parameters.join(', ')})`,
        insertText: isCalled ? fn.name : (insertTexts[fn.name] ?? `${fn.name}($1)`),
        snippet: !isCalled,
        continues: true,
        about: { word: fn.name },
      });
    }
  }
}

/** By name, whatever its case. */
const inOrder = [...soqlFunctions].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));

/** What the kind of query can use. */
function fits({ kind, name }: SoqlFunction, { scope, clause }: WordCaret): boolean {
  const grouping = child(scope?.node, 'GroupByClause');
  switch (scope?.kind) {
    case 'semiJoin':
      return clause !== 'select';
    case 'search':
      return kind === 'location' || (kind === 'conversion' && name !== 'convertTimezone') || clause === 'where';
    case 'child':
      return kind !== 'aggregate' && kind !== 'grouping' && (kind !== 'date' || clause !== 'select');
    default:
      if (kind === 'grouping') return child(grouping, 'GroupingSet') !== undefined;
      return kind !== 'aggregate' || clause !== 'orderBy' || grouping !== undefined;
  }
}

const place = `GEOLOCATION(${placeholder(2, '37.77')}, ${placeholder(3, '-122.41')})`;
const insertTexts: Readonly<Record<string, string>> = {
  DISTANCE: `DISTANCE($1, ${place}, '${placeholder(4, 'km')}')`,
  GEOLOCATION: place,
  FORMULA: "FORMULA('$1')",
};

function addFieldLists(items: Items, rank: number): void {
  for (const which of ['ALL', 'STANDARD', 'CUSTOM']) {
    const label = `FIELDS(${which})`;
    items.add({ label, kind: 'function', group: 'function', rank, about: { word: 'FIELDS' } });
  }
}

/** What may stand inside the function around the caret; outside of any, what may stand by itself. */
function nests(fn: SoqlFunction, outerName: string | undefined): boolean {
  const outer = outerName === undefined ? undefined : functionNamed(outerName);
  if (fn.name === 'convertTimezone') return outer?.kind === 'date';
  if (fn.name === 'GEOLOCATION') return outer?.name === 'DISTANCE';
  if (outerName === undefined) return true;
  return outer?.name === 'FORMAT' && (fn.kind === 'aggregate' || fn.name === 'convertCurrency');
}
