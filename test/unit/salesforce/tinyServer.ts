import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

export interface TinyServer {
  readonly origin: string;
  readonly requests: SeenRequest[];
  close(): Promise<void>;
}

/** Answers the n-th request with the n-th step; the last step answers all that follow. */
export type Step = (response: ServerResponse, request: IncomingMessage) => void;

/** A server on this machine that misbehaves as told. */
export async function tinyServer(...steps: Step[]): Promise<TinyServer> {
  const requests: SeenRequest[] = [];
  const server: Server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    const step = steps[Math.min(requests.length, steps.length) - 1];
    step?.(response, request);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Step =>
  response =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

export const salesforceError = (status: number, errorCode: string, message: string): Step =>
  json(status, [{ errorCode, message }]);
