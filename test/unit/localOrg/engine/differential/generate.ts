import type {
  ChildSpec,
  Condition,
  GroupSpec,
  Literal,
  Operand,
  Operator,
  Order,
  Path,
  RecordSpec,
  Spec,
} from './spec.ts';
import { type Random, tags, valueFor, world } from './world.ts';

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
const units = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'];
const orders: readonly Operator[] = ['=', '!=', '<', '<=', '>', '>='];

/** A random query that Salesforce would accept. */
export function generateSpec(random: Random): Spec {
  const object = random.pick(['Account', 'Account', 'Contact', 'Opportunity', 'Task']);
  if (random.chance(0.1)) return { kind: 'count', object, where: generateWhere(random, object) };
  return random.chance(0.3) ? generateGroups(random, object) : generateRecords(random, object, 0);
}

function generateRecords(random: Random, object: string, level: number): RecordSpec {
  const select = new Map<string, Path>([['Id', ['Id']]]);
  for (let count = random.below(5); count > 0; count--) {
    const path = randomPath(random, object, 5);
    select.set(path.join('.'), path);
  }
  const children: ChildSpec[] = [];
  for (const [relationship, { object: child }] of Object.entries(world[object]?.children ?? {})) {
    if (level < 4 && random.chance(level === 0 ? 0.3 : 0.4)) {
      children.push({ relationship, spec: generateRecords(random, child, level + 1) });
    }
  }
  return {
    kind: 'records',
    object,
    select: [...select.values()],
    children,
    where: level === 0 ? generateWhere(random, object) : random.chance(0.4) ? comparison(random, object) : undefined,
    order: [...generateOrder(random, object), { by: field(['Id']), descending: random.chance(0.2), nulls: undefined }],
    limit: random.chance(0.4) ? random.below(20) : undefined,
    offset: level === 0 && random.chance(0.3) ? random.below(10) : undefined,
  };
}

function generateOrder(random: Random, object: string): Order[] {
  const count = random.below(3);
  return Array.from({ length: count }, () => {
    const by = random.chance(0.2)
      ? (dateFunction(random, object) ?? field(['Id']))
      : field(sortablePath(random, object));
    return { by, descending: random.chance(0.5), nulls: random.pick([undefined, 'FIRST', 'LAST'] as const) };
  });
}

function generateGroups(random: Random, object: string): GroupSpec {
  const groupBy: Operand[] = [];
  for (let count = random.below(4); count > 0; count--) {
    const path = groupablePath(random, object);
    const part = random.chance(0.3) ? dateFunction(random, object) : undefined;
    const item = part ?? field(path);
    if (!groupBy.some(known => JSON.stringify(known) === JSON.stringify(item))) groupBy.push(item);
  }
  const set = groupBy.length > 0 && random.chance(0.4) ? random.pick(['ROLLUP', 'CUBE'] as const) : undefined;
  const aggregates: Operand[] = [aggregate('COUNT', ['Id'])];
  for (let count = random.below(4); count > 0; count--) aggregates.push(randomAggregate(random, object));
  const first = groupBy[0];
  if (set && first?.kind === 'field') aggregates.push({ kind: 'grouping', path: first.path });
  const having: Condition = {
    kind: 'compare',
    left: aggregate('COUNT', ['Id']),
    operator: random.pick(orders),
    values: [{ kind: 'number', value: random.below(8) }],
  };
  const where = generateWhere(random, object);
  return {
    kind: 'groups',
    object,
    groupBy,
    set,
    aggregates,
    where,
    having: groupBy.length > 0 && random.chance(0.4) ? having : undefined,
  };
}

function randomAggregate(random: Random, object: string): Operand {
  const { fields = {} } = world[object] ?? {};
  const number = random.pick(
    Object.keys(fields)
      .filter(name => fields[name] === 'number')
      .concat('Id'),
  );
  const name = number === 'Id' ? 'COUNT_DISTINCT' : random.pick(['SUM', 'SUM', 'AVG', 'AVG', 'MIN', 'MAX', 'COUNT']);
  if (random.chance(0.2)) return aggregate(random.pick(['MIN', 'MAX']), ['CreatedDate']);
  return aggregate(name, [number]);
}

function generateWhere(random: Random, object: string): Condition | undefined {
  if (random.chance(0.2)) return undefined;
  if (object !== 'Task' && random.chance(0.15)) return withSemiJoin(random, object);
  return condition(random, object, 3);
}

function condition(random: Random, object: string, depth: number): Condition {
  if (depth === 0 || random.chance(0.4)) return comparison(random, object);
  if (random.chance(0.2)) return { kind: 'not', part: condition(random, object, depth - 1) };
  const parts = Array.from({ length: 2 + random.below(2) }, () => condition(random, object, depth - 1));
  return { kind: random.pick(['and', 'or'] as const), parts };
}

function withSemiJoin(random: Random, object: string): Condition {
  const [field, inner, column] =
    object === 'Account'
      ? ['Id', random.pick(['Contact', 'Opportunity']), 'AccountId']
      : ['AccountId', 'Account', 'Id'];
  const where = random.chance(0.7) ? comparison(random, inner) : undefined;
  const join: Condition = { kind: 'semiJoin', field, negated: random.chance(0.4), object: inner, column, where };
  return random.chance(0.5) ? join : { kind: 'and', parts: [comparison(random, object), join] };
}

