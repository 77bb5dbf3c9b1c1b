import assert from 'node:assert/strict';
import type { QueryRecord } from '../../../../../server/src/localOrg/engine/index.ts';
import { open } from '../org.ts';
import { type Answer, type Cell, type Evaluator, evaluatorOf } from './evaluate.ts';
import { generateSpec } from './generate.ts';
import type { RecordSpec, Spec } from './spec.ts';
import { soqlOf } from './text.ts';
import { populate, randomFrom, type Value } from './world.ts';

const QUERIES = 500;

/** Set DIFFERENTIAL_SEED to see a failure again. */
describe('query: the engine and a naive evaluator', () => {
  const seed = Number(process.env.DIFFERENTIAL_SEED ?? Math.floor(Math.random() * 2 ** 31));

  it(`agree on ${QUERIES} random queries, seed ${seed}`, () => {
    const random = randomFrom(seed);
    const { rows, undo } = populate(random);
    try {
      const evaluator = evaluatorOf(rows);
      for (let index = 0; index < QUERIES; index++) checkSpec(generateSpec(random), evaluator);
    } finally {
      undo();
    }
  }).timeout(60_000);
});

function checkSpec(spec: Spec, evaluator: Evaluator): void {
  const soql = soqlOf(spec);
  const expected = evaluator.run(spec);
  // Without ORDER BY, and ties apart, groups have no order to compare.
  const comparable = (answer: Answer): string[] => {
    const lines = answer.map(row => JSON.stringify(row.map(rounded)));
    return spec.kind === 'groups' ? lines.sort() : lines;
  };
  assert.deepEqual(comparable(engineAnswer(spec, soql)), comparable(expected), soql);
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
