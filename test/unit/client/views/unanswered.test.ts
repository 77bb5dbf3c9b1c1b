import assert from 'node:assert/strict';
import { UnansweredRead } from '../../../../client/src/views/unanswered.ts';

describe('a view whose read was never answered', () => {
  let now = 0;
  const failedWith = (code?: string) => {
    const read = new UnansweredRead(() => now);
    read.note('org', code);
    return read;
  };

  it('reads again once that org has answered something', () => {
    const read = failedWith('ORG_UNREACHABLE');
    assert.equal(read.takeRetryFor('another'), false);
    assert.equal(read.takeRetryFor('org'), true);
    assert.equal(read.takeRetryFor('org'), false);
  });

  it('that fails again waits a minute for the next answer, but not for somebody who looks', () => {
    const read = failedWith('BAD_ANSWER');
    assert.equal(read.takeRetryFor('org'), true);
    read.note('org', 'BAD_ANSWER');
    now += 59_000;
    assert.equal(read.takeRetryFor('org'), false);
    now += 1_000;
    assert.equal(read.takeRetryFor('org'), true);
    read.note('org', 'BAD_ANSWER');
    assert.equal(read.takeRetry(), true);
  });

  it('reads again when somebody looks', () => assert.equal(failedWith('SIGN_IN_REQUIRED').takeRetry(), true));

  it('leaves alone what the org refused, and what it answered', () => {
    for (const code of ['INSUFFICIENT_ACCESS', undefined]) {
      assert.equal(failedWith(code).takeRetryFor('org'), false);
      assert.equal(failedWith(code).takeRetry(), false);
    }
    const healed = failedWith('ORG_UNREACHABLE');
    healed.note('org');
    assert.equal(healed.takeRetryFor('org'), false);
  });
});
