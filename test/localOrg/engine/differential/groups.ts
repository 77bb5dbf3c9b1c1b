import { compares, folded } from './compare.ts';
import type { Answer, Cell, Evaluation } from './evaluation.ts';
import type { Value } from './objects.ts';
import type { Condition, GroupSpec, Operand } from './spec.ts';
import { aggregated } from './values.ts';

/** The rows of a grouped query: for each set of groups that is kept, one for each combination of values. */
export function groupsOf(evaluation: Evaluation, spec: GroupSpec): Answer {
  const { object, groupBy, set, having, where, all, limit = Number.POSITIVE_INFINITY } = spec;
  const { operand, valueAt, inOrder } = evaluation;
  const matching = evaluation.rows(object, all).filter(row => !where || evaluation.holds(object, row, where, all));
  const places = new Map(groupBy.map((item, place) => [JSON.stringify(item), place]));
  const placeOf = (of: Operand): number =>
    places.get(JSON.stringify(of.kind === 'grouping' ? { kind: 'field', path: of.path } : of)) ?? -1;
  const found: Group[] = [];
  for (const kept of groupingSets(groupBy.length, set)) {
    const buckets = Map.groupBy(matching, row =>
      JSON.stringify(kept.map(index => folded(operand(object, row, groupBy[index]!)))),
    );
    if (groupBy.length === 0 && buckets.size === 0) buckets.set('', []);
    for (const bucket of buckets.values()) {
      const cell = (of: Operand): Value => {
        if (of.kind === 'distance') return null;
        if (of.kind === 'aggregate')
          return aggregated(
            of.name,
            bucket.map(row => valueAt(object, row, of.path)),
          );
        const isKept = kept.includes(placeOf(of));
        if (of.kind === 'grouping') return isKept ? 0 : 1;
        return isKept && bucket[0] ? operand(object, bucket[0], of) : null;
      };
      if (!having || holdsFor(having, cell, evaluation)) found.push({ cell });
    }
  }
  const compare = inOrder<Group>(object, spec.order, (group, by) => group.cell(by));
  return found
    .toSorted(compare)
    .slice(0, limit)
    .map(({ cell }): readonly Cell[] => [...groupBy, ...spec.aggregates].map(cell));
}

interface Group {
  readonly cell: (of: Operand) => Value;
}

function holdsFor(condition: Condition, cell: Group['cell'], evaluation: Evaluation): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every(part => holdsFor(part, cell, evaluation));
    case 'or':
      return condition.parts.some(part => holdsFor(part, cell, evaluation));
    case 'not':
      return !holdsFor(condition.part, cell, evaluation);
    case 'compare':
      return compares(cell(condition.left), condition, evaluation.calendar);
    default:
      throw new TypeError('HAVING takes no semi-join');
  }
}

function groupingSets(count: number, set: 'ROLLUP' | 'CUBE' | undefined): number[][] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (set === 'ROLLUP') return [...all.map((_, index) => all.slice(0, index + 1)), []];
  if (set === 'CUBE') return Array.from({ length: 2 ** count }, (_, bits) => all.filter(index => bits & (1 << index)));
  return [all];
}
