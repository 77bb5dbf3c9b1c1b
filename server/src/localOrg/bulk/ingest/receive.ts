import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflate } from 'node:zlib';
import { ApiError } from '../../errors.ts';
import type { OrgRequest } from '../../http/request.ts';
import type { Uploads } from './uploads.ts';

/** What Salesforce takes of one job, in bytes: 150 MB. */
const largestUpload = 150 * 1024 * 1024;
/** Pieces of about this size are stored, in bytes. */
const pieceSize = 256 * 1024;

/**
 * Stores the body of a request as the data of a job, as it arrives. What an upload that breaks off has left is removed.
 * Throws an ApiError 413 when it is too large, 400 when its compression is broken, 415 for another compression.
 */
export async function receiveUpload(uploads: Uploads, jobId: string, request: OrgRequest): Promise<void> {
  uploads.remove(jobId);
  try {
    const decoder = decoderOf(request.headers['content-encoding']);
    const source = Readable.from(request.bytes, { objectMode: false });
    const store = (chunks: AsyncIterable<Buffer>) => storeChunks(uploads, jobId, chunks);
    await (decoder === undefined ? pipeline(source, store) : pipeline(source, decoder, store));
    uploads.finish(jobId);
  } catch (error) {
    uploads.remove(jobId);
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw new ApiError(400, 'INVALIDBATCH', 'InvalidBatch : The body is not compressed as its header says');
    }
    throw error;
  }
}

async function storeChunks(uploads: Uploads, jobId: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  let waiting: Buffer[] = [];
  let waitingSize = 0;
  let size = 0;
  const store = (): void => {
    uploads.append(jobId, Buffer.concat(waiting));
    waiting = [];
    waitingSize = 0;
  };
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > largestUpload) {
      const message = `Maximum size of request reached. Maximum size of request is ${largestUpload} bytes.`;
      throw new ApiError(413, 'EXCEEDED_MAX_SIZE_REQUEST', message);
    }
    waiting.push(chunk);
    waitingSize += chunk.length;
    if (waitingSize >= pieceSize) store();
  }
  // An upload of nothing is an upload too.
  if (waitingSize > 0 || size === 0) store();
}

function decoderOf(encoding: string | undefined) {
  if (encoding === undefined || encoding === 'identity') return undefined;
  if (encoding === 'gzip') return createGunzip();
  if (encoding === 'deflate') return createInflate();
  throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', `Content-Encoding is not supported: ${encoding}`);
}
