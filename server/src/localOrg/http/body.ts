import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { ApiError } from '../errors.ts';
import type { OrgRequest } from './request.ts';

/** The largest request body that any resource takes, in bytes, before and after decompression. */
const maximumBody = 50 * 1024 * 1024;

/**
 * Reads a JSON body. Throws an ApiError: 413 when it is too large, 415 for another content type, 400
 * JSON_PARSER_ERROR when it is not JSON.
 */
export async function readJson(request: OrgRequest, limit = maximumBody): Promise<unknown> {
  const contentType = mediaType(request);
  if (contentType !== '' && contentType !== 'application/json') {
    throw new ApiError(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Type header specified in HTTP request is not supported: ${contentType}. Expected: application/json`,
    );
  }
  const content = (await readBody(request, limit)).toString('utf8');
  if (content === '') {
    const message = 'The HTTP entity body is required, but this request has no entity body.';
    throw new ApiError(400, 'JSON_PARSER_ERROR', message);
  }
  try {
    return JSON.parse(content) as unknown;
  } catch {
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'The body is not valid JSON');
  }
}

/** Reads an `application/x-www-form-urlencoded` body; another content type gives no parameters. */
export async function readForm(request: OrgRequest, limit = 64 * 1024): Promise<URLSearchParams> {
  const body = await readBody(request, limit);
  const isForm = mediaType(request) === 'application/x-www-form-urlencoded';
  return new URLSearchParams(isForm ? body.toString('utf8') : '');
}

/** Reads a body and undoes its content encoding. Throws an ApiError: 413, 415, 400 when the encoding is broken. */
export async function readBody(request: OrgRequest, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.bytes) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return decompress(Buffer.concat(chunks), request.headers['content-encoding'], limit);
}

function decompress(body: Buffer, encoding: string | undefined, limit: number): Buffer {
  const options = { maxOutputLength: limit };
  try {
    if (encoding === undefined || encoding === 'identity') return body;
    if (encoding === 'gzip') return gunzipSync(body, options);
    if (encoding === 'deflate') return inflateSync(body, options);
    if (encoding === 'br') return brotliDecompressSync(body, options);
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    throw new ApiError(400, 'JSON_PARSER_ERROR', `The body is not valid ${encoding}`);
  }
  throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', `Content-Encoding is not supported: ${encoding}`);
}

function tooLarge(limit: number): ApiError {
  const message = `Maximum size of request reached. Maximum size of request is ${limit} bytes.`;
  return new ApiError(413, 'EXCEEDED_MAX_SIZE_REQUEST', message);
}

function mediaType(request: OrgRequest): string {
  return (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
}
