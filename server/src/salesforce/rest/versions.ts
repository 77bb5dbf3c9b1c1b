import { badAnswer, jsonOf } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';

/**
 * The newest API version of the org, like `67.0`.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_versions.htm
 */
export async function newestVersion(transport: Transport, signal?: AbortSignal): Promise<string> {
  const answer = await transport.request({ path: '/services/data', signal });
  const listed = jsonOf(answer);
  const versions = (Array.isArray(listed) ? listed : []).map(entry => String(entry?.version)).filter(isVersion);
  const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1);
  if (!newest) throw badAnswer('The org lists no API version.', answer);
  return newest;
}

/** Versions are parts of paths, of URLs and of files: nothing else may pass for one. */
export const isVersion = (version: string): boolean => /^\d{2,3}\.0$/.test(version);

/** Below this folder an API answers `sobjects`, `query` and `composite`: the REST API, or the Tooling API with other objects. */
export const apiFolder = (version: string, api: 'rest' | 'tooling'): string =>
  api === 'tooling' ? dataPath(version, 'tooling') : `/services/data/v${version}`;

export const dataPath = (version: string, resource: string): string => `/services/data/v${version}/${resource}`;
