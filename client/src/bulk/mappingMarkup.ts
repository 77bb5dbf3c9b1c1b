// The document of a mapping's page. No 'vscode' here.
import { escaped } from '../webview/escaped.ts';
import type { MappingWords } from './page/messages.ts';

export interface MarkupParts {
  readonly nonce: string;
  /** Where styles and fonts come from, as a source of the policy. */
  readonly source: string;
  /** Address of a file of the extension's bundles. */
  readonly file: (name: string) => string;
  readonly language: string;
  readonly words: MappingWords;
}

/** The page: nothing but our own script and styles may load, and nothing may be sent anywhere. */
export function mappingMarkup({ nonce, source, file, language, words }: MarkupParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source}; font-src ${source}`;
  const text = (word: keyof MappingWords) => escaped(String(words[word]));
  const button = (id: string, word: keyof MappingWords, className = '') =>
    `<button id="${id}" type="button" class="${className}">${text(word)}</button>`;
  const labelled = (id: string, word: keyof MappingWords, control: string) =>
    `<label id="${id}-label">${text(word)} ${control}</label>`;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <link rel="stylesheet" href="${file('mappingPage.css')}">
  <title>${text('mapping')}</title>
</head>
<body class="without-mapping">
  <header id="toolbar">
    <h1 id="title" tabindex="-1">${text('mapping')}: <span id="file"></span></h1>
    <div id="actions">
      ${button('open-text', 'openText')}
      ${button('propose', 'propose')}
      ${button('check', 'check')}
      ${button('load', 'load', 'primary')}
    </div>
    <div id="settings">
      ${labelled('operation', 'operation', '<select id="operation"></select>')}
      ${labelled('object', 'object', '<input id="object" type="text">')}
      ${labelled('external-id', 'externalId', '<select id="external-id"></select>')}
      ${labelled('empty-cells', 'emptyCells', '<select id="empty-cells"></select>')}
      ${labelled('assignment-rule', 'assignmentRule', '<input id="assignment-rule" type="text" placeholder="01Q…">')}
    </div>
  </header>
  <p id="failure" role="alert" hidden></p>
  <main>
    <ul id="problems" aria-live="polite" aria-label="${text('problems')}" hidden></ul>
    <section id="report" aria-label="${text('report')}" hidden></section>
    <div id="filters">
      <input id="filter" type="text" placeholder="${text('filter')}" aria-label="${text('filter')}" spellcheck="false">
      <label><input id="unmapped-only" type="checkbox"> ${text('unmappedOnly')}</label>
      <span id="mapped" role="status"></span>
    </div>
    <div role="table" aria-label="${text('mapping')}">
      <div role="rowgroup">
        <div id="head" class="row" role="row">
          <div role="columnheader">${text('column')}</div>
          <div role="columnheader" class="values">${text('values')}</div>
          <div role="columnheader">${text('field')}</div>
          <div role="columnheader" class="remarks">${text('remarks')}</div>
        </div>
      </div>
      <div id="columns" role="rowgroup"></div>
    </div>
    <section id="constants-part" aria-labelledby="constants-title">
      <h2 id="constants-title">${text('constants')}</h2>
      <p>${text('constantHint')}</p>
      <ul id="constants"></ul>
      <input id="add-constant" type="text" placeholder="${text('addConstant')}" aria-label="${text('addConstant')}">
    </section>
  </main>
  <ul id="options" role="listbox" aria-label="${text('field')}" hidden></ul>
  <script nonce="${nonce}" src="${file('mappingPage.js')}" data-words="${escaped(JSON.stringify(words))}"></script>
</body>
</html>`;
}
