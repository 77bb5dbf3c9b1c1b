import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { npm } from '../../scripts/node24.mjs';
import { useWorkbench } from '../harness/workbench.ts';
import { tempDir } from '../host/tempHome.ts';
import { packaged } from './packaged.ts';

describe('the packaged extension, installed', () => {
  const workbench = useWorkbench({ vsix: packaged('.vsix') });

  it('activates, and shows the objects of its local org', async () => {
    const { openContainer, page, treeItem, screenshot } = workbench();
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).click();
    await treeItem(/^Deal_Registration__c/).waitFor();
    await screenshot('packaged extension');
  });
});

describe('the npm package of the local org, installed', () => {
  it('runs by its command', async () => {
    const folder = tempDir();
    fs.writeFileSync(path.join(folder, 'package.json'), '{}');
    await npm(['install', '--no-audit', '--no-fund', packaged('.tgz')], folder);
    const command = path.join(folder, 'node_modules/.bin/salesforce-local-org');
    const org = spawn(process.execPath, [command, '--memory', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(org, 'exit');
    try {
      const [line] = await once(org.stdout, 'data');
      const { origin } = JSON.parse(String(line));
      const versions = await fetch(`${origin}/services/data`).then(response => response.json());
      assert.ok(Array.isArray(versions));
    } finally {
      org.kill();
      await exit;
    }
  });
});
