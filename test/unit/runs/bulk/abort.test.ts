import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Load } from '../../../../server/src/runs/bulk/load/load.ts';
import { newLoad } from '../../../../server/src/runs/bulk/load/newLoad.ts';
import { tempDir } from '../../../host/tempHome.ts';

describe('a load that is aborted while its rows are rewritten', () => {
  it('ends as aborted, with nothing sent', async () => {
    const folder = tempDir();
    const file = path.join(folder, 'rows.of.the.user.csv');
    await writeFile(file, `Name;Note\n${'Acme, Inc;x\n'.repeat(200_000)}`);
    const mapping = { object: 'Account', operation: 'insert', columns: { Name: 'Name', Note: null } } as const;
    const state = await newLoad({ org: 'org', file, mapping, threshold: 0, jobBytes: 1e8, jsonTypes: {} });
    const load = new Load(state, {
      folder,
      write: async () => undefined,
      timers: { now: Date.now, after: () => assert.fail('Nothing waits here.') },
      onProgress: () => undefined,
    });
    const request = () => assert.fail('Nothing is sent here.');
    const running = load.run({
      apiVersion: '67.0',
      transport: { request, stream: request, close: async () => undefined },
    });
    await setImmediate();
    await load.abort();
    await running;
    assert.equal(state.state, 'aborted', state.error?.message);
    assert.deepEqual(state.parts, []);
    assert.notEqual(state.prepared, true);
  });
});
