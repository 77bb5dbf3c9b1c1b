import type { ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

/** How an answer travels, when it does not simply arrive. */
export interface Delivery {
  /** The connection is reset after so many bytes of the body; 0: before anything of the answer. */
  readonly resetAfter?: number;
  /** The body ends here as if it were complete. */
  readonly truncateAfter?: number;
  /** The body is no JSON any more. */
  readonly malformed?: boolean;
  readonly bytesPerSecond?: number;
}

type Bytes = AsyncIterable<Uint8Array>;

/** What happens to a body before it is compressed: a client that decompresses it must find it broken still. */
export function contentStages({ truncateAfter, malformed }: Delivery): readonly Duplex[] {
  return [
    ...(truncateAfter === undefined ? [] : [Duplex.from((source: Bytes) => truncated(source, truncateAfter))]),
    ...(malformed ? [Duplex.from(malformedEnd)] : []),
  ];
}

/** What happens to its bytes on the wire. */
export function wireStages({ bytesPerSecond }: Delivery): readonly Duplex[] {
  return bytesPerSecond === undefined ? [] : [Duplex.from((source: Bytes) => slowed(source, bytesPerSecond))];
}

/** Where the bytes go: to the client, or only so many of them and then a reset, also when the body is shorter. */
export function wireEnd(response: ServerResponse, { resetAfter }: Delivery): NodeJS.WritableStream {
  return resetAfter === undefined
    ? response
    : Duplex.from((source: Bytes) => sendAndReset(source, response, resetAfter));
}

async function sendAndReset(source: Bytes, response: ServerResponse, bytes: number): Promise<void> {
  let left = bytes;
  for await (const chunk of source) {
    const part = chunk.subarray(0, left);
    left -= part.length;
    await written(response, part);
    if (left === 0) break;
  }
  response.socket?.resetAndDestroy();
}

async function* truncated(source: Bytes, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of source) {
    // The rest is read too: a source that is left standing would end the connection.
    if (left > 0) yield chunk.subarray(0, left);
    left -= Math.min(left, chunk.length);
  }
}

/** The last byte, which closes the JSON, becomes a comma. */
async function* malformedEnd(source: Bytes): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined;
  for await (const chunk of source) {
    if (chunk.length === 0) continue;
    if (held !== undefined) yield held;
    held = chunk;
  }
  if (held !== undefined) yield Buffer.concat([held.subarray(0, -1), Buffer.from(',')]);
}

const pieces = 20;

async function* slowed(source: Bytes, bytesPerSecond: number): AsyncGenerator<Uint8Array> {
  const size = Math.ceil(bytesPerSecond / pieces);
  for await (const chunk of source) {
    for (let from = 0; from < chunk.length; from += size) {
      yield chunk.subarray(from, from + size);
      await delay((size / bytesPerSecond) * 1000, undefined, { ref: false });
    }
  }
}

function written(response: ServerResponse, chunk: Uint8Array): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  response.write(chunk, error => (error ? reject(error) : resolve()));
  return promise;
}
