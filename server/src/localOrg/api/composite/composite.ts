import { ApiError } from '../../errors.ts';
import { readJson } from '../../http/body.ts';
import { json, type Reply } from '../../http/reply.ts';
import { transactionOfOneTurn } from '../../storage/wholeTurn.ts';
import type { ApiCall, ApiRoute } from '../call.ts';
import { isObject } from '../collections/body.ts';
import type { RecordContext } from '../records.ts';
import { hasError, type Node, type NodeResult, runNodes, undoneResults } from './nodes.ts';
import { readNodes } from './readNodes.ts';
import type { Target } from './subrequest.ts';

const mostNodes = 25;
const mostLargeNodes = 5;

/**
 * `POST /composite`: up to 25 requests that can use each other's answers. With `allOrNone`, an error undoes them all.
 * `collateSubrequests` lets Salesforce save equal subrequests together, which no answer shows.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm
 */
export async function composite(
  { database }: RecordContext,
  routes: readonly ApiRoute[],
  outer: ApiCall,
): Promise<Reply> {
  const { allOrNone, nodes } = await readComposite(outer);
  const runner = { routes, outer, isAllowed };
  if (!allOrNone) return reply(await runNodes(runner, nodes, false));
  const results = await transactionOfOneTurn(
    database,
    () => runNodes(runner, nodes, true),
    done => !hasError(done),
  );
  return reply(hasError(results) ? undoneResults(nodes, results) : results);
}

function reply(compositeResponse: readonly NodeResult[]): Reply {
  return json(200, { compositeResponse });
}

async function readComposite(call: ApiCall): Promise<{ allOrNone: boolean; nodes: readonly Node[] }> {
  const body = await readJson(call.request);
  const { allOrNone = false, collateSubrequests = true, compositeRequest } = isObject(body) ? body : {};
  if (typeof allOrNone !== 'boolean' || typeof collateSubrequests !== 'boolean') {
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'allOrNone and collateSubrequests must be booleans');
  }
  const nodes = readNodes(compositeRequest);
  requireAtMost(mostNodes, nodes.length, 'subrequests');
  requireAtMost(mostLargeNodes, nodes.filter(isLarge).length, 'subrequests that are queries or sObject Collections');
  return { allOrNone, nodes };
}

export function requireAtMost(limit: number, count: number, what: string): void {
  if (count <= limit) return;
  throw new ApiError(400, 'LIMIT_EXCEEDED', `The request has ${count} ${what}. The limit is ${limit}.`);
}

function isLarge({ url }: Node): boolean {
  return /^\/services\/data\/v[\d.]+\/(?:tooling\/)?(?:query|queryAll|composite\/sobjects)\b/.test(url);
}

/** All but jobs, and the other kinds of composite requests. */
function isAllowed({ segments: [first, second] }: Target): boolean {
  return first === 'composite' ? second === 'sobjects' : first !== 'jobs';
}
