import { endOf, kindOf, labels, type Row } from './objects.ts';
import { dateFunction, field, randomDistance, randomPath, unordered } from './operands.ts';
import type { Random } from './random.ts';
import type { Condition, Literal, Operand, Operator, Path } from './spec.ts';

export interface Generating {
  readonly random: Random;
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  /** The date literals in turn, so that each comes as often as any other. */
  readonly nextLiteral: () => string;
}

export const operators: readonly Operator[] = ['=', '!=', '<', '<=', '>', '>='];
const equality: readonly Operator[] = ['=', '!='];

export function generateWhere(generating: Generating, object: string): Condition | undefined {
  const { random } = generating;
  if (random.chance(0.2)) return undefined;
  if (random.chance(0.2)) return withSemiJoin(generating, object);
  return condition(generating, object, 3);
}

function condition(generating: Generating, object: string, depth: number): Condition {
  const { random } = generating;
  if (depth === 0 || random.chance(0.4)) return comparison(generating, object);
  if (random.chance(0.2)) return { kind: 'not', part: condition(generating, object, depth - 1) };
  const parts = Array.from({ length: 2 + random.below(2) }, () => condition(generating, object, depth - 1));
  return { kind: random.pick(['and', 'or'] as const), parts };
}

const joins: Readonly<Record<string, readonly (readonly [field: string, object: string, column: string])[]>> = {
  Account: [
    ['Id', 'Contact', 'AccountId'],
    ['Id', 'Opportunity', 'AccountId'],
    ['Id', 'Deal_Registration__c', 'Account__c'],
    ['ParentId', 'Case', 'AccountId'],
  ],
  Contact: [['AccountId', 'Account', 'Id']],
  Opportunity: [['AccountId', 'Case', 'AccountId']],
  Case: [['AccountId', 'Account', 'ParentId']],
  Deal_Registration__c: [['Opportunity__c', 'Opportunity', 'Id']],
};

function withSemiJoin(generating: Generating, object: string): Condition | undefined {
  const { random } = generating;
  const join = (): Condition | undefined => {
    const found = joins[object];
    if (!found) return undefined;
    const [name, inner, column] = random.pick(found);
    const where = random.chance(0.7) ? comparison(generating, inner) : undefined;
    return { kind: 'semiJoin', field: name, negated: random.chance(0.4), object: inner, column, where };
  };
  const parts = [
    join(),
    random.chance(0.3) ? join() : undefined,
    random.chance(0.5) ? comparison(generating, object) : undefined,
  ];
  const given = parts.filter(part => part !== undefined);
  return given.length > 1 ? { kind: 'and', parts: given } : given[0];
}

export function comparison(generating: Generating, object: string): Condition {
  const { random } = generating;
  if (random.chance(0.2)) return ofDateFunction(generating, object);
  if (random.chance(0.25)) return ofField(generating, object, dateFunction(random, object).path);
  if (object === 'Account' && random.chance(0.12)) {
    const value = random.below(12_000);
    return compare(randomDistance(random), random.pick(['<', '>'] as const), [{ kind: 'number', value }]);
  }
  if (object === 'Account' && random.chance(0.12)) {
    const value = random.pick([...Object.values(labels), 'Different', 'Matched']).toUpperCase();
    return compare({ kind: 'label', path: ['CleanStatus'] }, random.pick(equality), [{ kind: 'text', value }]);
  }
  if (object === 'Deal_Registration__c' && random.chance(0.15)) {
    const values = [regions(random), ...(random.chance(0.4) ? [regions(random)] : [])];
    return compare(field(['Regions__c']), random.pick(['INCLUDES', 'EXCLUDES'] as const), values);
  }
  if (object === 'Deal_Registration__c' && random.chance(0.1)) return ofField(generating, object, ['Review_Time__c']);
  if (object === 'Account' && random.chance(0.3)) return ofField(generating, object, ['Site']);
  return ofField(generating, object, randomPath(random, object, 3));
}

/** No date literal stands on the right of a date function. */
function ofDateFunction({ random, rows }: Generating, object: string): Condition {
  const left = dateFunction(random, object);
  if (left.name !== 'DAY_ONLY') {
    const value = left.name.endsWith('YEAR') && !left.name.includes('_IN_') ? 2024 + random.below(4) : random.below(14);
    return compare(left, random.pick(operators), [{ kind: 'number', value }]);
  }
  const instant = String(random.pick(rows[object] ?? [])[left.path[0] ?? ''] ?? '2026-05-13T');
  return compare(left, random.pick(operators), [{ kind: 'date', value: instant.slice(0, 10) }]);
}

