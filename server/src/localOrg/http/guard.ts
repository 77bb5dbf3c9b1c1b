import type { IncomingMessage } from 'node:http';
import { type Reply, text } from './reply.ts';

/** The longest request target, and the longest target with headers, in bytes: what a real org's edge allows. */
const longest = 16_384;

const loopbackName = /^(?:127\.0\.0\.1|localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Refuses what no handler should see. The Host check keeps web pages from reaching the org by DNS rebinding: their
 * requests carry their own host name.
 */
export function refuse(incoming: IncomingMessage): Reply | undefined {
  if (!loopbackName.test(incoming.headers.host ?? '')) {
    return text(403, 'This org answers only to loopback host names, such as 127.0.0.1 and localhost.');
  }
  const target = incoming.url?.length ?? 0;
  if (target > longest) return text(414, 'URI Too Long');
  const headers = incoming.rawHeaders.reduce((sum, part) => sum + part.length + 2, 0);
  return target + headers > longest ? text(431, 'Request Header Fields Too Large') : undefined;
}
