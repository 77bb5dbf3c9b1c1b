import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';
import { jsonOf } from '../../../server/src/salesforce/transport/answer.ts';
import { defaultTimeouts } from '../../../server/src/salesforce/transport/dispatcher.ts';
import { parseLimitInfo } from '../../../server/src/salesforce/transport/limitInfo.ts';
import {
  createTransport,
  type Transport,
  type TransportOptions,
} from '../../../server/src/salesforce/transport/transport.ts';
import { json, type Step, salesforceError, type TinyServer, tinyServer } from './tinyServer.ts';

const expired = salesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');

interface Scene {
  readonly server: TinyServer;
  readonly transport: Transport;
  readonly asked: (string | undefined)[];
  readonly slept: number[];
}

/** A transport whose org is the tiny server; each token asked for is a new one. */
async function scene(steps: Step[], test: (scene: Scene) => Promise<void>, options: Partial<TransportOptions> = {}) {
  const server = await tinyServer(...steps);
  const asked: (string | undefined)[] = [];
  const slept: number[] = [];
  const transport = createTransport({
    tokens: {
      get: async rejected => {
        asked.push(rejected);
        return { accessToken: rejected ? `${rejected}+` : 'token', instanceUrl: server.origin };
      },
    },
    clientName: 'Tester',
    sleep: async ms => void slept.push(ms),
    ...options,
  });
  try {
    await test({ server, transport, asked, slept });
  } finally {
    await transport.close();
    await server.close();
  }
}

const failsWith = (code: string) => (error: unknown) => {
  assert(error instanceof SalesforceError, String(error));
  assert.equal(error.code, code, error.message);
  return true;
};

