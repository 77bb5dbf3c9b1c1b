import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';
import { dataPath } from './versions.ts';

/** The values that records of one type can choose, by the name of the picklist field. */
export type TypePicklists = Readonly<Record<string, readonly string[]>>;

/** An answer together with its `ETag`, to be sent back as `If-None-Match`. */
export interface Tagged<Value> {
  readonly value: Value;
  readonly etag: string | undefined;
}

interface Asked {
  readonly object: string;
  /** The master, 012000000000000AAA, for records without one. */
  readonly recordType: string;
  readonly etag?: string | undefined;
}

/**
 * The picklists of an object as one of its record types has them; 'unchanged' where the answer with that ETag is still
 * right. Objects that the User Interface API does not support are refused.
 * https://developer.salesforce.com/docs/atlas.en-us.uiapi.meta/uiapi/ui_api_resources_picklist_values_collection.htm
 */
export async function picklistsOfRecordType(
  transport: Transport,
  version: string,
  { object, recordType, etag }: Asked,
): Promise<Tagged<TypePicklists> | 'unchanged'> {
  const folder = `ui-api/object-info/${encodeURIComponent(object)}/picklist-values`;
  const path = dataPath(version, `${folder}/${encodeURIComponent(recordType)}`);
  const answer = await transport.request({ path, headers: etag ? { 'if-none-match': etag } : {} });
  if (answer.status === 304) return 'unchanged';
  const { picklistFieldValues } = (jsonOf(answer) ?? {}) as { picklistFieldValues?: Record<string, unknown> | null };
  if (typeof picklistFieldValues !== 'object' || picklistFieldValues === null)
    throw badAnswer('The picklists of a record type are missing.', answer);
  const fields = Object.entries(picklistFieldValues).map(([field, told]) => [field, valuesIn(told)] as const);
  return { value: Object.fromEntries(fields), etag: answer.header('etag') };
}

function valuesIn(told: unknown): string[] {
  const { values } = (told ?? {}) as { values?: unknown };
  if (!Array.isArray(values)) throw badAnswer('A picklist of a record type has no values.');
  return values.map(({ value }: { value: unknown }) => String(value));
}
