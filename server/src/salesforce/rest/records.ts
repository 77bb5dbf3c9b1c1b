import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';
import { dataPath } from './versions.ts';

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
  const answer = await transport.request({ path: pathOf(version, object, id), signal });
  const value = jsonOf(answer);
  if (typeof value !== 'object' || value === null) throw badAnswer('The record is not an object.', answer);
  const { attributes: _attributes, ...values } = value as Record<string, unknown>;
  return values;
}

/** Into the recycle bin, where the object has one. Never sent twice by itself. */
export async function deleteRecord(transport: Transport, version: string, object: string, id: string): Promise<void> {
  await transport.request({ method: 'DELETE', path: pathOf(version, object, id) });
}

const pathOf = (version: string, object: string, id: string) =>
  dataPath(version, `sobjects/${encodeURIComponent(object)}/${encodeURIComponent(id)}`);
