import { comparisonOf } from '../semantics/comparisons.ts';
import { stringValue } from '../semantics/literals.ts';
import { Lookups } from '../semantics/lookups.ts';
import { meaningOf } from '../semantics/meaning.ts';
import { recordTypesOf } from '../semantics/recordTypes.ts';
import { daysOf } from '../semantics/relativeDates.ts';
import type { ObjectSummary } from '../semantics/schema.ts';
import { Scopes } from '../semantics/scope.ts';
import { relativeDate } from '../syntax/literals.ts';
import { ancestor, isA, type SyntaxNode } from '../syntax/tree.ts';
import type { InlayHint, Input, TextRange } from './model.ts';

/**
 * What a query does not say by itself, behind the piece that leaves it open: the days of a relative date, the object of
 * a child relationship, the label of a picklist value, what an Id belongs to. Only for the range; `today` as YYYY-MM-DD.
 */
export function inlayHints(
  { tree, schema, today }: Input & { readonly today: string },
  { start, end }: TextRange,
): InlayHint[] {
  const scopes = new Scopes(tree, new Lookups(schema));
  const hints: InlayHint[] = [];
  const visit = (node: SyntaxNode): void => {
    for (const element of node.children) {
      if (element.token || element.end < start || end < element.start) continue;
      const text = textFor(scopes, element, today);
      if (text) hints.push({ offset: element.end, text });
      else visit(element);
    }
  };
  visit(tree.root);
  return hints;
}

function textFor(scopes: Scopes, node: SyntaxNode, today: string): string | undefined {
  if (isA(node, 'RelativeDate')) {
    const { name, count = 0 } = relativeDate(scopes.tree, node);
    const days = daysOf(name, count, today);
    return days && (days.from === days.to ? days.from : `${days.from} to ${days.to}`);
  }
  if (isA(node, 'Name')) {
    const meaning = ancestor(node, 'FromItem') && meaningOf(scopes, node);
    return meaning?.kind === 'childRelationship' ? meaning.relationship.childObject : undefined;
  }
  return isA(node, 'StringLiteral') ? textForValue(scopes, node) : undefined;
}

function textForValue(scopes: Scopes, node: SyntaxNode<'StringLiteral'>): string | undefined {
  const comparison = ancestor(node, 'Comparison');
  const value = comparison && stringValue(scopes.tree, node);
  if (!comparison || !value) return undefined;
  const { field } = comparisonOf(scopes, comparison);
  const recordTypes = recordTypesOf(scopes, comparison);
  if (recordTypes?.by === 'id') return recordTypes.recordTypes.find(({ id }) => id.startsWith(value))?.label;
  if (field?.type === 'reference' && field.referenceTo.length !== 1) return objectOfId(scopes, value);
  const label = field?.picklistValues.find(v => v.value === value)?.label;
  return label === value ? undefined : label;
}

const prefixes = new WeakMap<readonly ObjectSummary[], ReadonlyMap<string, string>>();

/** An Id begins with the key prefix of its object. */
function objectOfId({ lookups }: Scopes, id: string): string | undefined {
  const objects = lookups.schema.objects;
  if (!objects || !/^(\w{15}|\w{18})$/.test(id)) return undefined;
  const known =
    prefixes.get(objects) ?? new Map(objects.flatMap(o => (o.keyPrefix ? [[o.keyPrefix, o.name] as const] : [])));
  prefixes.set(objects, known);
  return known.get(id.slice(0, 3));
}
