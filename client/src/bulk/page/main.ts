// The page of a mapping file: which field each column of a CSV file goes to. The file is the truth: every edit goes to
// the editor, and comes back as the mapping that is drawn.
import '@vscode/codicons/dist/codicon.css';
import './page.css';
import { focusWithPage } from '../../webview/page/focus.ts';
import { createColumns } from './columns.ts';
import { createConstants } from './constants.ts';
import { createForm } from './form.ts';
import type { FromMappingPage, MappingWords, ToMappingPage } from './messages.ts';
import { Picker } from './picker.ts';
import { createProblems, createReport } from './reportPart.ts';
import { byId, emptyState, type Page } from './state.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromMappingPage): void };

const editor = acquireVsCodeApi();
const words = JSON.parse((document.currentScript as HTMLScriptElement).dataset.words ?? '{}') as MappingWords;
const state = emptyState();
const page: Page = { state, words, post: message => editor.postMessage(message) };
const picker = new Picker(byId('options'), words);
const constants = createConstants(page, picker);
const parts = [
  createForm(page, picker),
  createProblems(page, constants.focus),
  createReport(page),
  constants,
  createColumns(page, picker),
];

/** To the heading, from where Tab leads to what is decided: in a list, an arrow that scrolls would choose. */
const takeFocus = focusWithPage(window, () => {
  if (state.mapping) byId('title').focus({ preventScroll: true });
  else if (state.failure) byId('open-text').focus();
});

window.addEventListener('message', ({ data }: MessageEvent<ToMappingPage>) => {
  take(data);
  byId('file').textContent = [state.fileName, state.orgName].filter(Boolean).join(' → ');
  byId('failure').textContent = state.failure;
  byId('failure').hidden = state.failure === '';
  document.body.classList.toggle('without-mapping', !state.mapping);
  for (const part of parts) part.draw();
  if (data.type === 'fields') picker.refresh();
  if (data.type === 'report' && data.current) byId('report').querySelector<HTMLElement>('h2')?.focus();
  takeFocus();
});
const buttons = { check: 'check', load: 'load', propose: 'propose', 'open-text': 'openText' } as const;
for (const [id, type] of Object.entries(buttons)) byId(id).addEventListener('click', () => page.post({ type }));
page.post({ type: 'ready' });

function take(message: ToMappingPage): void {
  switch (message.type) {
    case 'file':
      state.fileName = message.name;
      state.columns = message.columns;
      return;
    case 'org':
      state.orgName = message.name;
      state.objects = message.objects;
      return;
    case 'fields':
      state.fields = message.fields;
      return;
    case 'mapping':
      state.mapping = message.mapping;
      return;
    case 'problems':
      state.problems = message.problems;
      return;
    case 'report':
      state.report = message;
      return;
    case 'failed':
      state.failure = message.message;
      return;
    default:
      message satisfies never;
  }
}
