import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rememberedVersion } from '../../../server/src/org/apiVersion.ts';

const day = 24 * 60 * 60_000;

describe('the API version of an org', () => {
  it('is asked once and remembered; a newer one counts from the next start on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'version-'));
    const file = join(folder, 'org', 'api-version');
    const failures: unknown[] = [];
    const start = (now: number, answer: () => Promise<string>) =>
      rememberedVersion(file, now, answer, failure => failures.push(failure));
    const unreachable = () => Promise.reject(new Error('down'));

    await assert.rejects(start(Date.now(), unreachable));
    assert.equal(await start(Date.now(), async () => '66.0'), '66.0');
    assert.equal(await start(Date.now(), unreachable), '66.0');
    assert.deepEqual(failures, []);
    assert.equal(await start(Date.now() + 2 * day, unreachable), '66.0');
    await rm(folder, { recursive: true });
  });
});
