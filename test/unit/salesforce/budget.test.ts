import assert from 'node:assert/strict';
import { parseRetryAfter } from '../../../server/src/salesforce/retryAfter.ts';
import { OrgBudget } from '../../../server/src/salesforce/transport/budget.ts';

const settled = () => new Promise(setImmediate);

/** Who got in, in the order in which it happened. */
function doorOf(budget: OrgBudget) {
  const entered: string[] = [];
  const leaves = new Map<string, () => void>();
  const ask = (name: string, { long = false, signal }: { long?: boolean; signal?: AbortSignal } = {}) => {
    const asked = budget.enter(long, signal).then(leave => {
      entered.push(name);
      leaves.set(name, leave);
    });
    return asked;
  };
  const leave = async (name: string) => {
    leaves.get(name)?.();
    await settled();
  };
  return { entered, ask, leave };
}

describe('the budget of an org', () => {
  it('lets in as many at once as the setting says, in their order', async () => {
    const { entered, ask, leave } = doorOf(new OrgBudget({ atOnce: 2, stopAtPercent: 100 }));
    for (const name of ['a', 'b', 'c', 'd']) void ask(name);
    await settled();
    assert.deepEqual(entered, ['a', 'b']);
    await leave('b');
    await leave('b');
    assert.deepEqual(entered, ['a', 'b', 'c']);
  });

  it('bounds the long ones more, which others pass', async () => {
    const { entered, ask, leave } = doorOf(new OrgBudget());
    for (const name of ['1', '2', '3', '4', '5', '6', '7']) void ask(name, { long: true });
    void ask('short');
    await settled();
    assert.deepEqual(entered, ['1', '2', '3', '4', '5', 'short']);
    await leave('1');
    assert.equal(entered.at(-1), '6');
  });

  it('forgets who does not want to wait any more', async () => {
    const { entered, ask, leave } = doorOf(new OrgBudget({ atOnce: 1, stopAtPercent: 100 }));
    await ask('a');
    const cancel = new AbortController();
    const waiting = ask('b', { signal: cancel.signal });
    void ask('c');
    cancel.abort();
    await assert.rejects(waiting, { code: 'CANCELLED' });
    await assert.rejects(ask('d', { signal: cancel.signal }), { code: 'CANCELLED' });
    await leave('a');
    assert.deepEqual(entered, ['a', 'c']);
  });

  it('keeps the last calls of the day until the user wants them, or until nobody knows how many are left', async () => {
    let now = 0;
    const budget = new OrgBudget({ atOnce: 9, stopAtPercent: 95 }, () => now);
    const { ask } = doorOf(budget);
    budget.note({ used: 949, max: 1000 });
    await ask('below');
    budget.note({ used: 950, max: 1000 });
    await assert.rejects(ask('above'), { code: 'API_CALLS_RESERVED' });
    budget.policy = { atOnce: 9, stopAtPercent: 100 };
    await ask('never stopped');
    budget.policy = { atOnce: 9, stopAtPercent: 95 };
    now += 16 * 60_000;
    await ask('one that looks again');
    budget.note({ used: 951, max: 1000 });
    await assert.rejects(ask('above'), { code: 'API_CALLS_RESERVED' });
    budget.note({ used: 1000, max: 1000 });
    await assert.rejects(ask('none left'), {
      code: 'API_CALLS_USED_UP',
      message: '1000 of 1000 daily calls are used.',
    });
    budget.useReserved();
    await ask('wanted');
  });
});

describe('Retry-After', () => {
  const now = Date.parse('Thu, 26 Nov 2026 12:00:00 GMT');
  const check = (header: string | undefined, expected: number | undefined) => {
    it(String(header), () => assert.equal(parseRetryAfter(header, now), expected));
  };
  check('3', 3_000);
  check('Thu, 26 Nov 2026 12:00:10 GMT', 10_000);
  check('Thu, 26 Nov 2026 11:00:00 GMT', 0);
  check('soon', undefined);
  check(undefined, undefined);
});
