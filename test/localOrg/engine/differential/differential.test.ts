import assert from 'node:assert/strict';
import type { QueryRecord } from '../../../../server/src/localOrg/engine/index.ts';
import { countedLiterals, plainLiterals } from './conditions.ts';
import { evaluatorOf, membersText } from './evaluate.ts';
import type { Answer, Cell } from './evaluation.ts';
import { specGenerator } from './generate.ts';
import type { Value } from './objects.ts';
import { randomFrom } from './random.ts';
import type { RecordSpec, SelectItem, Spec } from './spec.ts';
import { soqlOf } from './text.ts';
import { openWorld, type World } from './world.ts';

const QUERIES = 500;
const OF_EACH_KIND = 10;
/** Grouped queries give one page and no more. */
const MOST_GROUPS = 2000;

/** What every run must have seen, as it stands in the text of a query: one pattern a word, ~ for a blank. */
const patterns = String.raw`
  COUNT\(\) WHERE GROUP~BY ROLLUP\( CUBE\( HAVING ORDER~BY DESC NULLS~FIRST NULLS~LAST LIMIT OFFSET ,~\(SELECT
  (?:\(SELECT.*){4} USING~SCOPE~mine USING~SCOPE~everything FOR~VIEW FOR~REFERENCE FROM~\w+~a\b TYPEOF ELSE END
  FIELDS\(ALL FIELDS\(CUSTOM FIELDS\(STANDARD
  ~AND~ ~OR~ NOT~\( [^!<>]=~ != <~ <= >~ >= LIKE ~IN~\([^S] NOT~IN~\([^S] ~IN~\(SELECT NOT~IN~\(SELECT
  INCLUDES EXCLUDES INCLUDES.\('[^']*','
  CALENDAR_YEAR CALENDAR_QUARTER CALENDAR_MONTH DAY_IN_MONTH DAY_IN_WEEK DAY_IN_YEAR WEEK_IN_MONTH WEEK_IN_YEAR
  FISCAL_YEAR\( FISCAL_QUARTER\( FISCAL_MONTH\( HOUR_IN_DAY DAY_ONLY convertTimezone
  SUM AVG MIN MAX COUNT\(Id COUNT_DISTINCT GROUPING toLabel\(\w+\)~dressed toLabel\(\w+\)~[=!]
  FORMAT\(\w+\) convertCurrency FORMAT\(convertCurrency
  SELECT.*DISTANCE.*FROM WHERE.*DISTANCE ORDER~BY.*DISTANCE 'mi' 'km'
  What\.Type Owner\.Name ~null USD\d true false \d\d:\d\d:\d\dZ? T[\d:.]+Z \+02:00 '\w{15}' '\w{18}'
  \\' \\\\ \\n \\u00c5 \\" \\% \\_`
  .trim()
  .split(/\s+/)
  .map(source => source.replaceAll('~', ' ').replace("INCLUDES.\\('[^']*','", "INCLUDES \\('[^']*', '"));
const literals = [...plainLiterals.map(name => `\\b${name}\\b`), ...countedLiterals.map(name => `\\b${name}:`)];