describe('transport', () => {
  it('sends the token, the client name and nothing else of ours', () =>
    scene([json(200, { ok: true })], async ({ server, transport }) => {
      assert.deepEqual(jsonOf(await transport.request({ path: '/services/data' })), { ok: true });
      const [seen] = server.requests;
      assert.equal(seen?.headers.authorization, 'Bearer token');
      assert.equal(seen?.headers['sforce-call-options'], 'client=Tester');
    }));

  it('unpacks gzip', () =>
    scene(
      [response => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"packed":true}'))],
      async ({ transport }) => assert.deepEqual(jsonOf(await transport.request({ path: '/' })), { packed: true }),
    ));

  it('replays once with a fresh token after 401', () =>
    scene([expired, json(200, {})], async ({ server, transport, asked }) => {
      await transport.request({ path: '/' });
      assert.deepEqual(asked, [undefined, 'token']);
      assert.deepEqual(
        server.requests.map(r => r.headers.authorization),
        ['Bearer token', 'Bearer token+'],
      );
    }));

  it('asks for another one where the fresh token has ended as well, and gives up at the third 401', () =>
    scene([expired], async ({ server, transport, asked }) => {
      await assert.rejects(transport.request({ path: '/' }), failsWith('INVALID_SESSION_ID'));
      assert.deepEqual(asked, [undefined, 'token', 'token+']);
      assert.equal(server.requests.length, 3);
    }));

  it('gives the new token to requests that wait for their turn meanwhile', async () => {
    let current = 'old';
    const tokens = {
      get: async (rejected?: string) => {
        if (rejected) current = 'new';
        return { accessToken: current, instanceUrl: server.origin };
      },
    };
    const server = await tinyServer((response, { headers }) =>
      headers.authorization === 'Bearer new' ? response.end('{}') : expired(response, response.req),
    );
    const transport = createTransport({ tokens, clientName: 'Tester' });
    try {
      await Promise.all(Array.from({ length: 200 }, () => transport.request({ path: '/' })));
      // Ten are under way at once.
      assert.equal(server.requests.length, 210);
    } finally {
      await transport.close();
      await server.close();
    }
  });

  it('sends a read again after 503 and after a broken connection, but not for ever', () =>
    scene(
      [response => response.destroy(), salesforceError(503, 'SERVER_UNAVAILABLE', 'Too busy')],
      async ({ server, transport, slept }) => {
        await assert.rejects(transport.request({ path: '/' }), failsWith('SERVER_UNAVAILABLE'));
        assert.equal(server.requests.length, 3);
        assert.equal(slept.length, 2);
      },
    ));

  it('reads again what broke in the middle', () =>
    scene(
      [
        response => {
          response.writeHead(200, { 'content-length': '1000' });
          response.write('{"half":', () => response.destroy());
        },
        json(200, { whole: true }),
      ],
      async ({ transport }) => assert.deepEqual(jsonOf(await transport.request({ path: '/' })), { whole: true }),
    ));

  it('never sends a create twice', () =>
    scene([response => response.destroy()], async ({ server, transport }) => {
      await assert.rejects(transport.request({ path: '/', method: 'POST', body: '{}' }), failsWith('ORG_UNREACHABLE'));
      assert.equal(server.requests.length, 1);
    }));

  it('does not send a query with an error again, and keeps what Salesforce says', () =>
    scene(
      [json(400, [{ errorCode: 'INVALID_FIELD', message: 'No such column', fields: ['X'] }], { 'x-request-id': 'r1' })],
      async ({ server, transport }) => {
        const error = await transport.request({ path: '/' }).catch((e: unknown) => e);
        assert(error instanceof SalesforceError);
        assert.deepEqual(error.toData(), {
          code: 'INVALID_FIELD',
          status: 400,
          message: 'No such column',
          fields: ['X'],
          retryable: false,
          requestId: 'r1',
          retryAfterMs: undefined,
        });
        assert.equal(server.requests.length, 1);
      },
    ));

  it('waits for the limit on calls at once, not for the daily one', () =>
    scene(
      [
        salesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'),
        salesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
      ],
      async ({ server, transport }) => {
        await assert.rejects(transport.request({ path: '/' }), failsWith('REQUEST_LIMIT_EXCEEDED'));
        assert.equal(server.requests.length, 2);
      },
    ));

  it('leaves Salesforce alone for as long as it asks, but does not wait for minutes', () =>
    scene(
      [json(503, [], { 'retry-after': '2' }), json(503, [], { 'retry-after': '120' })],
      async ({ server, transport, slept }) => {
        const error = await transport.request({ path: '/' }).catch((e: unknown) => e);
        assert.equal((error as SalesforceError).retryAfterMs, 120_000);
        assert.equal(server.requests.length, 2);
        assert.ok(slept.length === 1 && slept[0]! >= 2_000 && slept[0]! <= 2_200, String(slept));
      },
    ));

  it('sends what is told to be idempotent again', () =>
    scene(
      [salesforceError(400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access'), json(200, {})],
      async scene => {
        await scene.transport.request({ path: '/', method: 'PATCH', body: '{}', idempotent: true });
        assert.equal(scene.server.requests.length, 2);
      },
    ));

  it('sends a URL that is too long as a composite, and takes its answer apart', () => {
    const rows = { totalSize: 0, done: true, records: [] };
    const composite = (httpStatusCode: number, body: unknown) =>
      json(200, {
        compositeResponse: [{ body, httpHeaders: { 'Last-Modified': 'x' }, httpStatusCode, referenceId: 'read' }],
      });
    const refused = composite(400, [{ errorCode: 'MALFORMED_QUERY', message: 'unexpected token' }]);
    const read = (size: number) => ({ path: `/services/data/v67.0/query?q=${'a'.repeat(size)}` });
    return scene(
      [composite(200, rows), refused, json(431, []), composite(200, rows)],
      async ({ server, transport }) => {
        const answer = await transport.request(read(17_000));
        assert.deepEqual(jsonOf(answer), rows);
        assert.equal(answer.header('last-modified'), 'x');
        await assert.rejects(transport.request(read(17_000)), failsWith('MALFORMED_QUERY'));
        assert.deepEqual(jsonOf(await transport.request(read(15_000))), rows);
        const sent = server.requests.map(({ method, url }) => `${method} ${url.split('?')[0]?.split('/').at(-1)}`);
        assert.deepEqual(sent, ['POST composite', 'POST composite', 'GET query', 'POST composite']);
      },
    );
  });

  it('explains an edge server that answers with a page', () =>
    scene([response => response.writeHead(420).end('<html>')], ({ transport }) =>
      assert.rejects(transport.request({ path: '/' }), failsWith('HTTP_420')),
    ));

  it('says BAD_ANSWER where the answer is not JSON', () =>
    scene([response => response.end('<html>')], async ({ transport }) => {
      const answer = await transport.request({ path: '/' });
      assert.throws(() => jsonOf(answer), failsWith('BAD_ANSWER'));
    }));

  it('says REQUEST_TIMEOUT where the org is silent', () =>
    scene(
      [() => undefined],
      ({ transport }) => assert.rejects(transport.request({ path: '/' }), failsWith('REQUEST_TIMEOUT')),
      { timeouts: { ...defaultTimeouts, headersMs: 50 } },
    ));

  it('says ORG_UNREACHABLE where nobody listens, at once', async () => {
    const gone = await tinyServer();
    await gone.close();
    const transport = createTransport({
      tokens: { get: async () => ({ accessToken: 't', instanceUrl: gone.origin }) },
      clientName: 'Tester',
      sleep: () => assert.fail('waits'),
    });
    await assert.rejects(transport.request({ path: '/' }), failsWith('ORG_UNREACHABLE'));
    await transport.close();
  });

  it('closes the socket when cancelled', () => {
    const cancel = new AbortController();
    const closed = Promise.withResolvers<void>();
    const hang: Step = (response, request) => {
      request.socket.on('close', () => closed.resolve());
      response.writeHead(200);
      response.write('{', () => cancel.abort());
    };
    return scene([hang], async ({ server, transport }) => {
      const answer = transport.request({ path: '/', signal: cancel.signal });
      await assert.rejects(answer, failsWith('CANCELLED'));
      await closed.promise;
      assert.equal(server.requests.length, 1);
    });
  });

  it('refuses to be led to another host, and http beyond this machine', () =>
    scene([json(200, {})], async ({ server, transport }) => {
      for (const path of ['https://elsewhere.example/x', '//elsewhere.example/x']) {
        await assert.rejects(transport.request({ path }), failsWith('UNTRUSTED_ORIGIN'));
      }
      const tokens = { get: async () => ({ accessToken: 't', instanceUrl: 'http://org.example' }) };
      const plain = createTransport({ tokens, clientName: 'Tester' });
      await assert.rejects(plain.request({ path: '/' }), failsWith('UNTRUSTED_ORIGIN'));
      assert.equal(server.requests.length, 0);
    }));

  it('hands out the calls used, and traces without tokens or queries', () => {
    const lines: string[] = [];
    const usages: unknown[] = [];
    return scene(
      [json(200, {}, { 'sforce-limit-info': 'api-usage=118/15000' })],
      async ({ transport }) => {
        await transport.request({ path: '/services/data/v67.0/query?q=SELECT+Secret' });
        assert.deepEqual(usages, [{ used: 118, max: 15000 }]);
        assert.match(lines.join('\n'), /^GET \/services\/data\/v67\.0\/query: 200, \d+ ms, 2 bytes, 14882 calls left/);
        assert.doesNotMatch(lines.join('\n'), /Secret|token/);
      },
      { onTrace: line => lines.push(line), onUsage: usage => usages.push(usage) },
    );
  });

  it('logs for a support case what a network did, and nothing of the data', () => {
    const logged: string[] = [];
    const answer = json(400, [{ errorCode: 'INVALID_FIELD', message: 'Secret text' }], {
      'set-cookie': 'sid=Secret',
      via: '1.1 proxy.acme.example',
    });
    return scene(
      [answer],
      async ({ transport }) => {
        const path = '/services/data/v67.0/sobjects/Contact/Email/secret@acme.example?fields=Secret';
        await assert.rejects(transport.request({ path, method: 'PATCH', body: '{"Secret":1}' }));
        const record = '/services/data/v67.0/sobjects/Account/001000000000001AAA';
        await assert.rejects(transport.request({ path: record, method: 'DELETE' }));
        const text = logged.join('\n');
        assert.doesNotMatch(text, /secret|token|001000000000001AAA/i);
        assert.match(text, /PATCH \/services\/data\/v67\.0\/sobjects\/Contact\/Email\/…: 400/);
        assert.match(text, /sent PATCH, query of 13 bytes, body of 12 bytes\n {2}content-type: application\/json/);
        assert.match(text, /via: 1\.1 proxy\.acme\.example\n {2}error: INVALID_FIELD/);
        assert.match(text, /DELETE \/services\/data\/v67\.0\/sobjects\/Account\/…: 400/);
      },
      { onHttpLog: lines => logged.push(lines) },
    );
  });
});

describe('Sforce-Limit-Info', () => {
  it('is read with and without the share of the app', () => {
    assert.deepEqual(parseLimitInfo('api-usage=25/5000; per-app-api-usage=17/250(appName=x)'), { used: 25, max: 5000 });
    assert.deepEqual(parseLimitInfo('per-app-api-usage=17/250(appName=x); api-usage=25/5000'), { used: 25, max: 5000 });
    assert.equal(parseLimitInfo('per-app-api-usage=17/250(appName=x)'), undefined);
    assert.equal(parseLimitInfo(undefined), undefined);
  });
});
