import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Org } from '../../org/orgs.ts';
import { emptySnapshot } from '../../org/snapshot.ts';
import { checkQueries, type QueryProblem } from '../../protocol/checks.ts';
import { type Diagnosis, diagnose, rulePage } from '../../soql/features/service.ts';
import { isForBulk, isForTooling } from '../../soql/syntax/fileComments.ts';
import { parse } from '../../soql/syntax/parser.ts';
import type { Context } from '../context.ts';
import { toRange, worded } from '../toProto.ts';

/** A path of five relationships needs five objects, each known only when the one before has come; subqueries add more. */
const mostRounds = 20;

export function handleChecks({ dispatch, orgs }: Context): void {
  dispatch.request(checkQueries, async ({ org, text }, signal) => {
    const { problems } = await diagnosisOf(text, orgs.get(org).schema, signal);
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

/** The diagnosis with all that it lacked. Throws what keeps the schema from coming. */
async function diagnosisOf(text: string, schema: Org['schema'], signal: AbortSignal): Promise<Diagnosis> {
  const tree = parse(text);
  // The Tooling API has objects of its own, which are not described here: nothing is said about their names.
  if (isForTooling(tree)) return diagnose({ tree, schema: emptySnapshot() });
  const surface = isForBulk(tree) ? 'bulk' : 'rest';
  await schema.objects();
  for (let round = 0; round < mostRounds; round++) {
    signal.throwIfAborted();
    const diagnosis = diagnose({ tree, schema: schema.snapshot, surface });
    const { objects } = diagnosis.missing;
    if (objects.length === 0) return diagnosis;
    await Promise.all(objects.map(name => schema.describe(name)));
  }
  return diagnose({ tree, schema: schema.snapshot, surface });
}
