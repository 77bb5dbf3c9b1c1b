import type { MatchingRule } from '../schema/duplicateRuleTypes.ts';
import { OverlayError } from '../schema/overlayChecks.ts';

/** A `booleanFilter` such as `1 AND (2 OR 3)`, over the places of a rule's items from 0. */
export type MatchingFilter =
  | { readonly kind: 'item'; readonly place: number }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly MatchingFilter[] };

/** All items joined by AND unless the rule says otherwise. Throws an OverlayError for a filter that makes no sense. */
export function filterOf({ fullName, booleanFilter, matchingRuleItems }: MatchingRule): MatchingFilter {
  if (matchingRuleItems.length === 0) throw new OverlayError(`No matchingRuleItems on matching rule ${fullName}`);
  if (booleanFilter === undefined) {
    return { kind: 'and', parts: matchingRuleItems.map((_, place) => ({ kind: 'item', place })) };
  }
  const tokens = booleanFilter.match(/\d+|[()]|[^\s()\d]+/g) ?? [];
  const senseless = () =>
    new OverlayError(`The booleanFilter of matching rule ${fullName} makes no sense: ${booleanFilter}`);
  let next = 0;
  const joined = (kind: 'and' | 'or', part: () => MatchingFilter): MatchingFilter => {
    const parts = [part()];
    while (tokens[next]?.toLowerCase() === kind) {
      next++;
      parts.push(part());
    }
    return parts.length === 1 ? parts[0]! : { kind, parts };
  };
  // AND binds more closely, as in SQL.
  const all = (): MatchingFilter => joined('or', () => joined('and', single));
  const single = (): MatchingFilter => {
    const token = tokens[next++] ?? '';
    if (token === '(') {
      const inner = all();
      if (tokens[next++] === ')') return inner;
    }
    const place = /^\d+$/.test(token) ? Number(token) - 1 : -1;
    if (matchingRuleItems[place] === undefined) throw senseless();
    return { kind: 'item', place };
  };
  const filter = all();
  if (next < tokens.length) throw senseless();
  return filter;
}

/** Whether each way to fulfil the filter goes by one of these items: then indexes of them spare a look at all records. */
export function isNarrowedBy(filter: MatchingFilter, isIndexed: (place: number) => boolean): boolean {
  if (filter.kind === 'item') return isIndexed(filter.place);
  const narrows = (part: MatchingFilter): boolean => isNarrowedBy(part, isIndexed);
  return filter.kind === 'and' ? filter.parts.some(narrows) : filter.parts.every(narrows);
}

/** @param conditions of the items, as SQL */
export function filterSql(filter: MatchingFilter, conditions: readonly string[]): string {
  if (filter.kind === 'item') return conditions[filter.place]!;
  return `(${filter.parts.map(part => filterSql(part, conditions)).join(` ${filter.kind.toUpperCase()} `)})`;
}
