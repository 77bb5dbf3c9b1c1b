import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';
import { describeMany } from '../../../server/src/salesforce/rest/describeMany.ts';
import { queryPage, queryPath } from '../../../server/src/salesforce/rest/query.ts';
import { newestVersion } from '../../../server/src/salesforce/rest/versions.ts';
import type { NetworkOptions } from '../../../server/src/salesforce/transport/dispatcher.ts';
import { createTransport, type Transport } from '../../../server/src/salesforce/transport/transport.ts';
import { privateAuthority } from '../../harness/certificates.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

const HOST = 'acme.my.salesforce.example';
const PASSWORD = 'p@ss word';

/** A company's network: the org is reached by an authenticating proxy only, which shows a certificate of the company. */
describe('behind an authenticating proxy, with a private certificate authority', () => {
  const { authority, server: certificate } = privateAuthority(HOST);
  const trustedBefore = tls.getCACertificates('default');
  const asked: (string | undefined)[] = [];
  let org: LocalOrg;
  let front: https.Server;
  let proxy: http.Server;
  const sockets = new Set<net.Socket>();

  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
    front = https.createServer(certificate, (request, response) => {
      const headers = { ...request.headers, host: new URL(org.origin).host };
      const inner = http.request(org.origin + request.url, { method: request.method ?? 'GET', headers }, answer => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      request.pipe(inner);
    });
    await new Promise<void>(done => front.listen(0, '127.0.0.1', done));
    proxy = http.createServer();
    proxy.on('connect', (request, socket: net.Socket) => {
      asked.push(request.url);
      const expected = `Basic ${Buffer.from(`ann:${PASSWORD}`).toString('base64')}`;
      if (request.headers['proxy-authorization'] !== expected) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="acme"\r\n\r\n');
        return;
      }
      const tunnel = net.connect((front.address() as AddressInfo).port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        tunnel.pipe(socket).pipe(tunnel);
      });
      for (const end of [socket, tunnel]) sockets.add(end.on('error', () => end.destroy()));
    });
    await new Promise<void>(done => proxy.listen(0, '127.0.0.1', done));
  });
  afterEach(() => tls.setDefaultCACertificates(trustedBefore));
  after(async () => {
    for (const socket of sockets) socket.destroy();
    front.closeAllConnections();
    await Promise.all([front, proxy].map(one => new Promise(done => one.close(done))));
    await org.stop();
  });

  const proxyUrl = (user: string) => `http://${user}@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const trust = () => tls.setDefaultCACertificates([...trustedBefore, authority]);
  const ann = `ann:${encodeURIComponent(PASSWORD)}`;

  async function throughTransport<Result>(
    network: NetworkOptions,
    work: (transport: Transport) => Promise<Result>,
  ): Promise<Result> {
    const transport = createTransport({
      tokens: { get: async () => ({ accessToken: org.accessToken, instanceUrl: `https://${HOST}` }) },
      clientName: 'ProxyTest',
      network,
      sleep: async () => undefined,
    });
    try {
      return await work(transport);
    } finally {
      await transport.close();
    }
  }
  const codeOf = (network: NetworkOptions) =>
    throughTransport(network, newestVersion).then(
      () => 'ok',
      (error: unknown) => (error instanceof SalesforceError ? error.code : String(error)),
    );

  it('everything works once the authority is trusted', async () => {
    trust();
    await throughTransport({ proxyUrl: proxyUrl(ann) }, async transport => {
      const version = await newestVersion(transport);
      const described = await describeMany(transport, version, [{ name: 'Account' }, { name: 'Contact' }]);
      assert.ok(described.every(one => typeof one === 'object' && 'value' in one));
      const names = Array.from({ length: 1500 }, (_, index) => `'No company ${index}'`);
      const long = `SELECT Id FROM Account WHERE Name NOT IN (${names})`;
      for (const soql of ['SELECT Id FROM Account', long]) {
        const page = await queryPage(transport, queryPath(version, soql), new AbortController().signal);
        assert.ok((JSON.parse(page.toString()) as { totalSize: number }).totalSize > 0);
      }
    });
    assert.deepEqual(new Set(asked), new Set([`${HOST}:443`]));
  });

  it('the message says that the certificate is not trusted, or that the proxy wants another password', async () => {
    assert.equal(await codeOf({ proxyUrl: proxyUrl(ann) }), 'UNTRUSTED_CERTIFICATE');
    assert.equal(await codeOf({ proxyUrl: proxyUrl(ann), strictSSL: false }), 'ok');
    trust();
    assert.equal(await codeOf({ proxyUrl: proxyUrl('ann:wrong') }), 'PROXY_REFUSED');
    assert.equal(await codeOf({ proxyUrl: proxyUrl(ann) }), 'ok');
  });
});
