import { pipeline } from 'node:stream';
import { promisify } from 'node:util';
import type { Dispatcher } from 'undici';
import { SalesforceError } from '../errors.ts';

/** An answer of Salesforce, whole and unpacked. */
export interface Answer {
  readonly status: number;
  /** The value of a header, by its name in lower case. */
  header(name: string): string | undefined;
  readonly body: Buffer;
  readonly requestId: string | undefined;
}

/** An answer below status 400 whose body is read as it comes. */
export type StreamedAnswer = Omit<Answer, 'body'> & { readonly body: AsyncIterable<Buffer> };

/** Loaded with the first answer, not with the server: the first completion comes from the disk. */
const zlib = () => process.getBuiltinModule('node:zlib');

/** Reads the answer to its end. Throws what the connection throws, or BAD_ANSWER where the body cannot be unpacked. */
export async function readAnswer(response: Dispatcher.ResponseData): Promise<Answer> {
  const head = headOf(response);
  const chunks: Buffer[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return { ...head, body: await unpack(Buffer.concat(chunks), head.header('content-encoding')) };
}

/** The answer with its body still on the way. Reading it throws what the connection throws. */
export function streamedAnswer(response: Dispatcher.ResponseData): StreamedAnswer {
  const head = headOf(response);
  const encoding = head.header('content-encoding');
  if (encoding !== 'gzip' && encoding !== 'deflate') return { ...head, body: response.body };
  const unpacker = encoding === 'gzip' ? zlib().createGunzip() : zlib().createInflate();
  // A failure of the connection destroys the unpacker, whose reader hears of it.
  return { ...head, body: pipeline(response.body, unpacker, () => undefined) };
}

function headOf(response: Dispatcher.ResponseData): Omit<Answer, 'body'> {
  const header = (name: string) => {
    const value = response.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const requestId = header('x-request-id') ?? header('x-sfdc-request-id');
  return { status: response.statusCode, header, requestId };
}

/** The JSON of an answer. Throws BAD_ANSWER where it is none. */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch (cause) {
    throw badAnswer('The answer is not JSON.', answer, cause);
  }
}

export function badAnswer(message: string, answer?: Answer, cause?: unknown): SalesforceError {
  return new SalesforceError(
    { code: 'BAD_ANSWER', message, status: answer?.status, requestId: answer?.requestId },
    { cause },
  );
}

async function unpack(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  if ((encoding !== 'gzip' && encoding !== 'deflate') || body.length === 0) return body;
  const { gunzip, inflate } = zlib();
  try {
    return await promisify(encoding === 'gzip' ? gunzip : inflate)(body);
  } catch (cause) {
    throw badAnswer('The answer could not be unpacked.', undefined, cause);
  }
}
