import { comparison, countedLiterals, type Generating, generateWhere, operators, plainLiterals } from './conditions.ts';
import { endOf, fieldsOf, kindOf, picklists, world } from './objects.ts';
import { type Aggregate, aggregate, dateFunction, field, randomDistance, randomPath, unordered } from './operands.ts';
import type { Random } from './random.ts';
import type { ChildSpec, Condition, GroupSpec, Operand, Order, Path, RecordSpec, SelectItem, Spec } from './spec.ts';
import type { World } from './world.ts';

const deal = 'Deal_Registration__c';
const roots = ['Account', 'Account', 'Account', 'Contact', 'Opportunity', 'Case', 'Task', deal, deal];

/** Makes random queries that Salesforce would accept. Their values are mostly such as the rows have. */
export function specGenerator(random: Random, { rows }: World): () => Spec {
  const literals = [...plainLiterals, ...countedLiterals];
  let next = random.below(literals.length);
  const nextLiteral = (): string => literals[next++ % literals.length]!;
  return () => generateSpec({ random, rows, nextLiteral });
}

function generateSpec(generating: Generating): Spec {
  const { random } = generating;
  const object = random.pick(roots);
  const all = random.chance(0.15);
  if (random.chance(0.1)) {
    const limit = random.chance(0.3) ? random.below(50) : undefined;
    return { kind: 'count', object, where: generateWhere(generating, object), limit, all };
  }
  if (random.chance(0.3)) return { ...generateGroups(generating, object), all };
  return { ...generateRecords(generating, object, 0), all };
}

function generateRecords(generating: Generating, object: string, level: number): RecordSpec {
  const { random } = generating;
  const isRoot = level === 0;
  const isOwned = fieldsOf(object).OwnerId !== undefined;
  const byFields = isRoot && object === deal && random.chance(0.5);
  const limit = byFields || random.chance(0.4) ? random.below(20) : undefined;
  return {
    kind: 'records',
    object,
    ...(isRoot && random.chance(0.2) && { alias: 'a' }),
    select: byFields
      ? [{ kind: 'fields', which: random.pick(['ALL', 'CUSTOM', 'STANDARD']) }]
      : generateSelect(random, object),
    children: byFields ? [] : generateChildren(generating, object, level),
    ...(isRoot && isOwned && random.chance(0.3) && { scope: random.pick(['mine', 'everything']) }),
    where: isRoot ? generateWhere(generating, object) : random.chance(0.4) ? comparison(generating, object) : undefined,
    order: [...generateOrder(random, object), { by: field(['Id']), descending: random.chance(0.2), nulls: undefined }],
    limit,
    offset: isRoot && random.chance(0.3) ? random.below(10) : undefined,
    ...(isRoot && random.chance(0.1) && { forView: random.pick(['VIEW', 'REFERENCE']) }),
  };
}

function generateSelect(random: Random, object: string): SelectItem[] {
  const paths = new Map<string, Path>([['Id', ['Id']]]);
  for (let count = random.below(5); count > 0; count--) {
    const path = randomPath(random, object, 5);
    paths.set(path.join('.'), path);
  }
  const items: SelectItem[] = [];
  if (object === 'Task' && random.chance(0.4)) {
    for (const path of [...paths.keys()].filter(key => key.startsWith('What.'))) paths.delete(path);
    items.push(generateTypeof(random));
  }
  items.unshift(...[...paths.values()].map(path => ({ kind: 'path', path }) as const));
  if (random.chance(0.3)) items.push(...dressed(random, object));
  if (object === 'Account' && random.chance(0.3))
    items.push({ kind: 'distance', of: randomDistance(random), alias: 'far' });
  return items;
}

function generateTypeof(random: Random): SelectItem {
  const whens = [
    { object: 'Account', fields: ['Id', 'Name', 'Industry', 'IsPartner'] },
    { object: 'Opportunity', fields: ['Id', 'Amount', 'CloseDate'] },
    { object: 'Case', fields: ['CaseNumber', 'Status'] },
  ].filter(() => random.chance(0.6));
  return {
    kind: 'typeof',
    relationship: 'What',
    whens: whens.length > 0 ? whens : [{ object: 'Account', fields: ['Name'] }],
    otherwise: random.chance(0.5) ? ['Id', 'Name', 'Type'] : [],
  };
}

function dressed(random: Random, object: string): SelectItem[] {
  const fields = fieldsOf(object);
  const items = Object.entries(fields).flatMap(([name, kind]): SelectItem[] => {
    const item = (by: Extract<SelectItem, { kind: 'dressed' }>['by']): SelectItem => ({
      kind: 'dressed',
      by,
      field: name,
      alias: 'dressed',
    });
    if (kind === 'currency') return [item('FORMAT'), item('convertCurrency'), item('FORMAT(convertCurrency')];
    if (kind === 'picklist') return [item('toLabel')];
    return kind === 'number' || kind === 'date' || kind === 'datetime' ? [item('FORMAT')] : [];
  });
  return [random.pick(items)];
}

/** Five levels in all. */
function generateChildren(generating: Generating, object: string, level: number): ChildSpec[] {
  const { random } = generating;
  const children: ChildSpec[] = [];
  for (const [relationship, { object: child }] of Object.entries(world[object]?.children ?? {})) {
    if (level < 4 && random.chance(level === 0 ? 0.2 : 0.4)) {
      children.push({ relationship, spec: generateRecords(generating, child, level + 1) });
    }
  }
  return children;
}

