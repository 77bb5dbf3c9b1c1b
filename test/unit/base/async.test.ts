import assert from 'node:assert/strict';
import { debounce } from '../../../server/src/base/debounce.ts';
import { singleFlight } from '../../../server/src/base/singleFlight.ts';
import { taskPool } from '../../../server/src/base/taskPool.ts';
import { throttle } from '../../../server/src/base/throttle.ts';
import { manualTimers } from './manualTimers.ts';

describe('async helpers', () => {
  it('single flight: one run for all who ask meanwhile, a new one after', async () => {
    let runs = 0;
    const gate = Promise.withResolvers<void>();
    const fly = singleFlight(async (key: string) => {
      runs++;
      await gate.promise;
      return `${key}${runs}`;
    });
    const together = [fly('a'), fly('a')];
    gate.resolve();
    assert.deepEqual(await Promise.all(together), ['a1', 'a1']);
    assert.equal(await fly('a'), 'a2');
  });

  it('debounce: once, after the last call', () => {
    const timers = manualTimers();
    let runs = 0;
    const call = debounce(timers, 100, () => runs++);
    call();
    timers.advance(60);
    call();
    timers.advance(60);
    assert.equal(runs, 0);
    timers.advance(40);
    assert.equal(runs, 1);
  });

  it('throttle: the first at once, the last never lost', () => {
    const timers = manualTimers();
    const at: number[] = [];
    const throttled = throttle(timers, 100, () => at.push(timers.now()));
    throttled.request();
    timers.advance(10);
    throttled.request();
    throttled.request();
    timers.advance(500);
    assert.deepEqual(at, [0, 100]);
    throttled.flush();
    assert.deepEqual(at, [0, 100, 510]);
  });

  it('task pool: never more at once than it is wide, all in turn, failures included', async () => {
    const inTurn = taskPool(2);
    let now = 0;
    let most = 0;
    const done = await Promise.allSettled(
      [1, 2, 3, 4, 5].map(n =>
        inTurn(async () => {
          most = Math.max(most, ++now);
          await Promise.resolve();
          now--;
          if (n === 2) throw new Error('two');
          return n;
        }),
      ),
    );
    assert.equal(most, 2);
    assert.deepEqual(
      done.map(result => result.status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
    );
  });
});
