import type { Reply } from './reply.ts';

/**
 * One line of a routing table. In the pattern, `:name` matches one path segment and a last `*` matches any rest.
 * Matching is by segment, so a name may hold any character, an encoded slash included.
 */
export interface Route<Call> {
  readonly method: string;
  readonly pattern: string;
  readonly handle: (call: Call, params: Params) => Reply | Promise<Reply>;
}

export type Params = Readonly<Record<string, string>>;

export type Match<Call> =
  | { readonly kind: 'found'; readonly route: Route<Call>; readonly params: Params }
  /** The path exists, but not with this method. */
  | { readonly kind: 'wrongMethod'; readonly allowed: readonly string[] }
  | { readonly kind: 'none' };

/** Finds the first route for a path. HEAD is answered by GET; Node's server leaves out the body. */
export function match<Call>(routes: readonly Route<Call>[], method: string, segments: readonly string[]): Match<Call> {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const allowed = new Set<string>();
  for (const route of routes) {
    const params = matchPattern(route.pattern, segments);
    if (!params) continue;
    if (route.method === wanted || route.method === '*') return { kind: 'found', route, params };
    allowed.add(route.method);
    if (route.method === 'GET') allowed.add('HEAD');
  }
  return allowed.size > 0 ? { kind: 'wrongMethod', allowed: [...allowed].sort() } : { kind: 'none' };
}

function matchPattern(pattern: string, segments: readonly string[]): Params | undefined {
  const parts = splitPattern(pattern);
  const open = parts.at(-1) === '*';
  if (open ? segments.length < parts.length - 1 : segments.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    if (part === '*') break;
    const segment = segments[index]!;
    if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

const patterns = new Map<string, readonly string[]>();

function splitPattern(pattern: string): readonly string[] {
  const known = patterns.get(pattern);
  if (known) return known;
  const parts = pattern.split('/').filter(part => part !== '');
  patterns.set(pattern, parts);
  return parts;
}
