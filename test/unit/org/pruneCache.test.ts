import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pruneCache } from '../../../server/src/org/pruneCache.ts';

describe('the size of the schema cache', () => {
  it('is bounded: what was not written or checked for longest goes first, whichever org it belongs to', async () => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'prune-'));
    const write = async (name: string, minutesAgo: number) => {
      const file = path.join(folder, name);
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.writeFile(file, 'x'.repeat(100));
      const then = new Date(Date.now() - minutesAgo * 60_000);
      await fs.utimes(file, then, then);
    };
    await write('a/67.0/old.json', 30);
    await write('b/67.0/older.json', 60);
    await write('b/67.0/new.json', 1);
    await pruneCache(folder, 200);
    const left = await fs.readdir(folder, { recursive: true });
    assert.deepEqual(
      left
        .filter(name => name.endsWith('.json'))
        .map(name => path.basename(name))
        .sort(),
      ['new.json', 'old.json'],
    );
    await pruneCache(path.join(folder, 'nowhere'), 0);
    await fs.rm(folder, { recursive: true });
  });
});
