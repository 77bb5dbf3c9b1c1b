import type { Transport } from '../transport/transport.ts';
import { dataPath } from './versions.ts';

/**
 * Path of a query's first page. However long it is: the transport sends it as a composite where no URL can carry it.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
 */
export const queryPath = (version: string, statement: string, api: QueryApi = 'query'): string =>
  dataPath(version, `${resources[api]}?q=${encodeURIComponent(statement)}`);

/**
 * Which resource answers a statement: the data, the data with what is in the recycle bin, or the Tooling API's objects;
 * `search` answers SOSL.
 */
export type QueryApi = 'query' | 'queryAll' | 'tooling' | 'search';

const resources = { query: 'query', queryAll: 'queryAll', tooling: 'tooling/query', search: 'search' } as const;

/** One page of a query's result: the bytes as they came, whose rows nobody has parsed yet. */
export async function queryPage(transport: Transport, path: string, signal: AbortSignal): Promise<Buffer> {
  const answer = await transport.request({ path, signal, long: true });
  return answer.body;
}
