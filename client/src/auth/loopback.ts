// The listener that a browser sign-in comes back to.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { firstRedirect, type Redirect, type RedirectTarget } from './redirect.ts';

const PATH = '/OauthRedirect';

export interface LoopbackListener extends Omit<RedirectTarget, 'uri'> {
  readonly port: number;
}

/**
 * Listens on 127.0.0.1, where nothing outside this machine reaches it; the browser waits for `finish`. Port 0: any free
 * one. Fails with Node's own code (EADDRINUSE: another program has the port).
 */
export async function listenOnLoopback(port: number): Promise<LoopbackListener> {
  type Handler = (request: IncomingMessage, response: ServerResponse) => void;
  const idle: Handler = (_request, response) => refuse(response, 404);
  let handle = idle;
  // Browsers connect ahead and may never send anything: such a connection would keep the listener from closing.
  const silent = new Set<Socket>();
  const server = createServer((request, response) => {
    silent.delete(request.socket);
    handle(request, response);
  }).on('connection', socket => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  const listen = (offer: (redirect: Redirect) => boolean) => {
    handle = (request, response) => {
      const params = redirectParams(request, bound);
      const finish = (title: string, text: string) => showOutcome(response, title, text);
      if (!params || !offer({ params, finish })) refuse(response, 400);
    };
    return () => {
      handle = idle;
    };
  };
  return {
    port: bound,
    redirect: (state, timeoutMs, signal) => firstRedirect(listen, state, timeoutMs, signal),
    [Symbol.asyncDispose]: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        // Those that have sent something end by themselves, once their answer is out.
        for (const socket of silent) socket.destroy();
      }),
  };
}

/** undefined for what is no redirect: another path, method or host name (a rebound one must not get in). */
function redirectParams(request: IncomingMessage, port: number): URLSearchParams | undefined {
  const hosts = [`localhost:${port}`, `127.0.0.1:${port}`];
  if (request.method !== 'GET' || !hosts.includes(request.headers.host ?? '')) return undefined;
  const url = new URL(request.url ?? '/', 'http://localhost');
  return url.pathname === PATH ? url.searchParams : undefined;
}

/** The redirect address to register and to send. */
export const redirectUri = (port: number): string => `http://localhost:${port}${PATH}`;

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close', 'content-type': 'text/plain' }).end();
}

function showOutcome(response: ServerResponse, title: string, text: string): void {
  const safe = (words: string) => words.replace(/[&<>"]/g, mark => `&#${mark.charCodeAt(0)};`);
  response.writeHead(200, {
    connection: 'close',
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
  response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(title)}</title>
<style>
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto 0; padding: 0 1.5rem }
  h1 { font-size: 1.4rem; font-weight: 600 }
</style>
<h1>${safe(title)}</h1><p>${safe(text)}</p></html>`);
}
