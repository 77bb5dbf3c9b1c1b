import assert from 'node:assert/strict';
import { createApiUsages } from '../../../client/src/orgs/apiUsages.ts';

describe('the API calls that orgs tell of', () => {
  /** A server that tells, and ends, by hand. */
  function server() {
    let tell: (told: { org: string; used: number; max: number }) => void = () => undefined;
    let stop = () => undefined as unknown;
    let heard = 0;
    const nothing = { dispose: () => undefined };
    const usages = createApiUsages({
      onNotification: (_message, handle) => {
        tell = handle as typeof tell;
        return nothing;
      },
      onDidStop: listener => {
        stop = () => listener(undefined);
        return nothing;
      },
    });
    usages.onDidChange(() => heard++);
    return {
      usages,
      tell: (org: string, used: number) => tell({ org, used, max: 100 }),
      stop: () => stop(),
      heard: () => heard,
    };
  }

  it('are kept for each org, and each change is told', () => {
    const { usages, tell, heard } = server();
    assert.equal(usages.of('a'), undefined);
    tell('a', 10);
    tell('b', 20);
    tell('a', 11);
    assert.deepEqual(
      [usages.of('a'), usages.of('b')],
      [
        { used: 11, max: 100 },
        { used: 20, max: 100 },
      ],
    );
    assert.equal(heard(), 3);
  });

  it('are held back above a share of them, until the user lets them through', () => {
    const { usages, tell, heard } = server();
    tell('a', 95);
    tell('b', 96);
    assert.deepEqual(
      [usages.isHeldBack('a', 95), usages.isHeldBack('a', 96), usages.isHeldBack('c', 95)],
      [true, false, false],
    );
    usages.release('a');
    assert.equal(heard(), 3);
    tell('a', 97);
    assert.deepEqual([usages.isHeldBack('a', 95), usages.isHeldBack('b', 95)], [false, true]);
  });

  it('are unknown to the next server, which holds back what was let through', () => {
    const { usages, tell, stop, heard } = server();
    tell('a', 99);
    usages.release('a');
    stop();
    assert.equal(usages.of('a'), undefined);
    assert.equal(usages.isHeldBack('a', 95), false);
    assert.equal(heard(), 3);
    tell('a', 99);
    assert.equal(usages.isHeldBack('a', 95), true);
  });
});
