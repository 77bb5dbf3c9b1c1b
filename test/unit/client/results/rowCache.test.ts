import assert from 'node:assert/strict';
import { createRowCache, type Row } from '../../../../client/src/results/page/rowCache.ts';

/** A cache over a result of `length` rows, with the windows that it asked for, answered when `answer` is called. */
function fixture(length: number) {
  const asked: { start: number; end: number; answer(): Promise<void>; refuse(): Promise<void> }[] = [];
  const drawn: string[] = [];
  const failures: unknown[] = [];
  const settle = (act: () => void) => {
    act();
    return new Promise<void>(resolve => setImmediate(resolve));
  };
  const cache = createRowCache(
    (start, end) =>
      new Promise((resolve, reject) => {
        const rows = Array.from({ length: end - start }, (_, index): Row => [start + index]);
        asked.push({
          start,
          end,
          answer: () => settle(() => resolve(rows)),
          refuse: () => settle(() => reject(new Error('gone'))),
        });
      }),
    (start, end) => drawn.push(`${start}-${end}`),
    error => failures.push(error),
  );
  cache.grow(length);
  return { cache, asked, drawn, failures, windows: () => asked.map(({ start, end }) => `${start}-${end}`) };
}

describe('results: row cache', () => {
  it('asks once for the blocks that cover what is shown', async () => {
    const { cache, asked, drawn, windows } = fixture(1000);
    cache.want(190, 210);
    cache.want(195, 205);
    assert.deepEqual(windows(), ['150-200', '200-250']);
    await asked[1]!.answer();
    assert.deepEqual(drawn, ['200-250']);
    assert.deepEqual(cache.get(205), [205]);
    assert.equal(cache.get(5), undefined);
  });

  it('never asks beyond the end', () => {
    const { cache, windows } = fixture(230);
    cache.want(180, 900);
    assert.deepEqual(windows(), ['150-200', '200-230']);
  });

  it('fetches the last block again once the result has grown', async () => {
    const { cache, asked, windows } = fixture(230);
    cache.want(200, 229);
    await asked[0]!.answer();
    cache.grow(500);
    cache.want(200, 240);
    assert.deepEqual(windows(), ['200-230', '200-250']);
  });

  it('fetches the last block again also where it grew while it was on its way', async () => {
    const { cache, asked, windows } = fixture(230);
    cache.want(200, 229);
    cache.grow(500);
    await asked[0]!.answer();
    cache.want(200, 240);
    await asked[1]!.answer();
    assert.deepEqual(windows(), ['200-230', '200-250']);
    assert.deepEqual(cache.get(249), [249]);
  });

  it('drops answers of an order that is no longer shown', async () => {
    const { cache, asked, drawn } = fixture(100);
    cache.want(0, 10);
    cache.clear();
    await asked[0]!.answer();
    assert.deepEqual(drawn, []);
    assert.equal(cache.get(0), undefined);
  });

  it('reports a failed window and asks again when it is wanted again', async () => {
    const { cache, asked, failures, windows } = fixture(100);
    cache.want(0, 10);
    await asked[0]!.refuse();
    assert.equal(failures.length, 1);
    cache.want(0, 10);
    assert.deepEqual(windows(), ['0-50', '0-50']);
  });

  it('knows how many rows are here without a gap', async () => {
    const { cache, asked } = fixture(120);
    assert.equal(cache.leading, 0);
    cache.want(0, 119);
    await asked[0]!.answer();
    await asked[2]!.answer();
    assert.equal(cache.leading, 50);
    await asked[1]!.answer();
    assert.equal(cache.leading, 120);
  });

  it('keeps a bounded number of rows', async () => {
    const { cache, asked } = fixture(1_000_000);
    for (let block = 0; block < 450; block++) {
      cache.want(block * 50, block * 50);
      await asked[block]!.answer();
    }
    assert.equal(cache.get(0), undefined);
    assert.deepEqual(cache.get(449 * 50), [449 * 50]);
  });
});
