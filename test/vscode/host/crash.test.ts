import assert from 'node:assert/strict';
import fs from 'node:fs';
import { listLimits } from '../../../server/src/protocol/limits.ts';
import { listObjects } from '../../../server/src/protocol/schema.ts';
import { startClient } from './client.ts';

/** The processes of language servers below this one, found as any other program would find them. */
function serverPids(): number[] {
  const read = (file: string) => {
    try {
      return fs.readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  return fs
    .readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0)
    .filter(
      pid =>
        read(`/proc/${pid}/cmdline`).includes('server.cjs') &&
        read(`/proc/${pid}/status`).includes(`PPid:\t${process.pid}`),
    );
}

describe('a language server that is restarted', () => {
  it('has the settings of now, and knows the orgs', async () => {
    const client = startClient();
    try {
      await client.signIn({ flow: 'localOrg' });
      await client.registry.reload();
      const org = client.registry.active?.key ?? assert.fail('No org is active.');
      const traced = () => client.logged.filter(line => line.includes('GET /services/data')).length;
      client.server.traceRequests = false;
      await client.service.request(listLimits, { org });
      assert.equal(traced(), 0);
      client.server.traceRequests = true;
      await client.service.restart();
      await client.service.request(listLimits, { org });
      assert.ok(traced() > 0);
    } finally {
      await client.stop();
    }
  });
});

describe('a language server that is killed', () => {
  it('comes back, and knows the orgs again', async function () {
    if (process.platform !== 'linux') this.skip();
    const others = serverPids();
    const client = startClient();
    try {
      await client.signIn({ flow: 'localOrg' });
      await client.registry.reload();
      const org = client.registry.active?.key ?? assert.fail('No org is active.');
      await client.service.request(listObjects, { org });
      const pid = serverPids().find(one => !others.includes(one)) ?? assert.fail('There is no server.');
      const stopped = new Promise<void>(resolve => client.service.onDidStop(resolve));
      process.kill(pid, 'SIGKILL');
      await stopped;
      const { objects } = await client.service.request(listObjects, { org });
      assert(objects.length > 0);
      assert(!serverPids().includes(pid));
    } finally {
      await client.stop();
    }
  });
});
