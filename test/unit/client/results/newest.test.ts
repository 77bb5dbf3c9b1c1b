import assert from 'node:assert/strict';
import { Newest } from '../../../../client/src/results/page/newest.ts';

describe('the newest of the questions of a kind', () => {
  it('has its answer, or its failure', async () => {
    const newest = new Newest();
    assert.equal(await newest.of(async () => 'found'), 'found');
    await assert.rejects(
      newest.of(() => Promise.reject(new Error('no way'))),
      /no way/,
    );
  });

  it('makes those before it count no more, whether they are answered or cancelled', async () => {
    const newest = new Newest();
    const slow = Promise.withResolvers<string>();
    const cancelled = Promise.withResolvers<string>();
    const before = [newest.of(() => slow.promise), newest.of(() => cancelled.promise)];
    assert.equal(await newest.of(async () => 'new'), 'new');
    slow.resolve('old');
    cancelled.reject(new Error('cancelled'));
    assert.deepEqual(await Promise.all(before), [undefined, undefined]);
  });

  it('is forgotten with what it was about', async () => {
    const newest = new Newest();
    const asked = newest.of(() => Promise.reject(new Error('gone')));
    newest.forget();
    assert.equal(await asked, undefined);
  });
});
