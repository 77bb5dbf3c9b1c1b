import { expressionOf } from '../syntax/ast.ts';
import { type SyntaxNode, textOf } from '../syntax/tree.ts';
import { type Comparison, comparisonOf, requiredComparisons } from './comparisons.ts';
import { stringValue } from './literals.ts';
import type { FieldSchema, PicklistValue } from './schema.ts';
import type { Scopes } from './scope.ts';

export interface ValidValues {
  readonly values: readonly PicklistValue[];
  /** What decides: the controlling field, and its values as the query has them. */
  readonly controller: string;
  readonly controlledBy: string;
}

/**
 * The values of a dependent picklist that go with what the same condition asks of the controlling field:
 * `Country__c = 'Italy' AND City__c = …`. Undefined where the condition does not tell.
 */
export function validValues(scopes: Scopes, { node, field }: Comparison): ValidValues | undefined {
  const path = expressionOf(node);
  if (!field?.controller || path?.kind !== 'FieldPath') return undefined;
  const names = scopes.names(path);
  const last = scopes.steps(scopes.around(path), names).at(-1);
  const controlling = last?.kind === 'field' ? last.owner.field(field.controller) : undefined;
  if (!controlling) return undefined;
  const wanted = [...names.slice(0, -1), controlling.name].join('.').toLowerCase();
  for (const other of companions(node)) {
    const left = expressionOf(other);
    if (left?.kind !== 'FieldPath' || scopes.names(left).join('.').toLowerCase() !== wanted) continue;
    const { operator, values } = comparisonOf(scopes, other);
    const places = values.map(value => placeOf(scopes, controlling, value));
    if ((operator !== '=' && operator !== 'IN') || places.length === 0 || places.includes(-1)) continue;
    const isValid = ({ validFor }: PicklistValue) => !validFor || validFor.some(place => places.includes(place));
    return {
      values: field.picklistValues.filter(isValid),
      controller: controlling.name,
      controlledBy: values.map(value => textOf(scopes.tree, value)).join(', '),
    };
  }
  return undefined;
}

/** The other comparisons that hold for the same rows: those that AND connects with this one. */
function companions(node: SyntaxNode<'Comparison'>): SyntaxNode<'Comparison'>[] {
  let top: SyntaxNode = node;
  while (top.parent?.kind === 'AndCondition' || top.parent?.kind === 'ParenCondition') top = top.parent;
  return requiredComparisons(top).filter(other => other !== node);
}

/** Where a value of the controlling field stands among its values; -1 where that cannot be told. */
function placeOf({ tree }: Scopes, { type, picklistValues }: FieldSchema, value: SyntaxNode): number {
  if (type === 'boolean') return ['FALSE', 'TRUE'].indexOf(textOf(tree, value).toUpperCase());
  if (value.kind !== 'StringLiteral') return -1;
  const written = stringValue(tree, value).toLowerCase();
  return picklistValues.findIndex(known => known.value.toLowerCase() === written);
}
