import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { readJson } from '../../../../server/src/localOrg/http/body.ts';
import { json, type Reply } from '../../../../server/src/localOrg/http/reply.ts';
import type { OrgRequest } from '../../../../server/src/localOrg/http/request.ts';
import type { LogEntry } from '../../../../server/src/localOrg/http/requestLog.ts';
import { createOrgServer } from '../../../../server/src/localOrg/http/server.ts';

/** Serves one handler on a free port while `use` runs. */
async function withServer(
  handle: (request: OrgRequest) => Reply | Promise<Reply>,
  use: (port: number, faults: readonly [string, unknown][], log: readonly LogEntry[]) => Promise<void>,
): Promise<void> {
  const faults: [string, unknown][] = [];
  const log: LogEntry[] = [];
  const server = createOrgServer({
    handle,
    onAnswered: entry => log.push(entry),
    onFault: (id, error) => faults.push([id, error]),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use((server.address() as AddressInfo).port, faults, log);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('faults of the local org itself', () => {
  it('reach the client as an id and nothing else', async () => {
    const handle = () => {
      throw new Error('secret detail');
    };
    await withServer(handle, async (port, faults) => {
      const response = await fetch(`http://127.0.0.1:${port}/`);
      const body = await response.text();
      assert.equal(response.status, 500);
      assert.match(
        body,
        /^\[\{"message":"An unexpected error occurred\..*[0-9a-f]{32}","errorCode":"UNKNOWN_EXCEPTION"\}\]$/,
      );
      assert.equal(faults.length, 1);
      assert.ok(body.includes(faults[0]?.[0] ?? '-'));
    });
  });

  it('break the answer when it has begun, so that no client takes it for complete', async () => {
    function* chunks(): Generator<string> {
      yield '{"records":[';
      throw new Error('in the middle');
    }
    const handle = (): Reply => ({ status: 200, body: { kind: 'jsonText', chunks: chunks() } });
    await withServer(handle, async (port, faults, log) => {
      await assert.rejects(async () => (await fetch(`http://127.0.0.1:${port}/`)).text());
      assert.equal(faults.length, 1);
      assert.equal(log[0]?.closedEarly, true);
    });
  });

  it('are not what a client does that leaves in the middle', async () => {
    const closed = Promise.withResolvers<void>();
    function* chunks(): Generator<string> {
      try {
        for (;;) yield 'x'.repeat(100_000);
      } finally {
        closed.resolve();
      }
    }
    const handle = (): Reply => ({ status: 200, body: { kind: 'jsonText', chunks: chunks() } });
    await withServer(handle, async (port, faults, log) => {
      const leaving = new AbortController();
      await fetch(`http://127.0.0.1:${port}/`, { signal: leaving.signal });
      leaving.abort();
      await closed.promise;
      while (log.length === 0) await new Promise(resolve => setImmediate(resolve));
      assert.deepEqual(faults, []);
      assert.equal(log[0]?.closedEarly, true);
    });
  });

  it('are not what a client does that leaves while it sends', async () => {
    const handle = async (request: OrgRequest) => json(200, await readJson(request));
    await withServer(handle, async (port, faults, log) => {
      const socket = connect(port, '127.0.0.1');
      socket.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{', () => socket.destroy());
      while (log.length === 0) await new Promise(resolve => setImmediate(resolve));
      assert.deepEqual(faults, []);
    });
  });

  it('are not what is no HTTP', async () => {
    await withServer(
      () => json(200, {}),
      async (port, faults) => {
        const socket = connect(port, '127.0.0.1');
        socket.write('nonsense\r\n\r\n');
        assert.match(await text(socket), /^HTTP\/1\.1 400 Bad Request\r\n/);
        assert.deepEqual(faults, []);
      },
    );
  });
});
