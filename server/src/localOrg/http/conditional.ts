import { empty, type Reply } from './reply.ts';
import type { OrgRequest } from './request.ts';

/** What identifies one state of a resource. */
export interface Validators {
  /** Without quotes. */
  readonly etag: string;
  /** Whole seconds: HTTP dates know nothing finer. */
  readonly lastModified: Date;
}

/**
 * Adds `ETag` and `Last-Modified` to an answer, or gives 304 without a body when the client has this state already
 * (RFC 9110, 13.1: If-None-Match counts before If-Modified-Since). `make` runs only when the answer is needed.
 */
export function conditional(request: OrgRequest, { etag, lastModified }: Validators, make: () => Reply): Reply {
  const validators = { etag: `"${etag}"`, 'last-modified': lastModified.toUTCString() };
  if (isUnchanged(request, { etag, lastModified })) return empty(304, validators);
  const reply = make();
  return { ...reply, headers: { ...reply.headers, ...validators } };
}

function isUnchanged({ headers }: OrgRequest, { etag, lastModified }: Validators): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined) return knownTags(known).some(tag => tag === '*' || tag === etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return !Number.isNaN(since) && lastModified.getTime() <= since;
}

/** The tags without quotes, without `W/`, and without the suffix that compressed answers carry. */
function knownTags(header: string): readonly string[] {
  return header.split(',').map(tag =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replaceAll('"', '')
      .replace(/--gzip$/, ''),
  );
}
