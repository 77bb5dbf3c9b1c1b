// "What can I do here?": what fits the org and the file in front of the user.
import * as vscode from 'vscode';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { Register } from './report.ts';
import { suggestions } from './suggestions.ts';

export function registerWhatNow(register: Register, registry: OrgRegistry): void {
  register('whatCanIDo', async () => {
    await registry.reload();
    const languageId = vscode.window.activeTextEditor?.document.languageId;
    const items = suggestions(
      {
        orgs: registry.orgs.length,
        active: registry.active !== undefined,
        signedOut: registry.active?.signedOut ?? false,
        query: languageId === 'soql' || languageId === 'sosl',
        folder: (vscode.workspace.workspaceFolders?.length ?? 0) > 0,
      },
      vscode.l10n,
    );
    const title = vscode.l10n.t('What can I do here?');
    const chosen = await vscode.window.showQuickPick(items, { title, matchOnDetail: true });
    if (chosen) await vscode.commands.executeCommand(`salesforceWorkbench.${chosen.command}`);
  });
}
