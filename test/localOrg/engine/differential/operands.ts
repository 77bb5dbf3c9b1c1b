import { fieldsOf, world } from './objects.ts';
import type { Random } from './random.ts';
import type { Distance, Operand, Path } from './spec.ts';

/** Texts whose case or letters decide their order. */
export const unordered = new Set(['Site', 'External_Key__c']);

export function randomDistance(random: Random): Distance {
  return {
    kind: 'distance',
    address: 'Billing',
    latitude: random.below(140) - 70,
    longitude: random.below(360) - 180,
    unit: random.pick(['mi', 'km']),
  };
}

const dateFunctions = [
  'CALENDAR_YEAR',
  'CALENDAR_QUARTER',
  'CALENDAR_MONTH',
  'DAY_IN_MONTH',
  'DAY_IN_WEEK',
  'DAY_IN_YEAR',
  'WEEK_IN_MONTH',
  'WEEK_IN_YEAR',
  'FISCAL_YEAR',
  'FISCAL_QUARTER',
  'FISCAL_MONTH',
];

export function dateFunction(random: Random, object: string): Extract<Operand, { kind: 'dateFunction' }> {
  const fields = fieldsOf(object);
  const name = random.pick(Object.keys(fields).filter(each => fields[each] === 'date' || fields[each] === 'datetime'));
  const isInstant = fields[name] === 'datetime';
  const names = isInstant ? [...dateFunctions, 'HOUR_IN_DAY', 'HOUR_IN_DAY', 'DAY_ONLY', 'DAY_ONLY'] : dateFunctions;
  return { kind: 'dateFunction', name: random.pick(names), path: [name], local: isInstant && random.chance(0.5) };
}

export const field = (path: Path): Operand => ({ kind: 'field', path });
export type Aggregate = Extract<Operand, { kind: 'aggregate' }>;
export const aggregate = (name: string, path: Path): Aggregate => ({ kind: 'aggregate', name, path });

export function randomPath(random: Random, object: string, levels: number): Path {
  const parents = Object.entries(world[object]?.parents ?? {});
  if (parents.length === 0 || levels === 0 || random.chance(0.65)) return [random.pick(Object.keys(fieldsOf(object)))];
  const [name, parent] = random.pick(parents);
  return [name, ...randomPath(random, parent.object, levels - 1)];
}
