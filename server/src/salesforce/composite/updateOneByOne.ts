import { errorFromAnswer } from '../errors.ts';
import { mostInOneCall } from '../rest/describeMany.ts';
import { recordPath } from '../rest/records.ts';
import { dataPath } from '../rest/versions.ts';
import { writeHeaders } from '../rest/writeHeaders.ts';
import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';
import type { SaveResult } from './collections.ts';

export interface Update {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Updates records of an object each by a request of its own, 25 of them in an API call: only such an answer tells
 * whether a duplicate rule that refuses one lets it be saved all the same. The outcomes in the order of the records.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm
 */
export async function updateOneByOne(
  { transport, apiVersion }: { readonly transport: Transport; readonly apiVersion: string },
  object: string,
  updates: readonly Update[],
): Promise<SaveResult[]> {
  const results: SaveResult[] = [];
  for (let start = 0; start < updates.length; start += mostInOneCall) {
    const some = updates.slice(start, start + mostInOneCall);
    const compositeRequest = some.map(({ id, fields }, index) => ({
      method: 'PATCH',
      url: recordPath(apiVersion, object, id),
      referenceId: `r${index}`,
      httpHeaders: writeHeaders({}),
      body: fields,
    }));
    const answer = await transport.request({
      path: dataPath(apiVersion, 'composite'),
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ allOrNone: false, compositeRequest }),
    });
    const { compositeResponse } = (jsonOf(answer) ?? {}) as { compositeResponse?: readonly Part[] };
    if (!Array.isArray(compositeResponse)) throw badAnswer('The composite has no answers.', answer);
    const parts = new Map(compositeResponse.map((part: Part) => [part.referenceId, part]));
    results.push(...some.map(({ id }, index) => resultOf(id, parts.get(`r${index}`))));
  }
  return results;
}

interface Part {
  readonly body: unknown;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

function resultOf(id: string, part: Part | undefined): SaveResult {
  if (!part) throw badAnswer('The composite lacks an answer.');
  const { body, httpStatusCode: status } = part;
  if (status < 400) return { id, success: true, created: false, errors: [] };
  const told = { status, body: Buffer.from(JSON.stringify(body ?? null)), requestId: undefined };
  const { code: statusCode, message, fields, allowSave } = errorFromAnswer(told);
  return { id, success: false, created: false, errors: [{ statusCode, message, fields, allowSave }] };
}
