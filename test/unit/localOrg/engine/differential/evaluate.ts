import type { Condition, GroupSpec, Literal, Operand, Order, Path, RecordSpec, Spec } from './spec.ts';
import { industries, type Row, stages, type Value, world } from './world.ts';

/** Evaluates specs over plain arrays, in the simplest way that the rules of SOQL allow. Knows nothing of the engine. */
export interface Evaluator {
  run(spec: Spec): Answer;
}

/** Rows as nested lists of values: parents' fields stand in line, the children of a row are lists in it. */
export type Answer = readonly (readonly Cell[])[];
export type Cell = Value | Answer;

/** Wednesday, 13 May 2026 in Los Angeles; the fiscal year begins in April and is named by its start. */
const today = '2026-05-13';
const timeZone = 'America/Los_Angeles';

export function evaluatorOf(rows: Readonly<Record<string, readonly Row[]>>): Evaluator {
  const byId = new Map<Value, Row>();
  for (const [object, list] of Object.entries(rows)) {
    for (const row of list) byId.set(row.Id ?? null, { ...row, Type: object });
  }
  const all = (object: string): readonly Row[] => rows[object] ?? [];

  const valueAt = (object: string, row: Row | undefined, path: Path): Value => {
    const [first = '', ...rest] = path;
    if (rest.length === 0) {
      const isBoolean = world[object]?.fields[first] === 'boolean';
      return row?.[first] ?? (isBoolean && row ? false : null);
    }
    const parent = world[object]?.parents[first];
    return valueAt(parent?.object ?? '', byId.get(row?.[parent?.field ?? ''] ?? ''), rest);
  };

  const operandOf = (object: string, row: Row, operand: Operand): Value => {
    const value = valueAt(object, row, operand.path);
    if (operand.kind === 'label') return value === 'Energy' ? 'Hot' : value;
    return operand.kind === 'dateFunction' ? datePart(operand.name, value, operand.local) : value;
  };

  const holds = (object: string, row: Row, condition: Condition, left = operandOf): boolean => {
    switch (condition.kind) {
      case 'and':
        return condition.parts.every(part => holds(object, row, part, left));
      case 'or':
        return condition.parts.some(part => holds(object, row, part, left));
      case 'not':
        return !holds(object, row, condition.part, left);
      case 'compare':
        return compares(left(object, row, condition.left), condition);
      case 'semiJoin': {
        const { field, negated, column, where } = condition;
        const inner = all(condition.object).filter(each => !where || holds(condition.object, each, where));
        const found = row[field] !== null && inner.some(each => each[column] === row[field]);
        return found !== negated;
      }
      default:
        return condition satisfies never;
    }
  };

  const filtered = (object: string, where: Condition | undefined): readonly Row[] =>
    all(object).filter(row => !where || holds(object, row, where));

  const records = (spec: RecordSpec, candidates: readonly Row[]): Answer => {
    const { object, order, offset = 0, limit = Number.POSITIVE_INFINITY } = spec;
    const found = candidates.filter(row => !spec.where || holds(object, row, spec.where));
    const sorted = found.toSorted((a, b) => {
      for (const item of order) {
        const difference = compareForOrder(object, item, operandOf(object, a, item.by), operandOf(object, b, item.by));
        if (difference !== 0) return difference;
      }
      return 0;
    });
    return sorted.slice(offset, offset + limit).map(row => [
      ...spec.select.map(path => valueAt(object, row, path)),
      ...spec.children.map(({ relationship, spec: child }) => {
        const link = world[object]?.children[relationship];
        const own = all(child.object).filter(each => each[link?.field ?? ''] === row.Id);
        const nested = records(child, own);
        return nested.length > 0 ? nested : null;
      }),
    ]);
  };

  const groups = (spec: GroupSpec): Answer => {
    const { object, groupBy, set, having } = spec;
    const matching = filtered(object, spec.where);
    const answer: Cell[][] = [];
    for (const kept of groupingSets(groupBy.length, set)) {
      const buckets = new Map<string, Row[]>();
      for (const row of matching) {
        const key = JSON.stringify(kept.map(index => folded(operandOf(object, row, groupBy[index]!))));
        buckets.set(key, [...(buckets.get(key) ?? []), row]);
      }
      if (groupBy.length === 0 && buckets.size === 0) buckets.set('', []);
      for (const bucket of buckets.values()) {
        const cell = (_: string, __: Row, operand: Operand): Value => {
          if (operand.kind === 'aggregate')
            return aggregated(
              operand.name,
              bucket.map(row => valueAt(object, row, operand.path)),
            );
          const place = groupBy.findIndex(
            item => item.path.join() === operand.path.join() && (operand.kind === 'grouping' || same(item, operand)),
          );
          if (operand.kind === 'grouping') return kept.includes(place) ? 0 : 1;
          return kept.includes(place) && bucket[0] ? operandOf(object, bucket[0], operand) : null;
        };
        if (having && !holds(object, {}, having, cell)) continue;
        answer.push([...groupBy, ...spec.aggregates].map(operand => cell(object, {}, operand)));
      }
    }
    return answer;
  };

  return {
    run(spec) {
      switch (spec.kind) {
        case 'count':
          return [[filtered(spec.object, spec.where).length]];
        case 'groups':
          return groups(spec);
        case 'records':
          return records(spec, all(spec.object));
        default:
          return spec satisfies never;
      }
    },
  };
}

