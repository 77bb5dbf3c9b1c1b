import { ApiError } from '../../errors.ts';
import type { ApiCall, ApiRoute } from '../call.ts';
import { type Answers, resolveReferences } from './references.ts';
import { errorAnswer, runSubrequest, type SubrequestAnswer, type Target } from './subrequest.ts';

/** One entry of `compositeRequest`, in a composite request and in each graph. */
export interface Node {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
}

/** One entry of `compositeResponse`. */
export interface NodeResult {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

export interface NodeRunner {
  readonly routes: readonly ApiRoute[];
  readonly outer: ApiCall;
  readonly isAllowed: (target: Target, method: string) => boolean;
}

/**
 * Runs nodes one after another, each with the references to the answers before it filled in.
 * @param stopAtError leaves out what comes after the first error
 */
export async function runNodes(
  runner: NodeRunner,
  nodes: readonly Node[],
  stopAtError: boolean,
): Promise<readonly NodeResult[]> {
  const answers = new Map<string, unknown>();
  const results: NodeResult[] = [];
  for (const node of nodes) {
    const { status, headers, body } = await runNode(runner, node, answers);
    answers.set(node.referenceId, body);
    results.push({ body, httpHeaders: headers, httpStatusCode: status, referenceId: node.referenceId });
    if (stopAtError && isError(status)) break;
  }
  return results;
}

/** The results of nodes that were undone, or never run, because one of them failed: that one keeps its own answer. */
export function undoneResults(nodes: readonly Node[], results: readonly NodeResult[]): readonly NodeResult[] {
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  const { status, body } = errorAnswer(new ApiError(400, 'PROCESSING_HALTED', message));
  return nodes.map(({ referenceId }) => {
    const own = results.find(result => result.referenceId === referenceId && isError(result.httpStatusCode));
    return own ?? { body, httpHeaders: {}, httpStatusCode: status, referenceId };
  });
}

export function hasError(results: readonly NodeResult[]): boolean {
  return results.some(({ httpStatusCode }) => isError(httpStatusCode));
}

function isError(status: number): boolean {
  return status >= 400;
}

async function runNode(runner: NodeRunner, node: Node, answers: Answers): Promise<SubrequestAnswer> {
  try {
    const { method, httpHeaders: headers } = node;
    const url = String(resolveReferences(node.url, answers));
    const body = resolveReferences(node.body, answers);
    return await runSubrequest(runner.routes, runner.outer, { method, url, headers, body }, runner.isAllowed);
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(error);
    throw error;
  }
}
