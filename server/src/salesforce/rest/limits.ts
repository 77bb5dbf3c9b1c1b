import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';
import { dataPath } from './versions.ts';

export interface Limit {
  /** `DailyApiRequests`; a limit inside another one, or of one connected app, as `PermissionSets.CreateCustom`. */
  readonly name: string;
  readonly max: number;
  readonly remaining: number;
}

/**
 * The org's limits, in Salesforce's order. Accurate to about five minutes.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm
 */
export async function fetchLimits(transport: Transport, version: string): Promise<Limit[]> {
  const answer = await transport.request({ path: dataPath(version, 'limits') });
  const value = jsonOf(answer);
  if (!isRecord(value)) throw badAnswer('The limits are not an object.', answer);
  return Object.entries(value).flatMap(([name, entry]) => limitsOf(name, entry));
}

function limitsOf(name: string, entry: unknown): Limit[] {
  if (!isRecord(entry)) return [];
  const { Max, Remaining, ...nested } = entry;
  const own =
    typeof Max === 'number' && typeof Remaining === 'number' ? [{ name, max: Max, remaining: Remaining }] : [];
  return [...own, ...Object.entries(nested).flatMap(([inner, value]) => limitsOf(`${name}.${inner}`, value))];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
