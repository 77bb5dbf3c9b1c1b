import { dataPath } from '../rest/versions.ts';
import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';

/**
 * Up to 200 records of an object with these fields, in the order of their ids; null where there is none any more.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_retrieve_post.htm
 */
export async function retrieveRecords(
  transport: Transport,
  version: string,
  object: string,
  wanted: { readonly ids: readonly string[]; readonly fields: readonly string[] },
  signal?: AbortSignal,
): Promise<readonly (Readonly<Record<string, unknown>> | null)[]> {
  const answer = await transport.request({
    method: 'POST',
    path: dataPath(version, `composite/sobjects/${encodeURIComponent(object)}`),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wanted),
    idempotent: true,
    signal,
  });
  const value = jsonOf(answer);
  if (Array.isArray(value) && value.length === wanted.ids.length) return value;
  throw badAnswer('The answer does not have one record for each id.', answer);
}
