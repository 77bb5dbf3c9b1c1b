import { errorFromAnswer, type SalesforceError } from '../errors.ts';
import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';
import { type Dated, type DescribeSObject, describePath, describeSObject, isDescription } from './describe.ts';

/** Subrequests that a composite takes. */
export const mostInOneCall = 25;

/** An object to describe; `since`: only where it has changed since that date. */
export interface DescribeRequest {
  readonly name: string;
  readonly since?: string | undefined;
}

export type DescribeOutcome = Dated<DescribeSObject> | 'unchanged' | SalesforceError;

/**
 * Describes up to 25 objects in one API call, with an outcome for each in their order. Throws where no outcome came.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm
 * https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_resources_composite_composite.htm
 */
export async function describeMany(
  transport: Transport,
  folder: string,
  wanted: readonly DescribeRequest[],
): Promise<readonly DescribeOutcome[]> {
  const [only] = wanted;
  if (only && wanted.length === 1) return [await describeSObject(transport, folder, only.name, only.since)];
  const compositeRequest = wanted.map(({ name, since }, index) => ({
    method: 'GET',
    url: describePath(folder, name),
    referenceId: `d${index}`,
    ...(since ? { httpHeaders: { 'If-Modified-Since': since } } : {}),
  }));
  const answer = await transport.request({
    path: `${folder}/composite`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ compositeRequest }),
    // It only reads.
    idempotent: true,
  });
  const { compositeResponse } = (jsonOf(answer) ?? {}) as { compositeResponse?: readonly Part[] };
  if (!Array.isArray(compositeResponse)) throw badAnswer('The composite has no answers.', answer);
  const parts = new Map(compositeResponse.map((part: Part) => [part.referenceId, part]));
  return wanted.map(({ name }, index) => outcomeOf(name, parts.get(`d${index}`)));
}

interface Part {
  readonly body: unknown;
  readonly httpHeaders?: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

function outcomeOf(name: string, part: Part | undefined): DescribeOutcome {
  if (!part) return badAnswer(`The composite has no answer about ${name}.`);
  const { body, httpStatusCode: status, httpHeaders = {} } = part;
  if (status === 304) return 'unchanged';
  if (status >= 400) {
    return errorFromAnswer({ status, body: Buffer.from(JSON.stringify(body ?? null)), requestId: undefined });
  }
  if (!isDescription(body)) return badAnswer(`The description of ${name} has no fields.`);
  const stamp = Object.entries(httpHeaders).find(([header]) => header.toLowerCase() === 'last-modified');
  return { value: body, lastModified: stamp?.[1] };
}
