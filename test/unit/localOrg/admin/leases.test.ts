import assert from 'node:assert/strict';
import { createLeases } from '../../../../server/src/localOrg/admin/leases.ts';
import type { OpenConnection } from '../../../../server/src/localOrg/http/reply.ts';

describe('leases', () => {
  const never = 1_000_000;

  it('end an org that nobody takes', async () => {
    const unused = Promise.withResolvers<void>();
    createLeases(unused.resolve, { first: 1, last: never, beat: never });
    await unused.promise;
  });

  it('end an org after the last one is given back', async () => {
    const unused = Promise.withResolvers<void>();
    const ended: string[] = [];
    const leases = createLeases(
      () => {
        ended.push('unused');
        unused.resolve();
      },
      { first: never, last: 1, beat: never },
    );
    const one = connection();
    const two = connection();
    leases.open(one);
    leases.open(two);
    one.end();
    ended.push('one');
    await new Promise(resolve => setImmediate(resolve));
    two.end();
    ended.push('two');
    await unused.promise;
    assert.deepEqual(ended, ['one', 'two', 'unused']);
  });

  it('beat while they are held', async () => {
    const leases = createLeases(undefined, { first: never, last: never, beat: 1 });
    const held = connection();
    leases.open(held);
    while (held.written.length < 3) await new Promise(resolve => setImmediate(resolve));
    leases.close();
    assert.equal(held.closed, true);
  });
});

interface TestConnection extends OpenConnection {
  readonly written: string[];
  closed: boolean;
}

function connection(): TestConnection {
  const listeners: (() => void)[] = [];
  return {
    written: [],
    closed: false,
    write(text) {
      this.written.push(text);
    },
    end() {
      this.closed = true;
      for (const listener of listeners) listener();
    },
    onClose: listener => void listeners.push(listener),
  };
}
