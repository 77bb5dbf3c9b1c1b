import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resultsFolder, sweepResults } from '../../../../server/src/runs/store/resultsFolder.ts';

describe('the folder of the results', () => {
  it('is swept of what dead processes left, and of nothing else', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'results-'));
    const { pid: dead } = spawnSync(process.execPath, ['--version']);
    for (const name of [String(dead), String(process.ppid), 'notes']) {
      mkdirSync(join(parent, name));
      writeFileSync(join(parent, name, 'rows'), 'x');
    }
    mkdirSync(resultsFolder(parent));
    await sweepResults(parent);
    assert.deepEqual(new Set(readdirSync(parent)), new Set([String(process.ppid), String(process.pid), 'notes']));
    await sweepResults(join(parent, 'none'));
  });
});
