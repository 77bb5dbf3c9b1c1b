import { SalesforceError } from '../errors.ts';
import { type Answer, badAnswer, jsonOf } from './answer.ts';
import type { TransportRequest } from './transport.ts';

/** Salesforce refuses URLs beyond 16,384 bytes (414); the rest is room for the host's name. */
const maxPathBytes = 16_000;

/** Whether the path is too long to be sent as a URL. Paths are encoded: each character is a byte. */
export const isTooLong = (path: string): boolean => path.length > maxPathBytes;

/** Whether Salesforce found the URL too long (414), or the URL together with the headers (431). */
export const isRefusedAsTooLong = (error: unknown): boolean =>
  error instanceof SalesforceError && (error.status === 414 || error.status === 431);

/**
 * The same read as the only subrequest of a composite, whose body has no such limit. Undefined for a path that no
 * composite can carry. It counts as one call, and as a read it may be sent again.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm
 */
export function asComposite(request: TransportRequest, path: string): TransportRequest | undefined {
  const version = /^\/services\/data\/(v\d+\.0)\//.exec(path)?.[1];
  if (!version || (request.method ?? 'GET') !== 'GET') return undefined;
  const { signal, long, headers } = request;
  return {
    path: `/services/data/${version}/composite`,
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ compositeRequest: [{ method: 'GET', url: path, referenceId: 'read' }] }),
    idempotent: true,
    long,
    signal,
  };
}

/** The answer of that subrequest, as if it had come by itself. Throws BAD_ANSWER. */
export function ofComposite(answer: Answer): Answer {
  const { compositeResponse } = jsonOf(answer) as { compositeResponse?: readonly Part[] };
  const [part] = Array.isArray(compositeResponse) ? compositeResponse : [];
  if (typeof part?.httpStatusCode !== 'number') throw badAnswer('The composite has no answer in it.', answer);
  const { header } = answer;
  const own = new Map(
    Object.entries<string>(part.httpHeaders ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    ...answer,
    status: part.httpStatusCode,
    header: name => own.get(name) ?? header(name),
    body: Buffer.from(JSON.stringify(part.body ?? null)),
  };
}

interface Part {
  readonly body: unknown;
  readonly httpHeaders?: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
}
