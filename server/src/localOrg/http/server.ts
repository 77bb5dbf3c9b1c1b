import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ApiError } from '../errors.ts';
import { refuse } from './guard.ts';
import { errorReply, notFound, type Reply } from './reply.ts';
import { type OrgRequest, toOrgRequest } from './request.ts';
import type { LogEntry } from './requestLog.ts';
import { send } from './send.ts';

export interface ServerOptions {
  readonly handle: (request: OrgRequest) => Reply | Promise<Reply>;
  readonly onAnswered: (entry: LogEntry) => void;
  /** An unexpected error: logged with the id that the client was told, and nothing else reaches the client. */
  readonly onFault: (errorId: string, error: unknown) => void;
}

/** The org's HTTP server, not yet listening. No request can make it throw: the worst answer is UNKNOWN_EXCEPTION. */
export function createOrgServer(options: ServerOptions): Server {
  const answering = new WeakSet<Socket>();
  // Above what `refuse` lets pass, so that too long requests get their own answer and not a closed socket.
  const server = createServer({ maxHeaderSize: 256 * 1024 }, (incoming, response) => {
    answering.add(incoming.socket);
    response.once('close', () => answering.delete(incoming.socket));
    serve(incoming, response, options).catch(error => options.onFault('after the answer', error));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // Two answers at once would garble each other.
    if (answering.has(socket) || !socket.writable) socket.destroy();
    else refuseUnreadable(error, socket);
  });
  return server;
}

async function serve(incoming: IncomingMessage, response: ServerResponse, options: ServerOptions): Promise<void> {
  const started = Date.now();
  const request = toOrgRequest(incoming);
  const id = request?.id ?? '';
  response.once('close', () => {
    options.onAnswered({
      id,
      method: incoming.method ?? '',
      path: request?.path ?? '',
      status: response.statusCode,
      startedAt: new Date(started).toISOString(),
      ms: Date.now() - started,
      closedEarly: !response.writableFinished,
    });
  });
  const reply = refuse(incoming) ?? (request ? await answer(request, options) : errorReply(notFound()));
  if (response.destroyed) return;
  // What the handler left unread of the body would be taken for the next request.
  if (!incoming.complete) response.setHeader('connection', 'close');
  try {
    await send(incoming, response, id, reply);
  } catch (error) {
    if (!isClientGone(error)) options.onFault(id, error);
    response.destroy();
  }
}

/** A client that goes away is its own business; what else stops a request half-way is a fault of ours. */
function isClientGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE';
}

async function answer(request: OrgRequest, options: ServerOptions): Promise<Reply> {
  try {
    return await options.handle(request);
  } catch (error) {
    if (error instanceof ApiError) return errorReply(error);
    if (!isClientGone(error)) options.onFault(request.id, error);
    const message = `An unexpected error occurred. Please include this ErrorId if you contact support: ${request.id}`;
    return errorReply(new ApiError(500, 'UNKNOWN_EXCEPTION', message));
  }
}

/** What Node's parser could not read has no request to answer: a bare status line, then the end. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
