// The request of a statement, as code that runs elsewhere.
import * as vscode from 'vscode';
import { type RequestLanguage, requestCode } from '../../../server/src/protocol/runs.ts';
import { askBinds } from './askBinds.ts';
import { orgOf } from './fileOrg.ts';
import type { Place, Ports } from './runStatement.ts';

const LANGUAGES: readonly { readonly label: string; readonly language: RequestLanguage }[] = [
  { label: 'curl', language: 'curl' },
  { label: 'TypeScript', language: 'typescript' },
  { label: 'Python', language: 'python' },
];

/** Copies code with the token left to the environment. Does nothing where the user leaves a question open. */
export async function copyRequest(ports: Ports, { document, start }: Place): Promise<void> {
  const org = await orgOf(ports, document);
  const place = { org: org.key, uri: document.uri.toString(), offset: start };
  const chosen = await vscode.window.showQuickPick(LANGUAGES, { placeHolder: vscode.l10n.t('Copy the request as') });
  const binds = chosen && (await askBinds(ports.service, ports.context.workspaceState, place));
  if (!chosen || !binds) return;
  const { language } = chosen;
  const { instanceUrl } = org;
  const { code } = await ports.service.request(requestCode, { ...place, binds, language, instanceUrl });
  await vscode.env.clipboard.writeText(code);
  const message = vscode.l10n.t('Copied. The code reads the token from SALESFORCE_ACCESS_TOKEN.');
  vscode.window.setStatusBarMessage(message, 5000);
}
