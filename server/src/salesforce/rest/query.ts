import { SalesforceError } from '../errors.ts';
import type { Transport } from '../transport/transport.ts';
import { dataPath } from './versions.ts';

/** Salesforce refuses URLs beyond 16,384 bytes (414); the rest is room for the host's name. */
const maxPathBytes = 16_000;

/**
 * Path of a query's first page. Throws QUERY_TOO_LONG where no URL can carry the query.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
 */
export function queryPath(version: string, soql: string): string {
  const path = dataPath(version, `query?q=${encodeURIComponent(soql)}`);
  if (path.length <= maxPathBytes) return path;
  throw new SalesforceError({
    code: 'QUERY_TOO_LONG',
    message: `The query needs a URL of ${path.length} bytes; the REST API takes ${maxPathBytes}.`,
  });
}

/** One page of a query's result: the bytes as they came, whose rows nobody has parsed yet. */
export async function queryPage(transport: Transport, path: string, signal: AbortSignal): Promise<Buffer> {
  const answer = await transport.request({ path, signal });
  return answer.body;
}
