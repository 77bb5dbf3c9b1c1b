import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { PORT_FILE, readPortFile, requestToken, takeLease } from '../../../client/src/orgs/localOrgAdmin.ts';

/** What a crashed org leaves: a file with its address, where another program may listen by now. */
describe('the address of a local org that crashed', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crashed-'));
  const servers: Server[] = [];
  const { timeout } = AbortSignal;
  afterEach(async () => {
    AbortSignal.timeout = timeout;
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    }
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  async function org(answer: RequestListener, pid = process.pid) {
    const server = createServer(answer).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { origin, pid, adminToken: 'secret', username: 'u', password: 'p', organizationId: '00D000000000001AAA' };
  }

  it('is not taken from a file whose process is gone: its token must not go to who has the port now', async () => {
    const { pid } = spawnSync(process.execPath, ['--version'], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
    for (const [file, expected] of [
      [JSON.stringify(await org(() => undefined, pid)), undefined],
      ['{"origin":', undefined],
      [JSON.stringify(await org(() => undefined)), process.pid],
    ] as const) {
      fs.writeFileSync(path.join(folder, PORT_FILE), file);
      assert.equal((await readPortFile(folder))?.pid, expected);
    }
  });

  it('is given up where a program takes the request and stays silent', async () => {
    const silent = await org(() => undefined);
    assert.equal(await takeLease(silent, () => assert.fail('was held'), 50), undefined);
  });

  it('is given up where something else answers', async () => {
    const other = await org((_request, response) => response.writeHead(404).end());
    assert.equal(await takeLease(other, () => assert.fail('was held')), undefined);
  });

  it('is held until it ends', async () => {
    let end: () => void = () => assert.fail('no lease');
    const living = await org((_request, response) => {
      response.writeHead(200).flushHeaders();
      end = () => response.end();
    });
    let lost: () => void = () => undefined;
    const ended = new Promise<void>(resolve => {
      lost = resolve;
    });
    assert.ok(await takeLease(living, () => lost()));
    end();
    await ended;
  });

  it('gives no token within the limit of an answer', async () => {
    let limitMs: number | undefined;
    const limit = new AbortController();
    AbortSignal.timeout = ms => {
      limitMs = ms;
      return limit.signal;
    };
    const silent = await org(() => limit.abort(new DOMException('late', 'TimeoutError')));
    await assert.rejects(requestToken(silent), { code: 'LOCAL_ORG_FAILED' });
    assert.equal(limitMs, 30_000);
  });
});