function generateOrder(random: Random, object: string): Order[] {
  return Array.from({ length: random.below(3) }, () => {
    const nulls = random.pick([undefined, 'FIRST', 'LAST'] as const);
    return { by: sortKey(random, object), descending: random.chance(0.5), nulls };
  });
}

function sortKey(random: Random, object: string): Operand {
  if (object === 'Account' && random.chance(0.15)) return randomDistance(random);
  if (random.chance(0.2)) return dateFunction(random, object);
  const path = randomPath(random, object, 3);
  return field(isSortable(object, path) ? path : ['Id']);
}

/** Not by what the facts sheet forbids, and not where the order of letters beyond A to Z would matter. */
function isSortable(object: string, path: Path): boolean {
  const kind = kindOf(object, path);
  const { owner, name } = endOf(object, path);
  if (kind === 'picklist') return picklists[`${owner}.${name}`] !== undefined;
  return kind !== 'multi' && kind !== 'longText' && !unordered.has(name);
}

type Groupable = Extract<Operand, { kind: 'field' | 'dateFunction' }>;

function generateGroups(generating: Generating, object: string): GroupSpec {
  const { random } = generating;
  const groupBy: Groupable[] = [];
  for (let count = random.below(4); count > 0; count--) {
    const byDate = random.chance(0.4);
    const item: Groupable = byDate
      ? dateFunction(random, object)
      : { kind: 'field', path: groupablePath(random, object) };
    if (!groupBy.some(known => JSON.stringify(known) === JSON.stringify(item))) groupBy.push(item);
  }
  const set = groupBy.length > 0 && random.chance(0.4) ? random.pick(['ROLLUP', 'CUBE'] as const) : undefined;
  const aggregates: Operand[] = [aggregate('COUNT', ['Id'])];
  for (let count = random.below(4); count > 0; count--) {
    const item = randomAggregate(random, object);
    // "Grouped field should not be aggregated"
    if (!groupBy.some(({ kind, path }) => kind === 'field' && path.join('.') === item.path[0])) aggregates.push(item);
  }
  const grouping = set
    ? groupBy.filter(({ kind }) => kind === 'field').map(({ path }) => ({ kind: 'grouping', path }) as const)
    : [];
  aggregates.push(...grouping);
  const isGrouped = groupBy.length > 0;
  // A total over groups looks like the group of empty values, unless GROUPING() tells them apart.
  const canBeOrdered = isGrouped && (!set || grouping.length === groupBy.length);
  const keys = [...groupBy, ...grouping];
  const order = canBeOrdered && random.chance(0.6) ? groupOrder(random, [...aggregates, ...groupBy], keys) : [];
  return {
    kind: 'groups',
    object,
    groupBy,
    set,
    aggregates,
    where: generateWhere(generating, object),
    having: isGrouped && random.chance(0.4) ? generateHaving(generating, aggregates) : undefined,
    order,
    limit: order.length > 0 && random.chance(0.5) ? random.below(20) : undefined,
  };
}

/** Ends with everything that tells rows apart, so that they have one order. */
function groupOrder(random: Random, first: readonly Operand[], keys: readonly Operand[]): Order[] {
  const by: Order = { by: random.pick(first), descending: random.chance(0.5), nulls: random.pick([undefined, 'LAST']) };
  return [by, ...keys.map(key => ({ by: key, descending: false, nulls: undefined }))];
}

function generateHaving({ random }: Generating, aggregates: readonly Operand[]): Condition {
  const one = (): Condition => {
    const left = random.pick([...aggregates.filter(({ kind }) => kind === 'grouping'), aggregate('COUNT', ['Id'])]);
    const value = left.kind === 'grouping' ? random.below(2) : random.below(30);
    return { kind: 'compare', left, operator: random.pick(operators), values: [{ kind: 'number', value }] };
  };
  if (random.chance(0.6)) return one();
  return { kind: random.pick(['and', 'or'] as const), parts: [one(), { kind: 'not', part: one() }] };
}

function randomAggregate(random: Random, object: string): Aggregate {
  const fields = Object.entries(fieldsOf(object));
  const numbers = fields.filter(([, kind]) => kind === 'number' || kind === 'currency').map(([name]) => name);
  if (random.chance(0.3)) return aggregate(random.pick(['MIN', 'MAX', 'COUNT']), ['CreatedDate']);
  if (numbers.length === 0 || random.chance(0.2)) {
    const texts = fields.filter(([name, kind]) => kind === 'text' && !unordered.has(name)).map(([name]) => name);
    return aggregate(random.pick(['COUNT_DISTINCT', 'MIN', 'MAX']), [random.pick(texts)]);
  }
  return aggregate(random.pick(['SUM', 'SUM', 'AVG', 'AVG', 'MIN', 'MAX', 'COUNT', 'COUNT_DISTINCT']), [
    random.pick(numbers),
  ]);
}

/** Not by fields whose values could differ in case alone: a group would have one spelling of several. */
function groupablePath(random: Random, object: string): Path {
  for (;;) {
    const path = randomPath(random, object, 2);
    const kind = kindOf(object, path) ?? '';
    const isName = path.at(-1) === 'CaseNumber' || path.at(-1) === 'Name';
    // The subject of a task is a combobox, which cannot be grouped.
    if (
      unordered.has(path.at(-1) ?? '') ||
      (isName && object !== 'Task') ||
      (object === 'Task' && path[0] === 'Subject')
    )
      continue;
    if (['picklist', 'boolean', 'date', 'text', 'reference'].includes(kind)) return path;
  }
}
