import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';
import { dataPath } from './versions.ts';
import { writeHeaders } from './writeHeaders.ts';

export type RecordValues = Readonly<Record<string, unknown>>;

/**
 * Every field of a record that the user may see.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_retrieve_get.htm
 */
export async function readRecord(
  transport: Transport,
  version: string,
  object: string,
  id: string,
  signal?: AbortSignal,
): Promise<RecordValues> {
  const answer = await transport.request({ path: recordPath(version, object, id), signal });
  const value = jsonOf(answer);
  if (typeof value !== 'object' || value === null) throw badAnswer('The record is not an object.', answer);
  const { attributes: _attributes, ...values } = value as Record<string, unknown>;
  return values;
}

/**
 * The id of the new record. Never sent twice by itself. Throws the reason of the org; of DUPLICATES_DETECTED it tells
 * whether the record can be saved all the same.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_basic_info_post.htm
 */
export async function createRecord(
  { transport, apiVersion }: { readonly transport: Transport; readonly apiVersion: string },
  object: string,
  fields: RecordValues,
  options: { readonly allowDuplicates?: boolean | undefined } = {},
): Promise<string> {
  const answer = await transport.request({
    method: 'POST',
    path: dataPath(apiVersion, `sobjects/${encodeURIComponent(object)}`),
    headers: { 'content-type': 'application/json', ...writeHeaders(options) },
    body: JSON.stringify(fields),
  });
  const { id } = Object(jsonOf(answer)) as { id?: unknown };
  if (typeof id === 'string') return id;
  throw badAnswer('The answer lacks the id of the record.', answer);
}

/** Into the recycle bin, where the object has one. Never sent twice by itself. */
export async function deleteRecord(transport: Transport, version: string, object: string, id: string): Promise<void> {
  await transport.request({ method: 'DELETE', path: recordPath(version, object, id) });
}

export const recordPath = (version: string, object: string, id: string): string =>
  dataPath(version, `sobjects/${encodeURIComponent(object)}/${encodeURIComponent(id)}`);
