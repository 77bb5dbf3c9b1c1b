import { escaped } from '../webview/escaped.ts';
import type { Words } from './page/messages.ts';

export interface PageParts {
  readonly nonce: string;
  /** Where styles and fonts come from, as a source of the policy. */
  readonly source: string;
  /** Address of a file of the extension's bundles. */
  readonly file: (name: string) => string;
  readonly language: string;
  readonly words: Words;
}

/** The page: nothing but our own script and styles may load, and nothing may be sent anywhere. */
export function pageMarkup({ nonce, source, file, language, words }: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} 'nonce-${nonce}'`,
    `font-src ${source}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <link rel="stylesheet" href="${file('resultsPage.css')}">
  <title>${escaped(words.results)}</title>
</head>
<body data-state="running">
  <div id="banner" role="alert" hidden></div>
  <div id="toolbar" role="toolbar">
    <div id="views" role="tablist" hidden>
      <button id="view-table" type="button" role="tab" aria-controls="grid" aria-selected="true"></button>
      <button id="view-chart" type="button" role="tab" aria-controls="chart" aria-selected="false" tabindex="-1"></button>
    </div>
    <input id="filter" type="text" spellcheck="false">
    <span id="filter-problem" role="status"></span>
    <span id="finding">
    <input id="find" type="text" spellcheck="false">
    <button id="find-previous" type="button" class="icon codicon codicon-arrow-up"></button>
    <button id="find-next" type="button" class="icon codicon codicon-arrow-down"></button>
    <span id="found" role="status"></span>
    </span>
  </div>
  <div id="objects" role="tablist" hidden></div>
  <div id="content">
  <div id="grid" aria-label="${escaped(words.results)}"></div>
  <section id="chart" role="tabpanel" aria-labelledby="view-chart" hidden>
    <header>
      <label><span></span><select id="chart-value"></select></label>
      <label><span></span><select id="chart-shape"></select></label>
      <span id="chart-note" role="status"></span>
    </header>
    <div id="chart-area"><canvas id="chart-canvas" role="img"></canvas></div>
  </section>
  <div id="no-rows" hidden><p></p><button type="button" class="primary"></button></div>
  <section id="inspector" hidden>
    <header>
      <span id="inspector-title"></span>
      <button id="inspector-copy" type="button"></button>
      <button id="inspector-close" type="button" class="icon codicon codicon-close"></button>
    </header>
    <div id="inspector-content" tabindex="0"></div>
  </section>
  </div>
  <div id="status" role="status" aria-live="polite">
    <span id="status-text"></span>
    <button id="cancel" type="button"></button>
    <button id="resume" type="button" class="primary" hidden></button>
    <span id="status-notice"></span>
    <span id="status-selection" role="status"></span>
    <button id="export" type="button" hidden></button>
  </div>
  <script nonce="${nonce}" src="${file('resultsPage.js')}" data-chart="${file('resultsChart.js')}" data-words="${escaped(JSON.stringify(words))}"></script>
</body>
</html>`;
}
