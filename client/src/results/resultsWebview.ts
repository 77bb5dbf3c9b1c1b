import * as vscode from 'vscode';

/** An empty tab beside what the user is in. */
export function createWebview(extensionUri: vscode.Uri, column: vscode.ViewColumn | undefined): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    'salesforceWorkbench.results',
    vscode.l10n.t('Query results'),
    { viewColumn: column ?? vscode.ViewColumn.Beside, preserveFocus: true },
    { ...optionsOf(extensionUri), retainContextWhenHidden: true },
  );
}

export const optionsOf = (extensionUri: vscode.Uri): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
});
