import { ApiError } from '../errors.ts';
import type { Delivery } from './delivery.ts';

/**
 * What a handler answers. The server turns it into bytes (see `send.ts`): handlers never touch the socket, so they can
 * be called from a test, or later from a composite request, as plain functions.
 */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: ReplyBody;
  /** Only with faults on demand. */
  readonly delivery?: Delivery;
}

export type ReplyBody =
  | { readonly kind: 'json'; readonly value: unknown }
  /** JSON text in pieces, for query pages that should not be held in memory as objects. */
  | { readonly kind: 'jsonText'; readonly chunks: Iterable<string | Uint8Array> }
  | { readonly kind: 'text'; readonly contentType: string; readonly text: string }
  /** Anything that is too large to stand in memory. */
  | { readonly kind: 'stream'; readonly contentType: string; readonly chunks: Chunks }
  /** A response that goes on until `start`'s caller or the client ends it. */
  | { readonly kind: 'open'; readonly start: (connection: OpenConnection) => void };

export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

export interface OpenConnection {
  write(text: string): void;
  end(): void;
  /** Called once, when either side has closed the connection. */
  onClose(listener: () => void): void;
}

/** All of a text that comes in pieces. */
export function textOf(chunks: Iterable<string | Uint8Array>): string {
  return Buffer.concat([...chunks].map(chunk => Buffer.from(chunk))).toString();
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, body: { kind: 'json', value } };
}

export function text(status: number, content: string, contentType = 'text/plain;charset=UTF-8'): Reply {
  return { status, body: { kind: 'text', contentType, text: content } };
}

export function empty(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers };
}

/** A REST error: an array, even for one error. */
export function errorReply(error: ApiError, headers: Readonly<Record<string, string>> = {}): Reply {
  return json(error.status, [error], headers);
}

export function notFound(): ApiError {
  return new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

export function methodNotAllowed(method: string, allowed: readonly string[]): Reply {
  const message = `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`;
  return errorReply(new ApiError(405, 'METHOD_NOT_ALLOWED', message), { allow: allowed.join(',') });
}
