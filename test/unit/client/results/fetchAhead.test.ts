import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { createFetchAhead } from '../../../../client/src/results/page/fetchAhead.ts';

/** What is fetched while one scrolls through a million rows, of which forty are drawn. */
function fixture() {
  const wanted: string[] = [];
  let top = 0;
  const move = createFetchAhead(
    () => ({ top, bottom: top + 40 }),
    (first, last) => wanted.push(`${first}-${last}`),
  );
  return {
    wanted,
    to(row: number) {
      top = row;
      move();
    },
  };
}

describe('results: rows fetched ahead', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('are those around the drawn ones while one scrolls row by row', () => {
    const { wanted, to } = fixture();
    for (const row of [0, 25, 50]) to(row);
    assert.deepEqual(wanted, ['-100-140', '-75-165', '-50-190']);
  });

  it('are the drawn ones only after a leap, and what is around them when nothing follows', () => {
    const { wanted, to } = fixture();
    to(500_000);
    assert.deepEqual(wanted, ['500000-500040']);
    mock.timers.tick(100);
    assert.deepEqual(wanted.slice(1), ['499900-500140']);
    to(500_010);
    assert.equal(wanted.at(-1), '499910-500150');
  });

  it('skip most of what a drag of the scroll bar flies over, and end where it ends', () => {
    const { wanted, to } = fixture();
    for (let row = 1000; row <= 20_000; row += 1000) {
      to(row);
      mock.timers.tick(16);
    }
    assert.ok(wanted.length < 5, wanted.join());
    for (let pause = 0; pause < 2; pause++) mock.timers.tick(100);
    assert.deepEqual(wanted.slice(-2), ['20000-20040', '19900-20140']);
  });

  it('are the first ones although none is drawn before they are counted', () => {
    const wanted: number[] = [];
    createFetchAhead(
      () => ({ top: 0, bottom: -1 }),
      (_, last) => wanted.push(last),
    )();
    assert.deepEqual(wanted, [99]);
  });
});
