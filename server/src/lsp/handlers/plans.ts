import { t } from '@vscode/l10n';
import { CodeLensRefreshRequest, type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import { explainStatement } from '../../protocol/plans.ts';
import { costlyFilters } from '../../soql/features/service.ts';
import { minify, statementAt, statements } from '../../soql/syntax/ast.ts';
import { isForTooling } from '../../soql/syntax/fileComments.ts';
import type { SyntaxNode, SyntaxTree } from '../../soql/syntax/tree.ts';
import type { Context, OrgDocument } from '../context.ts';
import { numberText } from '../numberText.ts';
import { costText, isCostly, type Plans } from '../plans.ts';
import { toRange } from '../toProto.ts';
import { filledStatement } from './runBinds.ts';
import { queryOf } from './runs.ts';

export function handlePlans(context: Context): void {
  const { dispatch, documents, orgs, plans } = context;
  dispatch.request(explainStatement, async (request, signal) => {
    const { org, uri, offset } = request;
    const statement = queryOf(filledStatement(context, request));
    const found = await orgs.get(org).explain(statement.soql, statement.api === 'tooling', signal);
    const open = documents.get(uri);
    const written = open && statementAt(open.tree.root, offset);
    if (written) plans.remember(org, keyOf(open.tree, written), found[0]);
    refreshEditor(context);
    return { statement: statement.soql, plans: found };
  });
}

/** Marks in the statements of a document that were explained what makes them costly. */
export function costlyMarks(plans: Plans, { document, tree, org }: OrgDocument): Diagnostic[] {
  if (plans.isEmpty || !org) return [];
  return statements(tree.root).flatMap(statement => {
    const plan = plans.of(org.key, keyOf(tree, statement));
    if (!plan || !isCostly(plan)) return [];
    const message = t(
      'This query is not selective: its cost is {0}, and above 1 the org reads all {1} rows of {2}.',
      costText(plan.relativeCost),
      numberText(plan.objectCardinality),
      plan.object,
    );
    const reasons = plan.notes.map(({ description, fields }) =>
      fields.length > 0 ? `${description}: ${fields.join(', ')}` : description,
    );
    return costlyFilters(tree, statement, plan.notes).map(range => ({
      range: toRange(document, range),
      severity: DiagnosticSeverity.Information,
      source: 'SOQL',
      code: 'costly-filter',
      message: [message, ...reasons].join('\n'),
    }));
  });
}

/** The statement's lens: with its cost where the user has asked for it and it is high. */
export function explainTitle(context: Context, input: OrgDocument, offset: number): string {
  const { plans } = context;
  const statement = statementAt(input.tree.root, offset);
  const isKnown = !plans.isEmpty && input.org && statement;
  const plan = isKnown ? plans.of(input.org.key, keyOf(input.tree, statement)) : undefined;
  return plan && isCostly(plan) ? `$(warning) ${t('Explain: cost {0}', costText(plan.relativeCost))}` : t('Explain');
}

/** A statement has a plan in each API. */
const keyOf = (tree: SyntaxTree, statement: SyntaxNode): string =>
  `${isForTooling(tree, statement.start) ? 'tooling' : 'data'} ${minify(tree, statement)}`;

function refreshEditor({ capabilities: { workspace }, connection, log }: Context): void {
  const watch = (sent: Promise<void>) =>
    sent.catch((error: unknown) => log.warn(`The editor did not take a message: ${error}`));
  if (workspace?.codeLens?.refreshSupport) watch(connection.sendRequest(CodeLensRefreshRequest.type));
  if (workspace?.diagnostics?.refreshSupport) watch(connection.languages.diagnostics.refresh());
}
