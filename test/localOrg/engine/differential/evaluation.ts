import { compares, order } from './compare.ts';
import type { Calendar } from './dates.ts';
import { endOf, kindOf, nameFieldOf, picklists, type Row, type Value, world } from './objects.ts';
import type { Condition, Operand, Order, Path } from './spec.ts';
import { distance, labelOf } from './values.ts';

/** Rows as nested lists of values: parents' fields stand in line, the children of a row are lists in it. */
export type Answer = readonly (readonly Cell[])[];
export type Cell = Value | Answer;

/** What evaluating a query takes, over plain arrays; knows nothing of the engine. */
export interface Evaluation {
  readonly calendar: Calendar;
  rows(object: string, all: boolean | undefined): readonly Row[];
  valueAt(object: string, row: Row | undefined, path: Path): Value;
  operand(object: string, row: Row, operand: Operand): Value;
  holds(object: string, row: Row, condition: Condition, all: boolean | undefined): boolean;
  inOrder<T>(object: string, orders: readonly Order[], valueBy: (row: T, by: Operand) => Value): (a: T, b: T) => number;
}

export function evaluationOf(rows: Readonly<Record<string, readonly Row[]>>, calendar: Calendar): Evaluation {
  const byId = new Map<Value, { readonly object: string; readonly row: Row }>();
  for (const [object, list] of Object.entries(rows)) for (const row of list) byId.set(row.Id ?? null, { object, row });

  const valueAt = (object: string, row: Row | undefined, path: Path): Value => {
    const [first = '', ...rest] = path;
    if (rest.length === 0) return row?.[first] ?? null;
    const parent = world[object]?.parents[first];
    const found = byId.get(row?.[parent?.field ?? ''] ?? null);
    if (parent?.object !== 'Name') return valueAt(parent?.object ?? '', found?.row, rest);
    if (rest[0] === 'Type') return found?.object ?? null;
    return found?.row[rest[0] === 'Name' ? nameFieldOf(found.object) : 'Id'] ?? null;
  };

  const operand = (object: string, row: Row, of: Operand): Value => {
    if (of.kind === 'distance') {
      return distance(of, row[`${of.address}Latitude`] ?? null, row[`${of.address}Longitude`] ?? null);
    }
    const value = valueAt(object, row, of.path);
    if (of.kind === 'label') return labelOf(value);
    return of.kind === 'dateFunction' ? calendar.part(of.name, value, of.local) : value;
  };

  const live = new Map(Object.entries(rows).map(([name, list]) => [name, list.filter(row => row.IsDeleted !== true)]));
  const joined = new WeakMap<Condition, ReadonlySet<Value>>();
  const valuesOf = (join: Extract<Condition, { kind: 'semiJoin' }>, all: boolean | undefined): ReadonlySet<Value> => {
    const { object, column, where } = join;
    const known = joined.get(join);
    if (known !== undefined) return known;
    const found = evaluation.rows(object, all).filter(row => !where || evaluation.holds(object, row, where, all));
    const values = new Set(found.map(row => row[column] ?? null));
    joined.set(join, values);
    return values;
  };

  const evaluation: Evaluation = {
    calendar,
    rows: (object, all) => (all ? rows[object] : live.get(object)) ?? [],
    valueAt,
    operand,
    holds(object, row, condition, all) {
      switch (condition.kind) {
        case 'and':
          return condition.parts.every(part => evaluation.holds(object, row, part, all));
        case 'or':
          return condition.parts.some(part => evaluation.holds(object, row, part, all));
        case 'not':
          // The facts sheet does not say whether NOT turns a comparison with an empty field around: here it does.
          return !evaluation.holds(object, row, condition.part, all);
        case 'compare':
          return compares(operand(object, row, condition.left), condition, calendar);
        case 'semiJoin': {
          const value = row[condition.field] ?? null;
          return (value !== null && valuesOf(condition, all).has(value)) !== condition.negated;
        }
        default:
          return condition satisfies never;
      }
    },
    inOrder: (object, orders, valueBy) => (a, b) => {
      for (const item of orders) {
        const difference = orderOf(object, item, valueBy(a, item.by), valueBy(b, item.by));
        if (difference !== 0) return difference;
      }
      return 0;
    },
  };
  return evaluation;
}

/** Nulls come first unless the query says otherwise, in both directions; picklists sort as in Setup. */
function orderOf(object: string, { by, descending, nulls = 'FIRST' }: Order, a: Value, b: Value): number {
  const kind = by.kind === 'field' ? kindOf(object, by.path) : undefined;
  // NULLS FIRST and NULLS LAST have no effect on lookup fields.
  const isLookup = kind === 'reference';
  if (a === null || b === null) {
    if (a === b) return 0;
    return (a === null) === (isLookup || nulls === 'FIRST') ? -1 : 1;
  }
  const { owner, name } = by.kind === 'field' ? endOf(object, by.path) : { owner: '', name: '' };
  const values = picklists[`${owner}.${name}`];
  // The facts sheet does not say how ids sort; they tell capitals from small letters, so they sort by them too.
  if (kind === 'id' || isLookup) return (a < b ? -1 : a > b ? 1 : 0) * (descending ? -1 : 1);
  const difference = values ? values.indexOf(String(a)) - values.indexOf(String(b)) : order(a, b);
  return descending ? -difference : difference;
}
