import assert from 'node:assert/strict';
import type { QueryRecord } from '../../../../../server/src/localOrg/engine/index.ts';
import { open } from '../org.ts';
import { type Answer, type Cell, type Evaluator, evaluatorOf } from './evaluate.ts';
import { generateSpec } from './generate.ts';
import type { RecordSpec, Spec } from './spec.ts';
import { soqlOf } from './text.ts';
import { populate, randomFrom, type Value } from './world.ts';

const QUERIES = 500;
const OF_EACH_KIND = 10;

/** What every run must have seen, as it stands in the text of a query: one pattern a word, ~ for a blank. */
const kinds: readonly RegExp[] = String.raw`
  COUNT\(\) WHERE GROUP~BY ROLLUP\( CUBE\( HAVING ORDER~BY DESC NULLS~FIRST NULLS~LAST LIMIT OFFSET ,~\(SELECT
  AND OR NOT~\( [^!<>]=~ != < <= > >= LIKE ~IN~\([^S] NOT~IN~\([^S] ~IN~\(SELECT NOT~IN~\(SELECT INCLUDES EXCLUDES
  CALENDAR_YEAR CALENDAR_QUARTER CALENDAR_MONTH DAY_IN_MONTH DAY_IN_WEEK DAY_IN_YEAR WEEK_IN_MONTH WEEK_IN_YEAR
  FISCAL_YEAR\( FISCAL_QUARTER\( FISCAL_MONTH\( HOUR_IN_DAY convertTimezone
  SUM AVG MIN MAX COUNT\(Id COUNT_DISTINCT GROUPING toLabel What\.Type
  LAST_N_\w+: [^_]NEXT_N_\w+: N_\w+_AGO: THIS_`
  .trim()
  .split(/\s+/)
  .map(source => new RegExp(source.replaceAll('~', ' ')));

/** Set DIFFERENTIAL_SEED to see a failure again. */
describe('query: the engine and a naive evaluator', () => {
  const seed = Number(process.env.DIFFERENTIAL_SEED ?? Math.floor(Math.random() * 2 ** 31));

  it(`agree on ${QUERIES} random queries or more, seed ${seed}`, () => {
    const random = randomFrom(seed);
    const { rows, undo } = populate(random);
    try {
      const evaluator = evaluatorOf(rows);
      const missing = new Map(kinds.map(kind => [kind, OF_EACH_KIND]));
      for (let count = 0; count < QUERIES || missing.size > 0; count++) {
        assert.ok(count < 10 * QUERIES, `hardly ever generated: ${[...missing.keys()].join(' ')}`);
        const soql = checkSpec(generateSpec(random), evaluator);
        for (const [kind, times] of missing) {
          if (!kind.test(soql)) continue;
          if (times > 1) missing.set(kind, times - 1);
          else missing.delete(kind);
        }
      }
    } finally {
      undo();
    }
  }).timeout(60_000);
});

/** Compares the two, and gives the query's text. */
function checkSpec(spec: Spec, evaluator: Evaluator): string {
  const soql = soqlOf(spec);
  const expected = evaluator.run(spec);
  // Without ORDER BY, and ties apart, groups have no order to compare.
  const comparable = (answer: Answer): string[] => {
    const lines = answer.map(row => JSON.stringify(row.map(rounded)));
    return spec.kind === 'groups' ? lines.sort() : lines;
  };
  assert.deepEqual(comparable(engineAnswer(spec, soql)), comparable(expected), soql);
  return soql;
}

function engineAnswer(spec: Spec, soql: string): Answer {
  const cursor = open(soql);
  if (spec.kind === 'count') return [[cursor.totalSize]];
  const records = Array.from({ length: Math.ceil(cursor.rowCount / 7) }, () => cursor.read(7)).flat();
  if (spec.kind === 'records') return records.map(record => cellsOf(spec, record));
  return records.map(({ attributes, ...cells }) => Object.values(cells) as Value[]);
}

function cellsOf(spec: RecordSpec, record: QueryRecord): Cell[] {
  const fields = spec.select.map(path =>
    path.reduce<unknown>((at, name) => (at as QueryRecord | null)?.[name] ?? null, record),
  );
  const children = spec.children.map(({ relationship, spec: child }) => {
    const result = record[relationship] as { records: QueryRecord[] } | null;
    return result?.records.map(each => cellsOf(child, each)) ?? null;
  });
  return [...(fields as Value[]), ...children];
}

function rounded(cell: Cell): Cell {
  if (typeof cell === 'number') return Number(cell.toFixed(6));
  return Array.isArray(cell) ? ((cell as Answer).map(row => row.map(rounded)) as Answer) : cell;
}
