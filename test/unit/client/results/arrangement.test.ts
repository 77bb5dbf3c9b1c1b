import assert from 'node:assert/strict';
import { Arrangement } from '../../../../client/src/results/page/arrangement.ts';
import type { Conversation } from '../../../../client/src/results/page/conversation.ts';

const sort = { column: 'Name', descending: false };

/** An arrangement whose questions are answered by the test, in any order. */
function fixture() {
  const asked: PromiseWithResolvers<{ rows: number }>[] = [];
  const ask = (() => {
    const answer = Promise.withResolvers<{ rows: number }>();
    asked.push(answer);
    return answer.promise;
  }) as unknown as Conversation['ask'];
  return { arrangement: new Arrangement(ask), asked };
}

describe('results: which rows are seen in which order', () => {
  it('is what was asked for last, however late an answer comes', async () => {
    const { arrangement, asked } = fixture();
    const filtered = arrangement.arrange({ filter: { text: 'a' } }, 100);
    const sorted = arrangement.arrange({ sort }, 100);
    asked[1]!.resolve({ rows: 100 });
    assert.equal(await sorted, 100);
    asked[0]!.resolve({ rows: 7 });
    assert.equal(await filtered, undefined);
    assert.deepEqual([arrangement.wanted, arrangement.rows], [{ sort }, 100]);
  });

  it('fails only where nothing has overtaken it', async () => {
    const { arrangement, asked } = fixture();
    const overtaken = arrangement.arrange({ sort }, 100);
    const last = arrangement.arrange({}, 100);
    for (const { reject } of asked) reject(new Error('cancelled'));
    assert.equal(await overtaken, undefined);
    await assert.rejects(last, /cancelled/);
  });

  it('is behind once more rows are there, but for the order of the query', async () => {
    const { arrangement, asked } = fixture();
    const filtered = arrangement.arrange({ filter: { text: 'a' } }, 100);
    asked[0]!.resolve({ rows: 7 });
    await filtered;
    assert.deepEqual(
      [100, 200].map(rows => arrangement.isBehind(rows)),
      [false, true],
    );
    const plain = arrangement.arrange({}, 200);
    asked[1]!.resolve({ rows: 200 });
    await plain;
    assert.deepEqual([arrangement.rows, arrangement.isBehind(300)], [undefined, false]);
  });

  it('leaves all rows to be seen where it is released, and the order that they have', async () => {
    const { arrangement, asked } = fixture();
    const late = arrangement.arrange({ sort }, 100);
    arrangement.release();
    asked[0]!.resolve({ rows: 100 });
    assert.equal(await late, undefined);
    assert.deepEqual([arrangement.wanted, arrangement.rows], [{ sort }, undefined]);
  });
});
