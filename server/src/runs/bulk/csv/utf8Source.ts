import { open } from 'node:fs/promises';
import type { CsvFormat } from './format.ts';

/** A file as UTF-8, without its byte order mark. */
export interface Utf8Source extends AsyncDisposable {
  /** Puts the next bytes into a buffer, between two places, and answers how many; 0 at the end of the file. */
  read(into: Buffer, start: number, end: number): Promise<number>;
  /** Bytes of the file that are read so far. */
  readonly bytesRead: number;
}

/** Throws what opening the file throws. */
export async function openUtf8(
  file: string,
  { encoding, markBytes }: Pick<CsvFormat, 'encoding' | 'markBytes'>,
): Promise<Utf8Source> {
  const handle = await open(file);
  let at = markBytes;
  const readFile = async (into: Buffer, start: number, end: number) => {
    const { bytesRead } = await handle.read(into, start, end - start, at);
    at += bytesRead;
    return bytesRead;
  };
  return {
    read: encoding === 'utf-8' ? readFile : decoded(readFile, encoding),
    get bytesRead() {
      return at;
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/** Bytes that come by themselves, as UTF-8. */
export function utf8From(body: AsyncIterable<Buffer>): Utf8Source {
  const pieces = body[Symbol.asyncIterator]();
  let waiting: Buffer = Buffer.alloc(0);
  let bytesRead = 0;
  return {
    async read(into, start, end) {
      while (waiting.length === 0) {
        const { value, done } = await pieces.next();
        if (done) return 0;
        waiting = value;
      }
      const length = waiting.copy(into, start, 0, end - start);
      waiting = waiting.subarray(length);
      bytesRead += length;
      return length;
    },
    get bytesRead() {
      return bytesRead;
    },
    async [Symbol.asyncDispose]() {
      await pieces.return?.();
    },
  };
}

const pieceBytes = 1 << 17;

/** The same bytes in another encoding. */
function decoded(read: Utf8Source['read'], encoding: string): Utf8Source['read'] {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const piece = Buffer.alloc(pieceBytes);
  let waiting = Buffer.alloc(0);
  let isOver = false;
  return async (into, start, end) => {
    while (waiting.length === 0 && !isOver) {
      const length = await read(piece, 0, pieceBytes);
      isOver = length === 0;
      waiting = Buffer.from(isOver ? decoder.decode() : decoder.decode(piece.subarray(0, length), { stream: true }));
    }
    const length = waiting.copy(into, start, 0, end - start);
    waiting = waiting.subarray(length);
    return length;
  };
}
