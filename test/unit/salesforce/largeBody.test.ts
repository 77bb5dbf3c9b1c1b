import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createTransport } from '../../../server/src/salesforce/transport/transport.ts';
import { privateAuthority } from '../../harness/certificates.ts';

const pieceBytes = 1 << 17;
const pieces = 160;

describe('a large body', () => {
  for (const scheme of ['http', 'https'] as const) {
    it(`may use the memory of a piece again that the connection has taken (${scheme})`, async () => {
      const listener: RequestListener = async (request, response) => {
        const hash = createHash('sha256');
        // Slower than it comes, so that the buffers between the two ends are full all the time.
        for await (const chunk of request) {
          hash.update(chunk as Buffer);
          for (let turn = 0; turn < 3; turn++) await nextTurn();
        }
        response.end(hash.digest('hex'));
      };
      const certificate = privateAuthority('localhost').server;
      const server = scheme === 'http' ? createServer(listener) : https.createServer(certificate, listener);
      await once(server.listen(0, 'localhost'), 'listening');
      const instanceUrl = `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
      const transport = createTransport({
        tokens: { get: async () => ({ accessToken: 'token', instanceUrl }) },
        clientName: 'Tester',
        network: { strictSSL: false },
      });
      const sent = createHash('sha256');
      const body = async function* () {
        const memory = Buffer.alloc(pieceBytes);
        for (let piece = 0; piece < pieces; piece++) {
          memory.fill(`${piece},`);
          sent.update(memory);
          yield memory;
        }
      };
      const headers = { 'content-length': String(pieces * pieceBytes) };
      const answer = await transport.request({ path: '/services/x', method: 'PUT', headers, body });
      assert.equal(answer.body.toString(), sent.digest('hex'));
      await transport.close();
      server.close();
    });
  }
});
