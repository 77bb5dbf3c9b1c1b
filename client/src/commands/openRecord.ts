import * as vscode from 'vscode';
import { openInBrowser } from '../host/browser.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';

/** Opens a record as a document, or its page in the browser. */
export async function openRecord(org: ConnectedOrg | undefined, id: string, browser: boolean): Promise<void> {
  if (!org) return;
  if (browser && org.kind === 'local') {
    const message = vscode.l10n.t('{0} has no pages for the browser: its records open as documents.', org.name);
    void vscode.window.showInformationMessage(message);
    return;
  }
  if (browser) await openInBrowser(new URL(`/${id}`, org.instanceUrl));
  else await vscode.commands.executeCommand('salesforceWorkbench.openRecord', { org: org.key, id });
}
