import type { OrgRequest } from '../http/request.ts';
import { type Fault, type FaultName, invalidFault, readFault, readNumber } from './fault.ts';

/** A fault that waits for requests. */
export interface FaultRule {
  readonly fault: Fault;
  /** Upper case. Undefined: every method. */
  readonly method: string | undefined;
  /** A path where `*` stands for any characters, slashes included. Undefined: where this fault belongs. */
  readonly path: string | undefined;
  /** So many matching requests pass first. */
  readonly skip: number;
  /** Of the others, each n-th is hit. */
  readonly every: number;
  /** How many requests are hit before the rule is done. */
  readonly times: number | 'always';
}

/**
 * Reads `{ "fault": "serverUnavailable", "retryAfter": 2, "method": "GET", "path": "/services/data/*", "times": 3 }`.
 * @throws ApiError 400 INVALID_FAULT
 */
export function readRule(body: unknown): FaultRule {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidFault('A fault is a JSON object with the member "fault"');
  }
  const { fault, method, path, skip = 0, every = 1, times = 1, ...parameters } = body as Record<string, unknown>;
  const rule = {
    fault: readFault(String(fault), parameters),
    method: optionalText('method', method)?.toUpperCase(),
    path: optionalText('path', path),
    skip: readNumber('skip', skip),
    every: readNumber('every', every),
    times: times === 'always' ? times : readNumber('times', times),
  } as const;
  if (rule.every === 0) throw invalidFault('every must be above 0');
  return rule;
}

export function matches({ fault, method, path }: FaultRule, request: OrgRequest): boolean {
  if (method !== undefined && method !== request.method) return false;
  return path === undefined ? belongsTo(fault.name, request) : globMatches(path, request.path);
}

/** Whether the next matching request is hit, when `seen` of them came before and `applied` were hit. */
export function isDue({ skip, every, times }: FaultRule, seen: number, applied: number): boolean {
  if (seen < skip || (times !== 'always' && applied >= times)) return false;
  return (seen - skip) % every === 0;
}

function optionalText(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw invalidFault(`${name} must be text`);
}

/** Where a fault makes sense, for rules that name no path. */
function belongsTo(name: FaultName, { method, path, segments }: OrgRequest): boolean {
  switch (name) {
    case 'appNotInstalled':
    case 'appBlocked':
    case 'appNeverRedirects':
      return path === '/services/oauth2/authorize';
    case 'oauthError':
      return path === '/services/oauth2/token';
    case 'bulkJobFailed':
      return method === 'POST' && (/^\/services\/data\/[^/]+\/jobs\/[^/]+$/.test(path) || isBatch(path));
    case 'unableToLockRow':
      return method !== 'GET' && isApi(segments) && (segments[1] !== 'async' || isBatch(path));
    default:
      return isApi(segments);
  }
}

/** In the first Bulk API it is the batches that run. */
function isBatch(path: string): boolean {
  return /^\/services\/async\/[^/]+\/job\/[^/]+\/batch$/.test(path);
}

/** All below a version: neither the list of versions nor signing in. */
function isApi([services, api, version]: readonly string[]): boolean {
  return services === 'services' && api !== 'oauth2' && version !== undefined;
}

function globMatches(glob: string, path: string): boolean {
  const [first = '', ...others] = glob.split('*');
  if (others.length === 0) return path === first;
  const last = others.pop()!;
  let from = first.length;
  for (const part of others) {
    const found = path.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return path.startsWith(first) && path.length - last.length >= from && path.endsWith(last);
}
