import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as handlers see it: the path is split, decoded and freed of doubled and trailing slashes. */
export interface OrgRequest {
  /** 32 hex digits, also sent as `x-request-id`. */
  readonly id: string;
  readonly method: string;
  /** Without the query: this is what the log shows. */
  readonly path: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body's bytes as they arrive, still content-encoded. */
  readonly bytes: AsyncIterable<Buffer>;
}

/** Reads the request line and headers; nothing when the request target is not an absolute path of valid text. */
export function toOrgRequest(incoming: IncomingMessage): OrgRequest | undefined {
  const target = parseTarget(incoming.url ?? '');
  if (!target) return undefined;
  const method = effectiveMethod(incoming.method ?? 'GET', target.query);
  const id = randomBytes(16).toString('hex');
  return { ...target, id, method, headers: incoming.headers, bytes: incoming };
}

/** Takes a request target apart; nothing when it is not an absolute path of valid text. */
export function parseTarget(target: string): Pick<OrgRequest, 'path' | 'segments' | 'query'> | undefined {
  if (!target.startsWith('/')) return undefined;
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  const query = new URLSearchParams(question < 0 ? '' : target.slice(question + 1));
  const segments = decodeSegments(path);
  return segments && { path: `/${segments.join('/')}`, segments, query };
}

function decodeSegments(path: string): string[] | undefined {
  try {
    return path
      .split('/')
      .filter(segment => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** Clients that cannot send PATCH post with `?_HttpMethod=PATCH`. */
function effectiveMethod(method: string, query: URLSearchParams): string {
  const override = query.get('_HttpMethod');
  return method === 'POST' && override ? override.toUpperCase() : method;
}