function comparison(random: Random, object: string): Condition {
  if (random.chance(0.15)) {
    const left = dateFunction(random, object);
    const value = random.chance(0.3) ? 2026 : random.below(14);
    if (left) return compare(left, random.pick(orders), [{ kind: 'number', value }]);
  }
  if (object === 'Opportunity' && random.chance(0.15)) {
    return compare(field(['Tags__c']), random.pick(['INCLUDES', 'EXCLUDES'] as const), [multiLiteral(random)]);
  }
  if (object === 'Account' && random.chance(0.1)) {
    const label = random.pick(['HOT', 'Banking', 'Energy']);
    return compare({ kind: 'label', path: ['Industry'] }, random.pick(['=', '!='] as const), [
      { kind: 'text', value: label },
    ]);
  }
  const path = randomPath(random, object, 3);
  const { owner, name } = endOf(object, path);
  const left = field(path);
  const literal = (): Literal => literalFor(random, owner, name);
  switch (world[owner]?.fields[name]) {
    case 'boolean':
      return compare(left, random.pick(['=', '!='] as const), [random.chance(0.2) ? { kind: 'null' } : literal()]);
    case 'multi':
      return compare(left, random.pick(['INCLUDES', 'EXCLUDES', '=', '!='] as const), [multiLiteral(random)]);
    case 'text':
      if (random.chance(0.4)) return compare(left, 'LIKE', [{ kind: 'pattern', value: pattern(random) }]);
  }
  if (random.chance(0.3)) {
    const values = [literal(), literal(), ...(random.chance(0.2) ? [{ kind: 'null' } as const] : [])];
    return compare(left, random.pick(['IN', 'NOT IN'] as const), values);
  }
  if (random.chance(0.15)) return compare(left, random.pick(['=', '!='] as const), [{ kind: 'null' }]);
  return compare(left, random.pick(orders), [literal()]);
}

function multiLiteral(random: Random): Literal {
  return { kind: 'text', value: tags.filter(() => random.chance(0.5)).join(';') || 'blue' };
}

function pattern(random: Random): string {
  return random.pick([
    'a%',
    '%A%',
    '_eta%',
    '%2',
    'gamma_',
    "%'%",
    'delta\\_x%',
    '50\\%%',
    '%\\%_',
    'alpha1',
    '%\\\\%',
  ]);
}

function literalFor(random: Random, object: string, name: string): Literal {
  const kind = world[object]?.fields[name];
  if ((kind === 'date' || kind === 'datetime') && random.chance(0.5)) return relative(random);
  const value = valueFor(random, object, name);
  switch (kind) {
    case 'number':
      return { kind, value: Number(value) };
    case 'boolean':
      return { kind, value: value === true };
    case 'date':
    case 'datetime':
      return { kind, value: String(value) };
    case 'id':
      return { kind: 'text', value: '001000000000005AAA' };
    default:
      return { kind: 'text', value: random.chance(0.3) ? String(value).toUpperCase() : String(value) };
  }
}

function relative(random: Random): Literal {
  const plain = ['YESTERDAY', 'TODAY', 'TOMORROW', 'LAST_90_DAYS', 'NEXT_90_DAYS'];
  const near = units.slice(1).flatMap(unit => ['LAST', 'THIS', 'NEXT'].map(word => `${word}_${unit}`));
  if (random.chance(0.5)) return { kind: 'relative', name: random.pick([...plain, ...near]), count: undefined };
  const unit = random.pick(units);
  const name = random.pick([`LAST_N_${unit}S`, `NEXT_N_${unit}S`, `N_${unit}S_AGO`]);
  return { kind: 'relative', name, count: 1 + random.below(3) };
}

function compare(left: Operand, operator: Operator, values: readonly Literal[]): Condition {
  return { kind: 'compare', left, operator, values };
}

const field = (path: Path): Operand => ({ kind: 'field', path });
const aggregate = (name: string, path: Path): Operand => ({ kind: 'aggregate', name, path });

function dateFunction(random: Random, object: string): Operand | undefined {
  const { fields = {} } = world[object] ?? {};
  const name = random.pick(Object.keys(fields).filter(each => fields[each] === 'date' || fields[each] === 'datetime'));
  const isInstant = fields[name] === 'datetime';
  const local = isInstant && random.chance(0.5);
  return {
    kind: 'dateFunction',
    name: random.pick(isInstant ? [...dateFunctions, 'HOUR_IN_DAY'] : dateFunctions),
    path: [name],
    local,
  };
}

function randomPath(random: Random, object: string, levels: number): Path {
  const { fields = {}, parents = {} } = world[object] ?? {};
  const relationship = Object.keys(parents).length > 0 && levels > 0 && random.chance(0.35);
  if (!relationship) return [random.pick(Object.keys(fields))];
  const name = random.pick(Object.keys(parents));
  return [name, ...randomPath(random, parents[name]?.object ?? '', levels - 1)];
}

function sortablePath(random: Random, object: string): Path {
  const path = randomPath(random, object, 3);
  const { owner, name } = endOf(object, path);
  return world[owner]?.fields[name] === 'multi' ? ['Id'] : path;
}

/** Fields whose values differ by more than case, so that every group has one spelling. */
function groupablePath(random: Random, object: string): Path {
  const path = randomPath(random, object, 2);
  const { owner, name } = endOf(object, path);
  const kind = world[owner]?.fields[name] ?? '';
  return ['picklist', 'boolean', 'date', 'text'].includes(kind) ? path : [object === 'Task' ? 'Subject' : 'Name'];
}

function endOf(object: string, path: Path): { owner: string; name: string } {
  const [first = '', ...rest] = path;
  if (rest.length === 0) return { owner: object, name: first };
  return endOf(world[object]?.parents[first]?.object ?? '', rest);
}
