import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { contentStages, type Delivery, wireEnd, wireStages } from './delivery.ts';
import { prettyJson } from './prettyJson.ts';
import { type Chunks, type OpenConnection, type Reply, type ReplyBody, textOf } from './reply.ts';

/** Bodies shorter than this are not worth compressing, in bytes. */
const smallestCompressed = 860;

const jsonType = 'application/json;charset=UTF-8';

/** Writes an answer. Resolves when all of it is on its way, rejects when the client went away or a chunk failed. */
export async function send(incoming: IncomingMessage, response: ServerResponse, id: string, reply: Reply) {
  response.statusCode = reply.status;
  for (const [name, value] of Object.entries(commonHeaders(id))) response.setHeader(name, value);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  const { body, delivery = {} } = reply;
  if (delivery.resetAfter === 0 || (delivery.resetAfter !== undefined && body === undefined)) {
    incoming.socket.resetAndDestroy();
    return;
  }
  if (!body) {
    response.end();
    return;
  }
  if (body.kind === 'open') {
    startOpen(response, body.start);
    return;
  }
  response.setHeader('content-type', 'contentType' in body ? body.contentType : jsonType);
  if (incoming.method === 'HEAD') {
    response.end();
    return;
  }
  await sendChunks(incoming, response, chunksOf(body, isPretty(incoming)), delivery);
}

/** The headers of a real org that mean something without its edge servers and cookies. */
function commonHeaders(id: string): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-cache,must-revalidate,max-age=0,no-store,private',
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'none',
    'x-request-id': id,
    'x-sfdc-request-id': id,
  };
}

function chunksOf(body: Exclude<ReplyBody, { kind: 'open' }>, pretty: boolean): Chunks {
  if (body.kind === 'text') return [body.text];
  if (body.kind === 'stream') return body.chunks;
  const chunks = body.kind === 'json' ? [JSON.stringify(body.value)] : body.chunks;
  return pretty ? [prettyJson(textOf(chunks))] : chunks;
}

async function sendChunks(incoming: IncomingMessage, response: ServerResponse, chunks: Chunks, delivery: Delivery) {
  const compress = acceptsGzip(incoming) && !(Array.isArray(chunks) && byteLength(chunks) < smallestCompressed);
  if (compress) {
    response.setHeader('content-encoding', 'gzip');
    const etag = response.getHeader('etag');
    if (typeof etag === 'string') response.setHeader('etag', etag.replace(/"$/, '--gzip"'));
  }
  const stages = [...contentStages(delivery), ...(compress ? [createGzip({ level: 4 })] : []), ...wireStages(delivery)];
  const end = wireEnd(response, delivery);
  if (Array.isArray(chunks) && stages.length === 0 && end === response) {
    // What is there as a whole needs no streams: to set them up takes longer than a small answer.
    for (const chunk of chunks) response.write(chunk);
    response.end();
    return;
  }
  await pipeline([Readable.from(chunks, { objectMode: false }), ...stages, end]);
}

function byteLength(chunks: readonly (string | Uint8Array)[]): number {
  return chunks.reduce((sum, chunk) => sum + Buffer.byteLength(chunk), 0);
}

function acceptsGzip(incoming: IncomingMessage): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(incoming.headers['accept-encoding'] ?? ''));
}

function isPretty(incoming: IncomingMessage): boolean {
  return incoming.headers['x-prettyprint'] === '1';
}

function startOpen(response: ServerResponse, start: (connection: OpenConnection) => void): void {
  response.setHeader('content-type', 'text/plain;charset=UTF-8');
  response.flushHeaders();
  start({
    write: text => void response.write(text),
    end: () => void response.end(),
    onClose: listener => void response.once('close', listener),
  });
}
