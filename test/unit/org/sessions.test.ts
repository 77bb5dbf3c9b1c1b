import assert from 'node:assert/strict';
import { createSessions } from '../../../server/src/org/sessions.ts';

/** Sessions whose owner hands out t1, t2 …, and what it was asked. */
function sessions() {
  const asked: string[] = [];
  const all = createSessions(async (org, rejected) => {
    asked.push(`${org} ${rejected ?? '-'}`);
    if (org === 'out') return { refused: { code: 'SIGN_IN_REQUIRED', message: 'Sign in again.' } };
    return { accessToken: `t${asked.length}`, instanceUrl: 'https://x.example' };
  });
  return { ...all, asked };
}

describe('sessions', () => {
  it('ask once for all who wait, and remember', async () => {
    const { of, asked } = sessions();
    await Promise.all([of('a').get(), of('a').get(), of('b').get()]);
    assert.equal((await of('a').get()).accessToken, 't1');
    assert.deepEqual(asked, ['a -', 'b -']);
  });

  it('name the rejected token once; who comes late with it gets the new one', async () => {
    const { of, asked } = sessions();
    await of('a').get();
    const renewed = await Promise.all([of('a').get('t1'), of('a').get('t1')]);
    assert.deepEqual(
      renewed.map(token => token.accessToken),
      ['t2', 't2'],
    );
    assert.equal((await of('a').get('t1')).accessToken, 't2');
    assert.deepEqual(asked, ['a -', 'a t1']);
  });

  it('ask again where the others were given the token that is rejected', async () => {
    const { of, asked } = sessions();
    const [first, second] = await Promise.all([of('a').get(), of('a').get('t1')]);
    assert.deepEqual([first.accessToken, second.accessToken], ['t1', 't2']);
    assert.deepEqual(asked, ['a -', 'a t1']);
  });

  it('forget, and pass on why there is no token', async () => {
    const { of, forget, asked } = sessions();
    await of('a').get();
    forget('a');
    await of('a').get();
    assert.equal(asked.length, 2);
    await assert.rejects(of('out').get(), { code: 'SIGN_IN_REQUIRED', message: 'Sign in again.' });
  });
});
