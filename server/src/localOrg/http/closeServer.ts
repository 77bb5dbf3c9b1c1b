import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Answers what ends a server and its connections; to be called before the server listens. The end waits for each
 * connection: a server is closed a moment before those are, and the request that one was answering is logged only then.
 */
export function closerOf(server: Server): () => Promise<void> {
  const open = new Map<Socket, Promise<void>>();
  server.on('connection', (socket: Socket) => {
    const closed = Promise.withResolvers<void>();
    open.set(socket, closed.promise);
    socket.once('close', () => {
      open.delete(socket);
      closed.resolve();
    });
  });
  return async () => {
    const closed = Promise.withResolvers<void>();
    server.close(() => closed.resolve());
    const connections = [...open.values()];
    server.closeAllConnections();
    await Promise.all([closed.promise, ...connections]);
  };
}
