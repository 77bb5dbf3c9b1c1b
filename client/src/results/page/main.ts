// The page inside the results panel: progress in, windows of rows on demand, a status line, copy and cancel.
import 'slickgrid/dist/styles/css/slick.grid.css';
import './page.css';
import type { RunColumn, RunProgress } from '../../../../server/src/protocol/runs.ts';
import { tabSeparated } from './cells.ts';
import { createGrid, type Selection } from './grid.ts';
import type { ToPage, ToPanel, Words } from './messages.ts';
import { createRowCache, type Row } from './rowCache.ts';
import { createStatus } from './status.ts';

declare function acquireVsCodeApi(): { postMessage(message: ToPanel): void };

/** Copying more would only choke the clipboard; a whole result is a job for an export. */
const MOST_COPIED_CELLS = 2_000_000;

const panel = acquireVsCodeApi();
const script = document.currentScript as HTMLScriptElement;
const words = JSON.parse(script.dataset.words ?? '{}') as Words;
const requests = new Map<number, { resolve(rows: readonly Row[]): void; reject(error: Error): void }>();
let lastRequest = 0;
let columns: readonly RunColumn[] | undefined;
let progress: RunProgress | undefined;
let sized = false;

const fetchRows = (start: number, end: number): Promise<readonly Row[]> =>
  new Promise((resolve, reject) => {
    const request = ++lastRequest;
    requests.set(request, { resolve, reject });
    panel.postMessage({ type: 'window', request, start, end });
  });

const status = createStatus(document, words, {
  cancel: () => panel.postMessage({ type: 'cancel' }),
  exportRows: () => panel.postMessage({ type: 'export' }),
  nextStep: step => panel.postMessage({ type: 'nextStep', step }),
});
const cache = createRowCache(fetchRows, arrived, error => status.say(String((error as Error).message)));
const grid = createGrid(document.getElementById('grid')!, cache, script.nonce, words, {
  sort(column, descending) {
    if (progress?.state === 'running') {
      grid.showSorted(undefined, false);
      status.say(words.sortWhenDone);
    } else panel.postMessage({ type: 'sort', column, descending });
  },
  copy: selection => void copy(selection).catch((error: Error) => status.say(error.message)),
});

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'progress':
      return show(data.progress);
    case 'rows':
      requests.get(data.request)?.resolve(data.rows);
      requests.delete(data.request);
      return;
    case 'sorted':
      cache.clear();
      grid.showSorted(data.column, data.descending);
      return grid.redraw();
    case 'failed': {
      const waiting = data.request === undefined ? undefined : requests.get(data.request);
      if (!waiting) return status.say(data.message);
      requests.delete(data.request!);
      return waiting.reject(new Error(data.message));
    }
    default:
      data satisfies never;
  }
});
panel.postMessage({ type: 'ready' });

function show(next: RunProgress): void {
  if (next.run !== progress?.run) {
    columns = undefined;
    sized = false;
    cache.clear();
    grid.setColumns([], []);
    grid.showSorted(undefined, false);
  }
  progress = next;
  if (next.columns && next.columns !== columns) {
    if (next.columns.length !== columns?.length) {
      columns = next.columns;
      grid.setColumns(columns, []);
    }
    columns = next.columns;
  }
  cache.grow(next.rows);
  grid.setLength(next.rows);
  status.show(next);
}

/** The first rows tell how wide the columns should be. */
function arrived(start: number, end: number): void {
  if (!sized && columns && start === 0) {
    sized = true;
    const sample = Array.from({ length: Math.min(end, 100) }, (_, index) => cache.get(index)).filter(
      row => row !== undefined,
    );
    grid.setColumns(columns, sample);
  }
  grid.redraw(start, end);
}

async function copy({ fromRow, toRow, fromColumn, toColumn }: Selection): Promise<void> {
  const rows = toRow - fromRow + 1;
  status.say('');
  if (rows * (toColumn - fromColumn + 1) > MOST_COPIED_CELLS) return status.say(words.copyTooLarge);
  const all = await fetchRows(fromRow, toRow + 1);
  panel.postMessage({ type: 'copy', text: tabSeparated(all.map(row => row.slice(fromColumn, toColumn + 1))), rows });
  status.say(words.copied.replace('{0}', rows.toLocaleString()));
}
