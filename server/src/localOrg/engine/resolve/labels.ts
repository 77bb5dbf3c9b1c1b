import type { Expression } from '../plan.ts';
import type { ResolvedField } from './scope.ts';

/** `toLabel(field)`: the labels of a picklist's values. Other fields have none and keep their values. */
export function labelOf({ expression, field }: ResolvedField): Expression {
  const labels = new Map(field.picklistValues.map(({ value, label }) => [value, label]));
  return { kind: 'label', of: expression, labels, type: 'string' };
}
