import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { step } from '../../../scripts/step.mjs';

describe('a step of a script', () => {
  const run = async (work: (said: string[]) => Promise<unknown>, options: { quietForMs?: number } = {}) => {
    const said: string[] = [];
    const print = (line: string) => void said.push(line.replace(/\d+ s$/, 'N s'));
    const ended = step('Installing', () => work(said), { ...options, signOfLifeMs: 1, print });
    return { result: await ended.catch((error: Error) => error.message), said };
  };
  const until = async (said: string[], line: string) => {
    while (!said.includes(line)) await turn();
    return 'installed';
  };
  const stillAtIt = '  still at it after N s';

  it('says what it does, that it still does it, and how long it took', async () => {
    const { result, said } = await run(lines => until(lines, stillAtIt));
    assert.equal(result, 'installed');
    assert.equal(said[0], 'Installing ...');
    assert.equal(said.at(-1), '  done in N s');
  });

  it('says nothing where it is soon done', async () => {
    assert.deepEqual(await run(async () => 1, { quietForMs: 60_000 }), { result: 1, said: [] });
  });

  it('says so late where it is not', async () => {
    const { said } = await run(lines => until(lines, stillAtIt), { quietForMs: 1 });
    assert.deepEqual([said[0], said[1]], ['Installing ...', stillAtIt]);
  });

  it('does not say that it is done where it failed', async () => {
    const { result, said } = await run(() => Promise.reject(new Error('no disk')));
    assert.deepEqual({ result, said }, { result: 'no disk', said: ['Installing ...'] });
  });
});
