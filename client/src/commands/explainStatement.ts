// The query plan beside the query.
import * as vscode from 'vscode';
import { explainStatement } from '../../../server/src/protocol/plans.ts';
import { displayWords } from '../host/displayWords.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { planDocument } from '../plans/planDocument.ts';
import { askBinds } from './askBinds.ts';
import { orgOf } from './fileOrg.ts';
import { queryPlace } from './queryPlace.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly context: Pick<vscode.ExtensionContext, 'subscriptions' | 'workspaceState'>;
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
}

/** There is one plan document: explaining another query replaces its text. */
const planUri = vscode.Uri.from({ scheme: 'salesforce-plan', path: `/${vscode.l10n.t('Query plan')}.md` });

export function registerExplain(register: Register, ports: Ports): void {
  const changes = new vscode.EventEmitter<vscode.Uri>();
  let text = '';
  const provider = { onDidChange: changes.event, provideTextDocumentContent: () => text };
  ports.context.subscriptions.push(
    changes,
    vscode.workspace.registerTextDocumentContentProvider(planUri.scheme, provider),
  );
  register('explainStatement', async (uri?: string, offset?: number) => {
    const made = await explain(ports, uri, offset);
    if (made === undefined) return;
    text = made;
    changes.fire(planUri);
    await vscode.commands.executeCommand('markdown.showPreviewToSide', planUri);
  });
}

/** undefined where the user gave up on a bind variable. */
async function explain({ context, service, registry }: Ports, uri?: string, offset?: number) {
  const place = await queryPlace(uri, offset);
  const org = await orgOf({ service, registry }, place.document);
  const asked = { org: org.key, uri: place.document.uri.toString(), offset: place.offset };
  const binds = await askBinds(service, context.workspaceState, asked);
  if (!binds) return undefined;
  const title = vscode.l10n.t('Asking {0} for the query plan', org.name);
  const { statement, plans } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title },
    () => service.request(explainStatement, { ...asked, binds }),
  );
  return planDocument(statement, plans, org.name, displayWords());
}
