import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { escaped } from '../webview/escaped.ts';
import type { DiagramWords } from './page/messages.ts';

/** The page: nothing but our own script and style sheet may load, and nothing may be sent anywhere. */
export function diagramHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64url');
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; font-src ${webview.cspSource}`;
  const text = words();
  const button = (id: string, label: string) => `<button id="${id}" type="button">${escaped(label)}</button>`;
  const iconButton = (id: string, icon: string, label: string) =>
    `<button id="${id}" type="button" class="icon codicon codicon-${icon}" title="${escaped(label)}" aria-label="${escaped(label)}"></button>`;
  return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <link rel="stylesheet" href="${file('diagramPage.css')}">
  <title>${escaped(text.diagram)}</title>
</head>
<body>
  <div id="toolbar" role="toolbar" aria-label="${escaped(text.diagram)}">
    <label id="packages-choice" hidden>${escaped(text.packages)} <select id="packages"></select></label>
    <label><input id="system" type="checkbox"> ${escaped(text.system)}</label>
    ${iconButton('zoom-in', 'zoom-in', text.zoomIn)}
    ${iconButton('zoom-out', 'zoom-out', text.zoomOut)}
    ${iconButton('fit', 'screen-full', text.fit)}
    ${button('svg', text.exportSvg)}
    ${button('mermaid', text.exportMermaid)}
    <span id="status" role="status"></span>
  </div>
  <svg id="picture" role="group" tabindex="0" aria-label="${escaped(text.help)}">
    <defs>
      <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
        <path d="M0,0L8,4L0,8z"/>
      </marker>
    </defs>
    <g id="drawing"></g>
  </svg>
  <script nonce="${nonce}" src="${file('diagramPage.js')}" data-words="${escaped(JSON.stringify(text))}"></script>
</body>
</html>`;
}

const words = (): DiagramWords => ({
  diagram: vscode.l10n.t('Relationship diagram'),
  packages: vscode.l10n.t('Package'),
  all: vscode.l10n.t('all'),
  own: vscode.l10n.t('none'),
  system: vscode.l10n.t('Users and system objects'),
  zoomIn: vscode.l10n.t('Zoom in'),
  zoomOut: vscode.l10n.t('Zoom out'),
  fit: vscode.l10n.t('Fit'),
  exportSvg: vscode.l10n.t('Export SVG'),
  exportMermaid: vscode.l10n.t('Export Mermaid'),
  expand: vscode.l10n.t('Shows its neighbors'),
  collapse: vscode.l10n.t('Hides its neighbors'),
  count: vscode.l10n.t('{0} objects, {1} relationships', '{0}', '{1}'),
  help: vscode.l10n.t(
    'Relationship diagram: Tab to an object, Enter shows its neighbors, arrows move, plus and minus zoom.',
  ),
});
