import assert from 'node:assert/strict';
import { UnansweredRead } from '../../../../client/src/views/unanswered.ts';

describe('a view whose read was never answered', () => {
  const failedWith = (code?: string) => {
    const read = new UnansweredRead();
    read.note('org', code);
    return read;
  };

  it('reads again once that org has answered something', () => {
    const read = failedWith('ORG_UNREACHABLE');
    assert.equal(read.takeRetry('another'), false);
    assert.equal(read.takeRetry('org'), true);
    assert.equal(read.takeRetry('org'), false);
  });

  it('reads again when somebody looks', () => assert.equal(failedWith('SIGN_IN_REQUIRED').takeRetry(), true));

  it('leaves alone what the org refused, and what it answered', () => {
    for (const code of ['INSUFFICIENT_ACCESS', undefined]) {
      assert.equal(failedWith(code).takeRetry('org'), false);
      assert.equal(failedWith(code).takeRetry(), false);
    }
    const healed = failedWith('ORG_UNREACHABLE');
    healed.note('org');
    assert.equal(healed.takeRetry('org'), false);
  });
});
