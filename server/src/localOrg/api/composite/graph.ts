import { ApiError } from '../../errors.ts';
import { readJson } from '../../http/body.ts';
import { json, type Reply } from '../../http/reply.ts';
import { transactionOfOneTurn } from '../../storage/wholeTurn.ts';
import type { ApiCall, ApiRoute } from '../call.ts';
import { isObject } from '../collections/body.ts';
import type { RecordContext } from '../records.ts';
import { requireAtMost } from './composite.ts';
import { hasError, type Node, type NodeResult, runNodes, undoneResults } from './nodes.ts';
import { readNodes } from './readNodes.ts';
import { referencesIn } from './references.ts';
import type { Target } from './subrequest.ts';

interface Graph {
  readonly graphId: string;
  readonly nodes: readonly Node[];
}

interface GraphResult {
  readonly graphId: string;
  readonly graphResponse: { readonly compositeResponse: readonly NodeResult[] };
  readonly isSuccessful: boolean;
}

const mostGraphs = 75;
const mostNodes = 500;
const greatestDepth = 15;
const mostKinds = 15;
/** What comes after this many failed graphs is not tried. */
const mostFailures = 14;

/**
 * `POST /composite/graph`: records that depend on one another, each graph saved as a whole or not at all.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_graph.htm
 */
export async function graphs(context: RecordContext, routes: readonly ApiRoute[], outer: ApiCall): Promise<Reply> {
  const all = await readGraphs(outer);
  const results: GraphResult[] = [];
  for (const graph of all) {
    const failures = results.filter(({ isSuccessful }) => !isSuccessful).length;
    results.push(failures < mostFailures ? await runGraph(context, routes, outer, graph) : resultOf(graph, []));
  }
  return json(200, { graphs: results });
}

async function runGraph({ database }: RecordContext, routes: readonly ApiRoute[], outer: ApiCall, graph: Graph) {
  const results = await transactionOfOneTurn(
    database,
    () => runNodes({ routes, outer, isAllowed }, graph.nodes, true),
    done => !hasError(done),
  );
  return resultOf(graph, results);
}

function resultOf({ graphId, nodes }: Graph, results: readonly NodeResult[]): GraphResult {
  const isSuccessful = results.length === nodes.length && !hasError(results);
  const compositeResponse = isSuccessful ? results : undoneResults(nodes, results);
  return { graphId, graphResponse: { compositeResponse }, isSuccessful };
}

/** Single records only. */
function isAllowed({ segments }: Target): boolean {
  return segments[0] === 'sobjects' && segments.length > 1;
}

async function readGraphs(call: ApiCall): Promise<readonly Graph[]> {
  const body = await readJson(call.request);
  const list = isObject(body) ? body.graphs : undefined;
  if (!Array.isArray(list) || list.length === 0) throw malformed();
  requireAtMost(mostGraphs, list.length, 'graphs');
  const all = list.map(readGraph);
  const nodes = all.reduce((sum, graph) => sum + graph.nodes.length, 0);
  requireAtMost(mostNodes, nodes, 'nodes');
  if (new Set(all.map(({ graphId }) => graphId)).size < all.length) {
    throw new ApiError(400, 'INVALID_INPUT', 'Duplicate graphId provided in the request.');
  }
  return all;
}

function readGraph(value: unknown): Graph {
  if (!isObject(value) || typeof value.graphId !== 'string') throw malformed();
  const nodes = readNodes(value.compositeRequest);
  requireAtMost(greatestDepth, depthOf(nodes), 'levels of nodes');
  requireAtMost(mostKinds, new Set(nodes.map(kindOf)).size, 'kinds of nodes');
  return { graphId: value.graphId, nodes };
}

/** The longest chain of nodes of which each refers to the one before. */
function depthOf(nodes: readonly Node[]): number {
  const depths = new Map<string, number>();
  for (const { referenceId, url, body } of nodes) {
    const parents = referencesIn([url, body]).map(id => depths.get(id) ?? 0);
    depths.set(referenceId, 1 + Math.max(0, ...parents));
  }
  return Math.max(...depths.values());
}

/** A node's kind is its method and the object that it is about. */
function kindOf({ method, url }: Node): string {
  return `${method} ${url.split('/').slice(0, 6).join('/')}`;
}

function malformed(): ApiError {
  const message = 'The body must be a JSON object with graphs, a list of objects with graphId and compositeRequest';
  return new ApiError(400, 'JSON_PARSER_ERROR', message);
}
