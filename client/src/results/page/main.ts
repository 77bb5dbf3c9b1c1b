// The page inside the results panel: progress in, windows of rows on demand, and what the user does with them.
import 'slickgrid/dist/styles/css/slick.grid.css';
import '@vscode/codicons/dist/codicon.css';
import './page.css';
import './edit/edit.css';
import type { RunProgress } from '../../../../server/src/protocol/runs.ts';
import { focusWithPage } from '../../webview/page/focus.ts';
import './sortable.ts';
import { createActions } from './actions.ts';
import { ChartPane } from './chart/chartPane.ts';
import { loadDraw } from './chart/loadDraw.ts';
import { createConversation } from './conversation.ts';
import { Editing } from './edit/editing.ts';
import { createRowIds } from './edit/rowIds.ts';
import { ResultGrid } from './grid.ts';
import { createInspector } from './inspector.ts';
import { createMenuContext } from './menuContext.ts';
import type { ToPage, ToPanel, Words } from './messages.ts';
import { createNoRows } from './noRows.ts';
import { createObjectTabs } from './objectTabs.ts';
import { ResultView } from './resultView.ts';
import { createRowCache } from './rowCache.ts';
import { type SelectionFacts, summaryOf } from './selectionSummary.ts';
import { createStatus } from './status.ts';
import { createToolbar } from './toolbar.ts';

declare function acquireVsCodeApi(): { postMessage(message: ToPanel): void; setState(state: unknown): void };

const panel = acquireVsCodeApi();
const script = document.currentScript as HTMLScriptElement;
const words = JSON.parse(script.dataset.words ?? '{}') as Words;
const host = document.getElementById('grid')!;
let progress: RunProgress | undefined;

const report = (error: unknown): void => status.say(error instanceof Error ? error.message : String(error));
const post = (message: ToPanel): void => panel.postMessage(message);
const conversation = createConversation(post, () => progress?.run ?? '');
const status = createStatus(document, words, {
  cancel: () => post({ type: 'cancel' }),
  resume: () => post({ type: 'resume' }),
  exportRows: () => post({ type: 'export' }),
  nextStep: step => post({ type: 'nextStep', step }),
});
const toolbar = createToolbar(document, words, {
  filter: () => view.filter(toolbar.filterText),
  find: backwards => void find(backwards).catch(report),
  leave: () => grid.focus(),
});
const inspector = createInspector(document, words, {
  copy: text => void conversation.ask('copyText', { text }).catch(report),
  open: id => post({ type: 'openRecord', id, browser: false }),
  closed: () => grid.focus(),
});
const ids = createRowIds();
const fetchRows = async (start: number, end: number) => ids.rowsOf(await conversation.ask('window', { start, end }));
const cache = createRowCache(
  fetchRows,
  (start, end) => view.arrived(start, end),
  error => view.failed(error),
);
const tellMenu = createMenuContext(host, {
  cell: about => ({ ...view.describeCell(about), ...editing.describeCell(about) }),
  column: path => view.describeColumn(path),
});
const grid = new ResultGrid({
  host,
  cache,
  nonce: script.nonce,
  words,
  events: {
    sort: (column, descending) => view.sort({ column, descending }),
    copy: () => actions.run({ name: 'copy', format: 'text', titles: false }),
    find: () => toolbar.focusFind(),
    open: cell => editing.open(cell) || actions.open(cell),
    follow: cell => actions.follow(cell, false),
    menu: tellMenu,
    selected: () => status.saySelection(summaryOf(selectionFacts(), words)),
    reordered: columns => view.reorder(columns),
    resized: (column, width) => view.resize(column, width),
  },
});
const selectionFacts = (): SelectionFacts => ({
  selection: grid.selection(),
  columns: view.facts.columns,
  row: cache.get,
  pending: (row, path) => editing.pendingValue(row, path),
});
const find = async (backwards: boolean): Promise<void> => {
  const said = await view.find(toolbar.findText, backwards);
  if (said !== undefined) toolbar.say(said);
};
const { ask } = conversation;
const chart = new ChartPane({ page: document, words, ask, load: () => loadDraw(script), report });
const noRows = createNoRows(document, words, {
  clearFilter: () => toolbar.setFilter(''),
  editQuery: () => post({ type: 'nextStep', step: 'editQuery' }),
});
const view = new ResultView({
  objects: createObjectTabs(document, words, object => view.choose(object)),
  turned: name => post({ type: 'object', name }),
  grid,
  cache,
  status,
  words,
  ask: conversation.ask,
  report,
  sayFilter: toolbar.sayFilter,
  changed(facts, rows) {
    chart.update(facts, rows);
    noRows.show(progress, rows, toolbar.filterText !== '');
  },
});
const actions = createActions({
  grid,
  view,
  toolbar,
  inspector,
  words,
  status,
  post,
  ask: conversation.ask,
  report,
  pending: () => editing.pending(),
});
const editing = new Editing({
  page: document,
  host,
  grid,
  view,
  cache,
  ids,
  words: words.edit,
  say: status.say,
  post,
  ask,
  report,
  inspect: actions.open,
});

focusWithPage(window, () => grid.focus());
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'progress':
      if (data.progress.run !== progress?.run) {
        editing.leave();
        inspector.close();
        toolbar.clear();
      }
      progress = data.progress;
      view.show(data.progress);
      return editing.show(data.progress);
    case 'restoreEdits':
      return editing.restore(data.records, data.org);
    case 'remember':
      return panel.setState(data.state);
    case 'do':
      return data.command.name === 'edit' ? editing.run(data.command.act) : actions.run(data.command);
    case 'answer':
      return conversation.answered(data.request, data.answer);
    case 'failed':
      if (!conversation.failed(data.request, data.message)) status.say(data.message);
      return;
    default:
      data satisfies never;
  }
});
post({ type: 'ready' });