const same = (a: Operand, b: Operand): boolean => JSON.stringify(a) === JSON.stringify(b);
const folded = (value: Value): Value => (typeof value === 'string' ? value.toLowerCase() : value);

function groupingSets(count: number, set: 'ROLLUP' | 'CUBE' | undefined): number[][] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (set === 'ROLLUP') return [...all.map((_, index) => all.slice(0, index + 1)), []];
  if (set === 'CUBE') return Array.from({ length: 2 ** count }, (_, bits) => all.filter(index => bits & (1 << index)));
  return [all];
}

function compares(value: Value, { operator, values }: Extract<Condition, { kind: 'compare' }>): boolean {
  const [first = { kind: 'null' } as Literal] = values;
  switch (operator) {
    case '=':
      return equals(value, first);
    case '!=':
      return !equals(value, first);
    case 'IN':
      return values.some(each => equals(value, each));
    case 'NOT IN':
      return !values.some(each => equals(value, each));
    case 'LIKE':
      return typeof value === 'string' && first.kind === 'pattern' && likeExpression(first.value).test(value);
    case 'INCLUDES':
      return includes(value, first);
    case 'EXCLUDES':
      return !includes(value, first);
    default: {
      if (value === null || first.kind === 'null') return false;
      const [low, high] =
        first.kind === 'relative' ? sides(value, first) : [order(value, first.value), order(value, first.value)];
      if (operator === '<') return low < 0;
      if (operator === '<=') return high <= 0;
      return operator === '>' ? high > 0 : low >= 0;
    }
  }
}

function equals(value: Value, literal: Literal): boolean {
  if (literal.kind === 'null') return value === null || value === false;
  // Also a checkbox of a parent that does not exist counts as unchecked.
  if (value === null) return literal.kind === 'boolean' && !literal.value;
  if (literal.kind === 'relative') return sides(value, literal).every(side => side === 0);
  return folded(value) === folded(literal.value);
}

function order(a: Value, b: Value): number {
  const [left, right] = [folded(a) ?? '', folded(b) ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}

function likeExpression(pattern: string): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? '';
    if (character === '\\') source += escaped(pattern[++index] ?? '');
    else if (character === '%') source += '[\\s\\S]*';
    else source += character === '_' ? '[\\s\\S]' : escaped(character);
  }
  return new RegExp(`^${source}$`, 'i');
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function includes(value: Value, literal: Literal): boolean {
  if (typeof value !== 'string' || literal.kind !== 'text') return false;
  const selected = value.split(';');
  return literal.value.split(';').every(each => selected.includes(each));
}

// --- dates

/** Before, inside (0) or behind the range of a date literal: seen from its first and from its last day. */
function sides(value: Value, literal: Extract<Literal, { kind: 'relative' }>): [number, number] {
  const { unit, from, to } = unitsOf(literal);
  const distance = unitNumber(unit, localDay(String(value))) - unitNumber(unit, today);
  return [distance < from ? -1 : distance > to ? 1 : 0, distance > to ? 1 : distance < from ? -1 : 0];
}

