import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../../../scripts/node24.mjs';
import { startLocalOrg, temporaryFolder } from '../../harness/localOrg.ts';
import { runningOrg } from '../../harness/runningOrg.ts';

describe('starting the local org a second time', function () {
  this.timeout(30_000);

  const newFolder = () => fs.mkdtempSync(path.join(temporaryFolder(), 'second-'));

  it('names the one that runs and what to do, and builds nothing', async () => {
    const stateFolder = newFolder();
    const org = await startLocalOrg({ profile: 'sample', stateFolder });
    const bundle = path.join(ROOT, 'dist/localOrg.cjs');
    const built = () => fs.statSync(bundle, { throwIfNoEntry: false })?.mtimeMs;
    const before = built();
    const script = path.join(ROOT, 'scripts/local-org.mjs');
    const second = spawn(process.execPath, [script, '--state-dir', stateFolder], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [[code], output] = await Promise.all([once(second, 'exit'), text(second.stderr)]);
    assert.equal(code, 3);
    assert.ok(output.includes(`${stateFolder} is already running at ${org.origin}.`), output);
    assert.match(output, /stop it where it was started, or start another one with --memory or --state-dir/);
    assert.equal(built(), before);
    await org.stop();
  });

  it('is free to start where the last one has crashed', async () => {
    const stateFolder = newFolder();
    const org = await startLocalOrg({ profile: 'sample', stateFolder });
    assert.equal(await runningOrg(stateFolder), org.origin);
    org.process.kill('SIGKILL');
    await once(org.process, 'exit');
    assert.ok(fs.existsSync(path.join(stateFolder, 'local-org.json')));
    assert.equal(await runningOrg(stateFolder), undefined);
  });
});