function ofField(generating: Generating, object: string, path: Path): Condition {
  const { random } = generating;
  const left = field(path);
  const one = (): Literal => literal(generating, object, path);
  switch (kindOf(object, path)) {
    // Only selected: the reference lets nobody filter by them.
    case 'longText':
      return ofField(generating, object, ['Id']);
    case 'boolean':
      return compare(left, random.pick(equality), [random.chance(0.2) ? { kind: 'null' } : one()]);
    case 'multi':
      return compare(left, random.pick(equality), [regions(random)]);
    case 'text':
      if (unordered.has(path.at(-1) ?? '')) return ofOddText(generating, left, one);
      if (random.chance(0.3)) return compare(left, 'LIKE', [pattern(generating, object, path)]);
      break;
    case 'picklist':
      // The facts sheet gives picklists < and >, without saying by which order: not asked here.
      if (random.chance(0.7)) return compare(left, random.pick(equality), [one()]);
      return compare(left, random.pick(['IN', 'NOT IN'] as const), [one(), one()]);
    case 'id':
    case 'reference':
      if (random.chance(0.5)) return compare(left, random.pick(equality), [one()]);
      return compare(left, random.pick(['IN', 'NOT IN'] as const), [one(), one(), one()]);
  }
  if (random.chance(0.3)) {
    const values = [one(), one(), ...(random.chance(0.2) ? [{ kind: 'null' } as const] : [])];
    return compare(left, random.pick(['IN', 'NOT IN'] as const), values);
  }
  if (random.chance(0.15)) return compare(left, random.pick(equality), [{ kind: 'null' }]);
  return compare(left, random.pick(operators), [one()]);
}

const oddPatterns = ["%'%", 'A\\_%', '50\\%%', '%\\\\%', '_b', '%ø%', 'å%', 'two%', '%"%', '__ c'];

function ofOddText({ random }: Generating, left: Operand, one: () => Literal): Condition {
  if (left.kind === 'field' && left.path.at(-1) === 'External_Key__c') return compare(left, '!=', [{ kind: 'null' }]);
  if (random.chance(0.5)) return compare(left, 'LIKE', [{ kind: 'pattern', value: random.pick(oddPatterns) }]);
  if (random.chance(0.5)) return compare(left, random.pick(equality), [one()]);
  return compare(left, random.pick(['IN', 'NOT IN'] as const), [one(), one()]);
}

function pattern(generating: Generating, object: string, path: Path): Literal {
  const { random } = generating;
  const text = String(valueFor(generating, object, path) ?? 'a').replace(/[\\%_]/g, '\\$&');
  const part = text.slice(0, 1 + random.below(4));
  const value = random.pick([`${part}%`, `%${text.slice(-3)}`, `%${part.toUpperCase()}%`, `_${text.slice(1)}`, text]);
  return { kind: 'pattern', value };
}

function regions(random: Random): Literal {
  const chosen = ['Americas', 'EMEA', 'APAC'].filter(() => random.chance(0.4));
  return { kind: 'text', value: chosen.join(';') || 'EMEA' };
}

/** A value that the field at the end of the path has in some row. */
function valueFor({ random, rows }: Generating, object: string, path: Path): Row[string] {
  const { owner, name } = endOf(object, path);
  if (owner === 'Name') {
    if (name === 'Type') return random.pick(['Account', 'Opportunity', 'Case', 'Contact', 'User']);
    return random.pick(rows[random.pick(['Account', 'Opportunity', 'Contact', 'User'])] ?? [])[name] ?? null;
  }
  for (let tries = 0; tries < 10; tries++) {
    const value = random.pick(rows[owner] ?? [])[name] ?? null;
    if (value !== null) return value;
  }
  return null;
}

/** A literal for a field: of a row, or a relative date. */
export function literal(generating: Generating, object: string, path: Path): Literal {
  const { random } = generating;
  const kind = kindOf(object, path);
  if ((kind === 'date' || kind === 'datetime') && random.chance(0.8)) return relative(generating);
  const value = valueFor(generating, object, path);
  if (value === null) return { kind: 'null' };
  switch (kind) {
    case 'number':
      return { kind, value: Number(value) };
    case 'currency':
      return { kind: random.pick(['number', 'currency'] as const), value: Number(value) };
    case 'boolean':
      return { kind, value: value === true };
    case 'date':
    case 'time':
      return { kind, value: String(value) };
    case 'datetime':
      return { kind, value: random.chance(0.3) ? inOtherZone(String(value)) : String(value).replace('+0000', 'Z') };
    case 'id':
    case 'reference':
      return { kind: 'id', value: random.chance(0.5) ? String(value) : String(value).slice(0, 15) };
    default:
      return { kind: 'text', value: random.chance(0.3) ? String(value).toUpperCase() : String(value) };
  }
}

/** The same instant as a clock two hours ahead shows it. */
function inOtherZone(value: string): string {
  const ahead = new Date(Date.parse(value.replace('+0000', 'Z')) + 7_200_000);
  return `${ahead.toISOString().slice(0, 19)}+02:00`;
}

const units = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'];
const near = units.slice(1).flatMap(unit => ['LAST', 'THIS', 'NEXT'].map(word => `${word}_${unit}`));

/** All 44 date literals. */
export const plainLiterals = ['YESTERDAY', 'TODAY', 'TOMORROW', 'LAST_90_DAYS', 'NEXT_90_DAYS', ...near];
export const countedLiterals = units.flatMap(unit => [`LAST_N_${unit}S`, `NEXT_N_${unit}S`, `N_${unit}S_AGO`]);

function relative({ random, nextLiteral }: Generating): Literal {
  const name = nextLiteral();
  return { kind: 'relative', name, count: countedLiterals.includes(name) ? 1 + random.below(3) : undefined };
}

function compare(left: Operand, operator: Operator, values: readonly Literal[]): Condition {
  return { kind: 'compare', left, operator, values };
}
