// The org of one file, which its first comment may name.
import * as vscode from 'vscode';
import { orgOfDocument } from '../../../server/src/protocol/orgs.ts';
import { ProblemError } from '../host/problem.ts';
import type { LanguageService } from '../languageClient/service.ts';
import { orgItem } from '../orgs/orgItem.ts';
import { tellingName } from '../orgs/orgNames.ts';
import type { ConnectedOrg, OrgRegistry } from '../orgs/registry.ts';
import { requireOrg } from './activeOrg.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
}

export function registerFileOrg(register: Register, ports: Ports): void {
  // `uri` comes from the lens; without it the active editor decides.
  register('chooseFileOrg', async (uri?: string) => {
    const target = uri ? vscode.Uri.parse(uri) : vscode.window.activeTextEditor?.document.uri;
    if (target) return choose(ports, await vscode.workspace.openTextDocument(target));
    const message = vscode.l10n.t('Open a query first.');
    throw new ProblemError({ code: 'NO_QUERY', message, nextStep: 'newQuery' });
  });
}

/** The org that a document works with: the one that it names, else the active one, which the user may have to choose. */
export async function orgOf({ service, registry }: Ports, document: vscode.TextDocument): Promise<ConnectedOrg> {
  await registry.reload();
  const { org, named } = await service.request(orgOfDocument, { uri: document.uri.toString() });
  const found = registry.orgs.find(({ key }) => key === org);
  if (found) return found;
  if (!named) return requireOrg(registry);
  const message = vscode.l10n.t('The file names the org {0}, which is not connected.', named.name);
  throw new ProblemError({ code: 'UNKNOWN_ORG', message, nextStep: 'connect' });
}

async function choose({ service, registry }: Ports, document: vscode.TextDocument): Promise<void> {
  const { org, named } = await service.request(orgOfDocument, { uri: document.uri.toString() });
  const window: Choice = {
    label: vscode.l10n.t('$(window) The org of the window'),
    description: registry.active?.name ?? '',
  };
  const another: Choice = { label: vscode.l10n.t('$(plug) Connect another org…') };
  const items: Choice[] = registry.orgs.map(one => orgItem(one, org));
  const title = vscode.l10n.t('Which org does this file work with?');
  const options = { title, matchOnDescription: true, matchOnDetail: true };
  const choice = await vscode.window.showQuickPick([...items, window, another], options);
  if (choice === another) await vscode.commands.executeCommand('salesforceWorkbench.connectOrg');
  if (choice === window) await writeComment(document, undefined, named);
  if (choice?.org) await writeComment(document, tellingName(choice.org, registry.orgs), named);
}

type Choice = vscode.QuickPickItem & { readonly org?: ConnectedOrg };

/** Writes, changes or removes the comment; one undo takes it back. */
async function writeComment(
  document: vscode.TextDocument,
  name: string | undefined,
  before: { readonly start: number; readonly end: number } | undefined,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const line = before && document.lineAt(document.positionAt(before.start));
  if (name === undefined) {
    if (line) edit.delete(document.uri, line.rangeIncludingLineBreak);
  } else if (line) edit.replace(document.uri, line.range, `// @org ${name}`);
  else edit.insert(document.uri, new vscode.Position(0, 0), `// @org ${name}\n`);
  await vscode.workspace.applyEdit(edit);
}
