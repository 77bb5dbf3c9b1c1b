import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startRun } from '../../server/src/protocol/runs.ts';
import { describeObject } from '../../server/src/protocol/schema.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../harness/localOrg.ts';
import { TestServer } from './harness/server.ts';

/** Access tokens begin with the org's id. */
const TOKEN = /00D\w{12,15}![.\w]{10}/;

describe('what the server leaves behind', () => {
  let org: LocalOrg;
  let server: TestServer;
  const cacheDir = fs.mkdtempSync(path.join(temporaryFolder(), 'cache-'));
  before(async () => {
    org = await startLocalOrg();
    server = await TestServer.start({ org, cacheDir, initialization: { logHttp: true } });
  });
  after(async () => {
    await server.stop();
    await org.stop();
  });

  it('holds no token in the log at its finest level, on the disk, or in the arguments of a process', async () => {
    const uri = await server.open("SELECT Id FROM Account WHERE Name = 'Quite secret'");
    const start = () => server.request(startRun, { org: server.orgKey, uri, offset: 0 });
    await server.request(describeObject, { org: server.orgKey, object: 'Account' });
    assert.equal((await server.finished(start)).state, 'done');
    await org.fault({
      fault: 'error',
      path: '/services/data/*/query*',
      message: `Refused ${org.accessToken.slice(0, 3)}`,
    });
    assert.equal((await server.finished(start)).state, 'failed');
    const log = server.log.join('\n');
    assert.match(log, /GET \/services\/data\/v67\.0\/query: 200/);
    assert.match(log, /sent GET, query of \d+ bytes/);
    assert.doesNotMatch(log, TOKEN);
    assert.doesNotMatch(log, /Quite secret/);
    const written = fs.readdirSync(cacheDir, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    assert.ok(written.length > 1);
    for (const entry of written)
      assert.doesNotMatch(fs.readFileSync(path.join(entry.parentPath, entry.name), 'latin1'), TOKEN);
    if (os.platform() === 'linux') {
      const own = fs.readFileSync(`/proc/${org.process.pid}/cmdline`, 'latin1');
      assert.doesNotMatch(own, TOKEN);
    }
  });
});
