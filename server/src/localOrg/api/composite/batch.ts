import { ApiError } from '../../errors.ts';
import { readJson } from '../../http/body.ts';
import { json, type Reply } from '../../http/reply.ts';
import type { ApiCall, ApiRoute } from '../call.ts';
import { isObject } from '../collections/body.ts';
import type { ApiUsage } from '../usage.ts';
import { requireAtMost } from './composite.ts';
import { runSubrequest, type Subrequest, type Target } from './subrequest.ts';

const mostRequests = 25;
const oldestVersion = 34;

interface BatchResult {
  readonly statusCode: number;
  readonly result: unknown;
}

/**
 * `POST /composite/batch`: up to 25 requests that know nothing of each other. Each counts as a call of its own.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_batch.htm
 */
export async function batch(usage: ApiUsage, routes: readonly ApiRoute[], outer: ApiCall): Promise<Reply> {
  const { haltOnError, requests } = await readBatch(outer);
  const results: BatchResult[] = [];
  for (const [index, request] of requests.entries()) {
    if (haltOnError && results.some(isError)) {
      results.push(halted);
      continue;
    }
    // The batch itself has been counted already.
    if (index > 0) usage.count();
    const { status, body } = await runSubrequest(routes, outer, request, target => isAllowed(target, outer));
    results.push({ statusCode: status, result: body });
  }
  return json(200, { hasErrors: results.some(isError), results });
}

function isError({ statusCode }: BatchResult): boolean {
  return statusCode >= 400;
}

const halted: BatchResult = {
  statusCode: 412,
  result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }],
};

function isAllowed({ versionNumber, segments: [first] }: Target, outer: ApiCall): boolean {
  if (versionNumber < oldestVersion || versionNumber > outer.versionNumber) return false;
  return first !== 'composite' && first !== 'jobs';
}

async function readBatch(call: ApiCall): Promise<{ haltOnError: boolean; requests: readonly Subrequest[] }> {
  const body = await readJson(call.request);
  const { haltOnError = false, batchRequests } = isObject(body) ? body : {};
  if (typeof haltOnError !== 'boolean' || !Array.isArray(batchRequests) || batchRequests.length === 0) {
    throw malformed('The body must be a JSON object with batchRequests, a list with at least one subrequest');
  }
  requireAtMost(mostRequests, batchRequests.length, 'subrequests');
  return { haltOnError, requests: batchRequests.map(readRequest) };
}

function readRequest(value: unknown): Subrequest {
  const { method, url, richInput } = isObject(value) ? value : {};
  if (typeof method !== 'string' || typeof url !== 'string') {
    throw malformed('A subrequest must have the texts method and url');
  }
  const path = url.replace(/^\//, '');
  const absolute = path.startsWith('services/data/') ? `/${path}` : `/services/data/${path}`;
  return { method: method.toUpperCase(), url: absolute, headers: {}, body: richInput };
}

function malformed(message: string): ApiError {
  return new ApiError(400, 'JSON_PARSER_ERROR', message);
}
