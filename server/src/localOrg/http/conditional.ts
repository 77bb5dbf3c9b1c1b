import { ApiError } from '../errors.ts';
import { empty, type Reply } from './reply.ts';
import type { OrgRequest } from './request.ts';

/** What identifies one state of a resource. */
export interface Validators {
  /** Without quotes. Undefined: this resource has dates only. */
  readonly etag: string | undefined;
  readonly lastModified: Date;
}

/**
 * Adds `ETag` and `Last-Modified` to an answer, or gives 304 without a body when the client has this state already
 * (RFC 9110, 13.1: tags count before dates). `make` runs only when the answer is needed.
 * @throws ApiError 412, see `requireUnchanged`.
 */
export function conditional(request: OrgRequest, validators: Validators, make: () => Reply): Reply {
  requireUnchanged(request, validators);
  const headers = {
    ...(validators.etag === undefined ? {} : { etag: `"${validators.etag}"` }),
    'last-modified': validators.lastModified.toUTCString(),
  };
  if (isKnown(request, validators)) return empty(304, headers);
  const reply = make();
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/**
 * Holds a request to the state that the client knows.
 * @throws ApiError 412 when `If-Match` or `If-Unmodified-Since` names another state.
 */
export function requireUnchanged({ headers }: OrgRequest, { etag, lastModified }: Validators): void {
  const tags = headers['if-match'];
  const unmodifiedSince = Date.parse(headers['if-unmodified-since'] ?? '');
  const isOther =
    tags !== undefined && etag !== undefined ? !names(tags, etag) : inWholeSeconds(lastModified) > unmodifiedSince;
  if (isOther) throw new ApiError(412, 'PRECONDITION_FAILED', 'The record is not in the state that the request names');
}

function isKnown({ headers }: OrgRequest, { etag, lastModified }: Validators): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined && etag !== undefined) return names(tags, etag);
  return inWholeSeconds(lastModified) <= Date.parse(headers['if-modified-since'] ?? '');
}

/** HTTP dates know nothing finer. */
function inWholeSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000) * 1000;
}

/** Whether a list of tags holds this one. Compressed answers carried it with a suffix. */
function names(list: string, etag: string): boolean {
  const tags = list.split(',').map(tag =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replaceAll('"', '')
      .replace(/--gzip$/, ''),
  );
  return tags.includes('*') || tags.includes(etag);
}