/** Set DIFFERENTIAL_SEED to see a failure again, DIFFERENTIAL_QUERIES for more than 500. */
describe('query: the engine and a naive evaluator', () => {
  const seed = Number(process.env.DIFFERENTIAL_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const queries = Number(process.env.DIFFERENTIAL_QUERIES ?? QUERIES);

  it(`agree on ${queries} random queries or more, seed ${seed}`, () => {
    const random = randomFrom(seed);
    const world = openWorld(random);
    const evaluate = evaluatorOf(world);
    const generate = specGenerator(random, world);
    const tally = new Map([...patterns, ...literals].map(source => [new RegExp(source, 's'), 0]));
    const isComplete = (): boolean => [...tally.values(), allCount].every(times => times >= OF_EACH_KIND);
    let allCount = 0;
    for (let count = 0; count < queries || !isComplete(); count++) {
      const missing = [...tally].filter(([, times]) => times < OF_EACH_KIND).map(([kind, times]) => `${kind} ${times}`);
      assert.ok(count < 10 * queries, `hardly ever generated: ${missing.join('  ')}`);
      const spec = generate();
      const soql = soqlOf(spec);
      check(world, spec, soql, evaluate(spec));
      if (spec.all) allCount++;
      for (const [kind, times] of tally) if (kind.test(soql)) tally.set(kind, times + 1);
    }
    world.close();
  }).timeout(120_000 + queries * 50);
});

function check(world: World, spec: Spec, soql: string, expected: Answer): void {
  const line = (row: Answer[number]): string => JSON.stringify(row.map(rounded));
  // Without ORDER BY groups have no order to compare.
  const inOrder = (answer: Answer): Answer =>
    spec.kind === 'groups' && spec.order.length === 0
      ? answer.toSorted((a, b) => (line(a) < line(b) ? -1 : 1))
      : answer;
  if (spec.kind === 'groups' && expected.length > MOST_GROUPS) {
    assert.throws(() => engineAnswer(world, spec, soql), /does not support queryMore/);
    return;
  }
  const right = inOrder(expected);
  const lines = inOrder(engineAnswer(world, spec, soql)).map((row, index) => line(snapped(row, right[index])));
  assert.deepEqual(lines, right.map(line), soql);
}

function engineAnswer(world: World, spec: Spec, soql: string): Answer {
  const cursor = world.open(soql, spec.all === true);
  if (spec.kind === 'count') return [[cursor.totalSize]];
  const records = Array.from({ length: Math.ceil(cursor.rowCount / 97) }, (_, page) =>
    pageOf(cursor, page * 97),
  ).flat();
  if (spec.kind === 'records') return records.map(record => cellsOf(spec, record));
  return records.map(({ attributes, ...cells }) => Object.values(cells) as Value[]);
}

/** Records are read as such and as text, which are made in different ways. */
function pageOf(cursor: ReturnType<World['open']>, from: number): QueryRecord[] {
  const records = cursor.read(97, from);
  const text = Buffer.from(cursor.readItems(97, from)).toString();
  assert.equal(`[${text}]`, JSON.stringify(records));
  return JSON.parse(`[${text}]`) as QueryRecord[];
}

function cellsOf(spec: RecordSpec, record: QueryRecord): Cell[] {
  const fields = spec.select.map(item => cellOf(item, record));
  const children = spec.children.map(({ relationship, spec: child }) => {
    const result = record[relationship] as { records: QueryRecord[] } | null;
    return result?.records.map(each => cellsOf(child, each)) ?? null;
  });
  return [...fields, ...children];
}

function cellOf(item: SelectItem, record: QueryRecord): Value {
  switch (item.kind) {
    case 'path':
      return item.path.reduce<unknown>((at, name) => (at as QueryRecord | null)?.[name] ?? null, record) as Value;
    case 'typeof': {
      const related = record[item.relationship] as QueryRecord | null;
      return related && members(related);
    }
    case 'fields':
      return members(record);
    default:
      return (record[item.alias] ?? null) as Value;
  }
}

const members = ({ attributes, ...fields }: QueryRecord): string => membersText(Object.entries(fields));

/** The same cells, where a number is as good as the right one that number. */
function snapped(row: Answer[number], right: Answer[number] | undefined): Answer[number] {
  return row.map((cell, index): Cell => {
    const other = right?.[index];
    if (typeof cell === 'number' && typeof other === 'number') return isNear(cell, other) ? other : cell;
    if (!Array.isArray(cell) || !Array.isArray(other)) return cell;
    return (cell as Answer).map((child, at) => snapped(child, (other as Answer)[at])) as Answer;
  });
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

function rounded(cell: Cell): Cell {
  if (typeof cell === 'number') return Number(cell.toPrecision(11));
  return Array.isArray(cell) ? ((cell as Answer).map(row => row.map(rounded)) as Answer) : cell;
}
