import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';
import type { NetworkOptions } from '../../../server/src/salesforce/transport/dispatcher.ts';
import { createTransport } from '../../../server/src/salesforce/transport/transport.ts';
import { json, tinyServer } from './tinyServer.ts';

/** A proxy that refuses every tunnel, and what it was asked. */
async function refusingProxy() {
  const asked: { target: string; authorization: string | undefined }[] = [];
  const server = createServer();
  server.on('connect', (request, socket) => {
    asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://ann:pass@127.0.0.1:${port}`, asked, close: () => new Promise(done => server.close(done)) };
}

async function send(instanceUrl: string, network: NetworkOptions): Promise<unknown> {
  const tokens = { get: async () => ({ accessToken: 'token', instanceUrl }) };
  const transport = createTransport({ tokens, clientName: 'Tester', network, sleep: async () => undefined });
  const answer = await transport.request({ path: '/' }).catch((error: unknown) => error);
  await transport.close();
  return answer;
}

describe('the proxy of the settings', () => {
  it("gets the org's name and its own password, and nothing of the org's", async () => {
    const proxy = await refusingProxy();
    const error = await send('https://acme.my.salesforce.example', { proxyUrl: proxy.url });
    assert(error instanceof SalesforceError);
    assert.equal(error.code, 'PROXY_REFUSED');
    assert.match(error.message, /403/);
    assert.deepEqual(proxy.asked[0], {
      target: 'acme.my.salesforce.example:443',
      authorization: `Basic ${Buffer.from('ann:pass').toString('base64')}`,
    });
    await proxy.close();
  });

  it('is not asked for hosts that are excepted, nor for this machine', async () => {
    const proxy = await refusingProxy();
    const org = await tinyServer(json(200, {}));
    await send(org.origin, { proxyUrl: proxy.url });
    await send('https://acme.invalid', { proxyUrl: proxy.url, noProxy: ['*.invalid', 'acme.invalid'] });
    assert.equal(org.requests.length, 1);
    assert.deepEqual(proxy.asked, []);
    await org.close();
    await proxy.close();
  });

  it('is not asked at all where every host is excepted, not even that of the environment', async () => {
    const proxy = await refusingProxy();
    process.env.HTTPS_PROXY = proxy.url;
    try {
      await send('https://acme.invalid', {});
      assert.notDeepEqual(proxy.asked, []);
      proxy.asked.length = 0;
      await send('https://acme.invalid', { noProxy: ['*'] });
      assert.deepEqual(proxy.asked, []);
    } finally {
      delete process.env.HTTPS_PROXY;
      await proxy.close();
    }
  });
});
