import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Org } from '../../org/orgs.ts';
import type { SchemaCache } from '../../org/schemaCache.ts';
import { checkQueries, type QueryProblem } from '../../protocol/checks.ts';
import { diagnose, type Problem, rulePage } from '../../soql/features/service.ts';
import { isForBulk } from '../../soql/syntax/fileComments.ts';
import { parse } from '../../soql/syntax/parser.ts';
import type { SyntaxTree } from '../../soql/syntax/tree.ts';
import { type Context, inputApis, schemaFor } from '../context.ts';
import { toRange, worded } from '../toProto.ts';

/** A path of five relationships needs five objects, each known only when the one before has come; subqueries add more. */
const mostRounds = 20;

export function handleChecks({ dispatch, orgs }: Context): void {
  dispatch.request(checkQueries, async ({ org, text }, signal) => {
    const problems = await problemsOf(text, orgs.get(org), signal);
    const document = TextDocument.create('', 'soql', 0, text);
    return {
      problems: problems.map((problem): QueryProblem => {
        const page = rulePage(problem.code);
        const { code, severity } = problem;
        const message = worded(problem);
        return { ...toRange(document, problem), message, severity, code, ...(page && { page }) };
      }),
    };
  });
}

/** The problems, once all that telling them lacked is there. Throws what keeps the schema from coming. */
async function problemsOf(text: string, org: Org, signal: AbortSignal): Promise<Problem[]> {
  const tree = parse(text);
  const found: Problem[] = [];
  for (const { tooling, holds } of inputApis(tree)) {
    const problems = await problemsFor(tree, schemaFor(org, tooling), signal);
    found.push(...problems.filter(holds));
  }
  return found.sort((a, b) => a.start - b.start);
}

async function problemsFor(tree: SyntaxTree, schema: SchemaCache, signal: AbortSignal): Promise<readonly Problem[]> {
  const surface = isForBulk(tree) ? 'bulk' : 'rest';
  await schema.objects();
  for (let round = 0; round < mostRounds; round++) {
    signal.throwIfAborted();
    const { problems, missing } = diagnose({ tree, schema: schema.snapshot, surface });
    if (missing.objects.length === 0) return problems;
    await Promise.all(missing.objects.map(name => schema.describe(name)));
  }
  return diagnose({ tree, schema: schema.snapshot, surface }).problems;
}
