import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on loopback. Falls back to a free port when `preferred` is taken and was not demanded. */
export async function listen(server: Server, demanded: number | undefined, preferred: number): Promise<number> {
  try {
    return await tryListen(server, demanded ?? preferred);
  } catch (error) {
    if (demanded !== undefined || !isPortTaken(error)) throw error;
    return tryListen(server, 0);
  }
}

function tryListen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen({ host: '127.0.0.1', port }, () => {
    server.off('error', reject);
    resolve((server.address() as AddressInfo).port);
  });
  return promise;
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
