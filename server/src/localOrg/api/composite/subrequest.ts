import { Double } from '../../double.ts';
import { ApiError } from '../../errors.ts';
import { errorReply, type Reply, textOf } from '../../http/reply.ts';
import { type OrgRequest, parseTarget } from '../../http/request.ts';
import type { ApiCall, ApiRoute } from '../call.ts';
import { answerCall } from '../dispatch.ts';
import { parseVersion } from '../versions.ts';

/** A request inside a request. */
export interface Subrequest {
  readonly method: string;
  /** `/services/data/v66.0/…`, percent-encoded or not. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; undefined: no body. */
  readonly body: unknown;
}

export interface SubrequestAnswer {
  readonly status: number;
  /** Those that a client needs to see. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null where there is none. */
  readonly body: unknown;
}

/** Where a subrequest leads. */
export interface Target {
  readonly versionNumber: number;
  /** Below `/services/data/vXX.X`. */
  readonly segments: readonly string[];
  readonly request: Pick<OrgRequest, 'path' | 'segments' | 'query'>;
}

/** Reads the URL of a subrequest. Throws an ApiError when it is none, or of no such version. */
export function targetOf(url: string): Target {
  const request = parseTarget(url);
  const [services, data, version = '', ...segments] = request?.segments ?? [];
  if (request === undefined || services !== 'services' || data !== 'data') {
    throw new ApiError(400, 'INVALID_INPUT', `The URL of a subrequest must start with /services/data/vXX.X/: ${url}`);
  }
  return { versionNumber: parseVersion(version), segments, request };
}

/**
 * Answers a subrequest as the same request by itself would be, in the session of the outer call. Never throws an
 * ApiError: that is an answer too.
 * @param isAllowed whether this kind of composite may carry such a request
 */
export async function runSubrequest(
  routes: readonly ApiRoute[],
  outer: ApiCall,
  subrequest: Subrequest,
  isAllowed: (target: Target, method: string) => boolean,
): Promise<SubrequestAnswer> {
  try {
    const { method, url } = subrequest;
    const target = targetOf(url);
    if (!isAllowed(target, method)) {
      throw new ApiError(400, 'INVALID_INPUT', `This request cannot be part of a composite request: ${method} ${url}`);
    }
    const { versionNumber, segments, request } = target;
    const call: ApiCall = {
      request: { ...request, id: outer.request.id, method, headers: headersOf(subrequest), bytes: bytesOf(subrequest) },
      session: outer.session,
      version: `${versionNumber}.0`,
      versionNumber,
    };
    return answerOf(await answerCall(routes, segments, call));
  } catch (error) {
    if (error instanceof ApiError) return answerOf(errorReply(error));
    throw error;
  }
}

/** An answer that is an error, as the request by itself would have it. */
export function errorAnswer(error: ApiError): SubrequestAnswer {
  return answerOf(errorReply(error));
}

function headersOf({ headers, body }: Subrequest): OrgRequest['headers'] {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...Object.fromEntries(named), ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
}

async function* bytesOf({ body }: Subrequest): AsyncGenerator<Buffer> {
  if (body !== undefined) yield Buffer.from(JSON.stringify(body));
}

const shownHeaders = ['ETag', 'Last-Modified', 'Location'];

function answerOf({ status, headers = {}, body }: Reply): SubrequestAnswer {
  const shown = shownHeaders.flatMap(name => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? [] : [[name, value]];
  });
  return { status, headers: Object.fromEntries(shown), body: jsonOf(body) };
}

function jsonOf(body: Reply['body']): unknown {
  switch (body?.kind) {
    case 'json':
      return jsonIn(JSON.stringify(body.value));
    case 'jsonText':
      return jsonIn(textOf(body.chunks));
    default:
      return null;
  }
}

/** Numbers that are written as doubles stay so. */
function jsonIn(text: string): unknown {
  const keepDouble = (_key: string, value: unknown, { source = '' }: { source?: string } = {}): unknown =>
    typeof value === 'number' && /[.E]/.test(source) ? new Double(value) : value;
  return JSON.parse(text, keepDouble) as unknown;
}
