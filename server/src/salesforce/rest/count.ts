import { SalesforceError } from '../errors.ts';
import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';
import { queryPath } from './query.ts';

/**
 * How many records of the object the user can see.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_count.htm
 */
export async function countRecords(
  transport: Transport,
  version: string,
  object: string,
  signal: AbortSignal,
): Promise<number> {
  // The name becomes part of a statement.
  if (!/^\w+$/.test(object)) throw new SalesforceError({ code: 'NOT_FOUND', message: `No object '${object}'.` });
  const answer = await transport.request({ path: queryPath(version, `SELECT COUNT() FROM ${object}`), signal });
  const { totalSize } = (jsonOf(answer) ?? {}) as { totalSize?: unknown };
  if (typeof totalSize !== 'number') throw badAnswer('The count has no number.', answer);
  return totalSize;
}
