import { type WriteOptions, writeHeaders } from '../rest/writeHeaders.ts';
import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';

// sObject Collections: up to 200 records in one call, each with an outcome of its own.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm

/** Records in a call at most. */
export const collectionSize = 200;

export interface SaveResult {
  /** Empty where the record was not saved and is not known. */
  readonly id: string;
  readonly success: boolean;
  readonly created: boolean;
  readonly errors: readonly {
    readonly statusCode: string;
    readonly message: string;
    readonly fields: readonly string[];
    /** Of DUPLICATES_DETECTED: whether the rule only alerts. Collections do not tell. */
    readonly allowSave?: boolean;
  }[];
}

export type CollectionCall = (
  | { readonly operation: 'insert' | 'update' }
  | { readonly operation: 'upsert'; readonly object: string; readonly field: string }
) &
  Written;

interface Written extends WriteOptions {
  readonly records: readonly object[];
}

export interface DeleteCall {
  readonly operation: 'delete';
  readonly ids: readonly string[];
}

/** The outcomes in the order of the records. A failed record fails none of the others. */
export async function saveCollection(
  { transport, apiVersion }: { readonly transport: Transport; readonly apiVersion: string },
  call: CollectionCall | DeleteCall,
  signal?: AbortSignal,
): Promise<SaveResult[]> {
  const base = `/services/data/v${apiVersion}/composite/sobjects`;
  const answer = await transport.request({ ...requestOf(base, call), signal });
  const results = jsonOf(answer);
  if (!Array.isArray(results)) throw badAnswer('The answer has no outcomes.', answer);
  return results.map(({ id, success, created, errors }) => ({
    id: id ?? '',
    success: success === true,
    created: created ?? call.operation === 'insert',
    errors: errors ?? [],
  }));
}

function requestOf(base: string, call: CollectionCall | DeleteCall) {
  if (call.operation === 'delete') {
    return { method: 'DELETE', path: `${base}?ids=${call.ids.map(encodeURIComponent).join(',')}` } as const;
  }
  const path =
    call.operation === 'upsert' ? `${base}/${encodeURIComponent(call.object)}/${encodeURIComponent(call.field)}` : base;
  const body = JSON.stringify({ allOrNone: false, records: call.records });
  const headers = { 'content-type': 'application/json', ...writeHeaders(call) };
  return { method: call.operation === 'insert' ? 'POST' : 'PATCH', path, headers, body } as const;
}
