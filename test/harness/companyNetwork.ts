// A company's network: an org on this machine is reached under another name, by an authenticating proxy only, and shows
// a certificate of the company's own authority.
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { privateAuthority } from './certificates.ts';

export interface CompanyNetwork {
  /** PEM of who vouches for the host. */
  readonly authority: string;
  /** The hosts that the proxy was asked for: `HOST:443`. */
  readonly asked: (string | undefined)[];
  /** With the right user and password unless others are given: `user:password`, percent-encoded. */
  proxyUrl(user?: string): string;
  close(): Promise<void>;
}

const USER = 'ann';
const PASSWORD = 'p@ss word';

/** @param origin of the org, which is known as `https://HOST` there, in its answers too */
export async function companyNetwork(origin: string, host: string): Promise<CompanyNetwork> {
  const { authority, server: certificate } = privateAuthority(host);
  const asked: (string | undefined)[] = [];
  const sockets = new Set<net.Socket>();
  const front = https.createServer(certificate, (request, response) => forward(request, response, origin, host));
  const proxy = http.createServer().on('connect', (request, socket: net.Socket) => {
    asked.push(request.url);
    const expected = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== expected) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="acme"\r\n\r\n');
      return;
    }
    const tunnel = net.connect(portOf(front), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    for (const end of [socket, tunnel]) sockets.add(end.on('error', () => end.destroy()));
  });
  const servers = [front, proxy];
  await Promise.all(servers.map(one => new Promise<void>(done => one.listen(0, '127.0.0.1', done))));
  return {
    authority,
    asked,
    proxyUrl: (user = `${USER}:${encodeURIComponent(PASSWORD)}`) => `http://${user}@127.0.0.1:${portOf(proxy)}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      front.closeAllConnections();
      await Promise.all(servers.map(one => new Promise(done => one.close(done))));
    },
  };
}

const portOf = (server: net.Server) => (server.address() as AddressInfo).port;

function forward(request: http.IncomingMessage, response: http.ServerResponse, origin: string, host: string): void {
  const headers = { ...request.headers, host: new URL(origin).host, 'accept-encoding': 'identity' };
  const inner = http.request(origin + request.url, { method: request.method ?? 'GET', headers });
  request.pipe(inner);
  inner.on('error', () => response.destroy());
  inner.on('response', async answer => {
    const body = (await answer.toArray()).join('').replaceAll(origin, `https://${host}`);
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...others } = answer.headers;
    response.writeHead(answer.statusCode ?? 500, others).end(body);
  });
}
