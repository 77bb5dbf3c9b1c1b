import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Words } from './page/messages.ts';

/** The page: nothing but our own script and styles may load, and nothing may be sent anywhere. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64url');
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
  ].join('; ');
  const text = words();
  return `<!DOCTYPE html>
<html lang="${attribute(vscode.env.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <link rel="stylesheet" href="${file('resultsPage.css')}">
  <title>${attribute(text.results)}</title>
</head>
<body data-state="running">
  <div id="banner" role="alert" hidden></div>
  <div id="grid" aria-label="${attribute(text.results)}"></div>
  <div id="status" role="status" aria-live="polite">
    <span id="status-text"></span>
    <button id="cancel" type="button"></button>
    <span id="status-notice"></span>
    <button id="export" type="button" hidden></button>
  </div>
  <script nonce="${nonce}" src="${file('resultsPage.js')}" data-words="${attribute(JSON.stringify(text))}"></script>
</body>
</html>`;
}

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function words(): Words {
  return {
    oneRow: vscode.l10n.t('1 row'),
    rows: vscode.l10n.t('{0} rows'),
    rowsOf: vscode.l10n.t('{0} of {1} rows'),
    calls: vscode.l10n.t('API calls: {0}'),
    noRows: vscode.l10n.t('No rows match'),
    running: vscode.l10n.t('Running'),
    cancelled: vscode.l10n.t('Cancelled, rows so far are kept'),
    cancel: vscode.l10n.t('Cancel'),
    exportRows: vscode.l10n.t('Export rows…'),
    childRows: vscode.l10n.t('rows: {0}'),
    copied: vscode.l10n.t('Copied, rows: {0}'),
    copyTooLarge: vscode.l10n.t('That is too much for the clipboard: select fewer rows.'),
    sortWhenDone: vscode.l10n.t('Sorting is possible once all rows are here.'),
    results: vscode.l10n.t('Query results'),
    nextSteps: {
      signIn: vscode.l10n.t('Sign in again'),
      retry: vscode.l10n.t('Run again'),
      showLog: vscode.l10n.t('Show log'),
      startLocalOrg: vscode.l10n.t('Start the local org'),
      editQuery: vscode.l10n.t('Go to the query'),
    },
  };
}
