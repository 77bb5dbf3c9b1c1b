import type { Comparison } from '../../semantics/comparisons.ts';
import { validValues } from '../../semantics/dependentPicklists.ts';
import { escapeString, quote } from '../../semantics/literals.ts';
import type { Lookups } from '../../semantics/lookups.ts';
import { type RecordTypeComparison, recordTypesOf } from '../../semantics/recordTypes.ts';
import type { RecordType } from '../../semantics/schema.ts';
import { familyOf } from '../../semantics/types.ts';
import { COUNTED_DATES, FIXED_DATES } from '../../syntax/relativeDates.ts';
import { childrenOf, textOf } from '../../syntax/tree.ts';
import type { Caret, StringCaret, WordCaret } from './caret.ts';
import { type Items, placeholder } from './items.ts';
import { byLikeliness } from './objects.ts';

/** Values that the field on the left can be compared with. */
export function values(caret: WordCaret, _: Lookups, items: Items): void {
  const { comparison, roles } = caret;
  if (!roles.has('value') || !comparison) return;
  for (const [rank, choice] of choices(caret).entries()) {
    const insertText = quote(choice.value);
    items.add({ kind: 'value', group: 'value', rank, insertText, ...shown(choice, insertText) });
  }
  const family = familyOf(comparison.type);
  if (comparison.operator === 'LIKE') addPatterns(items);
  if (family === 'boolean') {
    for (const [rank, label] of ['TRUE', 'FALSE'].entries()) items.add({ label, kind: 'value', group: 'value', rank });
  }
  const isEquality = comparison.operator === '=' || comparison.operator === '!=';
  if (isEquality && comparison.field?.nillable) items.add({ label: 'NULL', kind: 'value', group: 'name' });
}

function addPatterns(items: Items): void {
  const patterns = { "'…%'": "'$1%'", "'%…%'": "'%$1%'" };
  for (const [rank, [label, insertText]] of Object.entries(patterns).entries()) {
    items.add({ label, kind: 'snippet', group: 'value', rank, insertText, snippet: true });
  }
}

/** Relative dates for date fields. */
export function dateLiterals({ comparison, roles }: WordCaret, _: Lookups, items: Items): void {
  const family = familyOf(comparison?.type);
  if (!roles.has('value') || comparison?.functionName || (family !== 'date' && family !== 'datetime')) return;
  for (const [rank, label] of byUse.entries()) {
    const isCounted = COUNTED_DATES.includes(label);
    items.add({
      label: isCounted ? `${label}:n` : label,
      kind: 'dateLiteral',
      group: 'value',
      rank,
      insertText: isCounted ? `${label}:${placeholder(1, usualCount(label))}` : label,
      snippet: isCounted,
      about: { word: label },
    });
  }
}

/** A month, more or less, or a few of the longer ones. */
function usualCount(literal: string): string {
  return literal.includes('DAY') ? '30' : literal.includes('WEEK') ? '4' : literal.includes('MONTH') ? '3' : '2';
}

const mostUsed = [
  'TODAY',
  'YESTERDAY',
  'THIS_WEEK',
  'LAST_N_DAYS',
  'THIS_MONTH',
  'LAST_MONTH',
  'THIS_YEAR',
  'NEXT_N_DAYS',
];
const byUse: readonly string[] = [...new Set([...mostUsed, ...FIXED_DATES, ...COUNTED_DATES])];

/** Values inside the quotes of a string. */
export function stringValues(caret: StringCaret, _: Lookups, items: Items): void {
  for (const [rank, choice] of choices(caret).entries()) {
    const written = escapeString(choice.value);
    const insertText = caret.isClosed ? written : `${written}'`;
    items.add({ kind: 'value', group: 'value', rank, insertText, ...shown(choice, choice.value) });
  }
}

/** People look for a value by what it is, and for an Id by what it stands for. */
function shown({ value, label, isId }: Choice, written: string): { label: string; detail?: string } {
  if (isId) return { label, detail: value };
  return label === value ? { label: written } : { label: written, detail: label };
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isId?: boolean;
}

/** The values of a picklist that are not in the list yet, in its own order, or the objects that a polymorphic `Type` can be. */
function choices(caret: Caret): Choice[] {
  const { comparison, scopes, offset } = caret;
  if (!comparison || comparison.operator === 'LIKE') return [];
  if (comparison.functionName && comparison.functionName.toLowerCase() !== 'tolabel') return [];
  const base = caret.at === 'word' ? caret.base : 0;
  const used = new Set<string>();
  for (const value of comparison.values) {
    const written = textOf(scopes.tree, value);
    const isHere = value.start + base <= offset && offset <= value.end + base;
    if (!isHere) used.add(written.toLowerCase());
    else if (caret.at === 'string') for (const part of otherParts(caret, offset)) used.add(quote(part).toLowerCase());
  }
  return candidates(comparison, caret.scope, scopes).filter(c => !used.has(quote(c.value).toLowerCase()));
}

/** Of 'A;B;C' in a multi-select picklist: all but the one at the caret. */
function otherParts(
  { text, replace, comparison }: Pick<StringCaret, 'text' | 'replace' | 'comparison'>,
  offset: number,
): string[] {
  if (comparison?.field?.type !== 'multipicklist') return [];
  const before = text.slice(text.lastIndexOf("'", replace.start - 1) + 1, replace.start);
  const behind = /^[^']*/.exec(text.slice(offset))?.[0] ?? '';
  return [...before.split(';'), ...behind.split(';').slice(1)].filter(part => part !== '');
}

function candidates(comparison: Comparison, scope: Caret['scope'], scopes: Caret['scopes']): readonly Choice[] {
  const { node, field } = comparison;
  const found = recordTypesOf(scopes, node);
  if (found) return found.recordTypes.filter(type => type.active).map(type => recordTypeChoice(type, found.by));
  if (!field) return [];
  if (field.picklistValues.length > 0) {
    return (validValues(scopes, comparison)?.values ?? field.picklistValues).filter(v => v.active);
  }
  const [path] = childrenOf(node, 'FieldPath');
  const reference = path && field.name === 'Type' ? scopes.steps(scope, scopes.names(path)).at(-2) : undefined;
  if (reference?.kind !== 'relationship' || reference.object.name !== 'Name') return [];
  return byLikeliness(reference.field.referenceTo, name => name).map(name => ({ value: name, label: name }));
}

function recordTypeChoice({ id, developerName, label }: RecordType, by: RecordTypeComparison['by']): Choice {
  if (by === 'id') return { value: id, label, isId: true };
  return { value: by === 'label' ? label : developerName, label };
}
