import assert from 'node:assert/strict';
import { goLast } from '../../../server/src/runs/lowPriority.ts';

describe('the priority of the thread of the runs', () => {
  const refuse = () => {
    throw new Error('A system error occurred: uv_os_setpriority returned EPERM (operation not permitted)');
  };

  it('is lower than normal on Linux, where it is that of the thread alone', () => {
    const set: number[] = [];
    for (const platform of ['linux', 'darwin', 'win32'] as const) goLast(platform, priority => set.push(priority));
    assert.deepEqual(set, [10]);
  });

  it('stays as it is where the system refuses', () => assert.doesNotThrow(() => goLast('linux', refuse)));
});