function unitsOf({ name, count = 0 }: Extract<Literal, { kind: 'relative' }>): {
  unit: string;
  from: number;
  to: number;
} {
  const fixed: Readonly<Record<string, readonly [number, number]>> = {
    YESTERDAY: [-1, -1],
    TODAY: [0, 0],
    TOMORROW: [1, 1],
    LAST_90_DAYS: [-90, 0],
    NEXT_90_DAYS: [1, 90],
  };
  const days = fixed[name];
  if (days) return { unit: 'DAY', from: days[0], to: days[1] };
  const unit = name.replace(/^(LAST_N|NEXT_N|N|LAST|THIS|NEXT)_/, '').replace(/S(_AGO)?$/, '');
  if (name.endsWith('_AGO')) return { unit, from: -count, to: -count };
  if (name.startsWith('LAST_N')) return { unit, from: -count, to: unit === 'DAY' ? 0 : -1 };
  if (name.startsWith('NEXT_N')) return { unit, from: 1, to: count };
  const place = ['LAST', 'THIS', 'NEXT'].indexOf(name.split('_')[0] ?? '') - 1;
  return { unit, from: place, to: place };
}

/** Numbers the units from an arbitrary one on, so that neighbours differ by one. */
function unitNumber(unit: string, day: string): number {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const days = Date.parse(day) / 86_400_000;
  const months = year * 12 + month - 1;
  switch (unit) {
    case 'DAY':
      return days;
    case 'WEEK':
      return Math.floor((days + 4) / 7);
    case 'MONTH':
      return months;
    case 'QUARTER':
    case 'FISCAL_QUARTER':
      return Math.floor(months / 3);
    case 'YEAR':
      return year;
    default:
      return Math.floor((months - 3) / 12);
  }
}

/** The user's day of an instant; a date is what it is. */
function localDay(value: string): string {
  return value.length === 10 ? value : localParts(value).slice(0, 10);
}

const localFormat = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
const localParts = (value: string): string => localFormat.format(new Date(value.replace('+0000', 'Z')));

function datePart(name: string, value: Value, local: boolean): Value {
  if (typeof value !== 'string') return null;
  const text = local ? localParts(value) : value;
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  const dayInYear = (Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000 + 1;
  const fiscalMonth = ((month + 8) % 12) + 1;
  const parts: Readonly<Record<string, number>> = {
    CALENDAR_YEAR: year,
    CALENDAR_QUARTER: Math.ceil(month / 3),
    CALENDAR_MONTH: month,
    DAY_IN_MONTH: day,
    DAY_IN_WEEK: new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1,
    DAY_IN_YEAR: dayInYear,
    WEEK_IN_MONTH: Math.ceil(day / 7),
    WEEK_IN_YEAR: Math.ceil(dayInYear / 7),
    FISCAL_YEAR: month >= 4 ? year : year - 1,
    FISCAL_QUARTER: Math.ceil(fiscalMonth / 3),
    FISCAL_MONTH: fiscalMonth,
    HOUR_IN_DAY: Number(text.slice(11, 13)),
  };
  return parts[name] ?? null;
}

// --- order and aggregates

function compareForOrder(object: string, { by, descending, nulls = 'FIRST' }: Order, a: Value, b: Value): number {
  if (a === null || b === null) {
    if (a === b) return 0;
    return (a === null) === (nulls === 'FIRST') ? -1 : 1;
  }
  const values = by.kind === 'field' ? picklistOf(object, by.path) : undefined;
  const difference = values ? values.indexOf(String(a)) - values.indexOf(String(b)) : order(a, b);
  return descending ? -difference : difference;
}

function picklistOf(object: string, path: Path): readonly string[] | undefined {
  const [first = '', ...rest] = path;
  if (rest.length > 0) return picklistOf(world[object]?.parents[first]?.object ?? '', rest);
  if (world[object]?.fields[first] !== 'picklist') return undefined;
  return first === 'Industry' ? industries : stages;
}

function aggregated(name: string, values: readonly Value[]): Value {
  const given = values.filter(value => value !== null);
  const numbers = given.map(Number);
  const sum = numbers.reduce((total, each) => total + each, 0);
  switch (name) {
    case 'COUNT':
      return given.length;
    case 'COUNT_DISTINCT':
      return new Set(given.map(folded)).size;
    case 'SUM':
      return given.length > 0 ? sum : null;
    case 'AVG':
      return given.length > 0 ? sum / given.length : null;
    default: {
      const sorted = given.toSorted(order);
      return (name === 'MIN' ? sorted[0] : sorted.at(-1)) ?? null;
    }
  }
}
