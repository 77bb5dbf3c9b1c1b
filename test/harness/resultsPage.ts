// The page with the rows of a query, alone in a browser: with the policy that it has in VS Code, and a made-up panel.
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pageMarkup } from '../../client/src/results/markup.ts';
import type { Answer, Asked, Question, ToPage, ToPanel, Words } from '../../client/src/results/page/messages.ts';
import { ROOT } from '../../scripts/node24.mjs';
import type { Cell, RunProgress } from '../../server/src/protocol/runs.ts';

const ORIGIN = 'http://page.localhost';
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };
const KEYS =
  'oneRow rows rowsOf rowsMatch calls rate pages noRows running cancelled cancel exportRows childRows copied ' +
  'copyTooLarge sortWhenDone results objects allObjects filter find findNext findPrevious foundRows notFound noColumn details row copy close ' +
  'noChildRows openHint openRecord notARecord paused fetchRest noneFound noneMatch clearFilter';
const CHART_KEYS = 'table chart value shape bars line described leftOut firstRows';
const EDIT_KEYS =
  'save discard cancel savingStops busy nothingToUndo back record field oldValue newValue ' +
  'deleted empty moved keepMine takeTheirs keepAllMine takeAllTheirs changedSince unknownOutcome willBeDeleted isDeleted ' +
  'noRecord lookUpHint lookUpNone lookUpObject';
/** With values in them. */
const FILLED_KEYS =
  'changes deletions notSaved conflicts retry saving saved stopped left stale pasted notTaken tooMany reviewTitle reviewCalls ' +
  'accept showMore thereNow was undeleted';
const REASONS = 'aggregate tooling search parent children compound computed formula system noAccess type unknown';
const PROBLEMS = 'ambiguous boolean date datetime digits empty id integer number time tooLong value';

const named = (keys: string, more = '') => Object.fromEntries(keys.split(' ').map(key => [key, key + more]));
/** Each text of the page is its key. */
export const pageWords = {
  ...named(KEYS),
  ...named('cells sum', ' {0}'),
  chart: named(CHART_KEYS),
  nextSteps: { retry: 'again', editQuery: 'edit' },
  edit: { ...named(EDIT_KEYS), ...named(FILLED_KEYS, ' {0} {1}'), readOnly: named(REASONS), problems: named(PROBLEMS) },
} as unknown as Words;

/** What the panel answers; a question that is not here gets a row of nothing. */
export type PanelAnswers = { readonly [Q in Question]?: (asked: Asked<Q>) => Answer<Q> | Promise<Answer<Q>> };

export interface OpenedPage {
  readonly page: Page;
  send(message: ToPage): Promise<unknown>;
  /** What must not happen: errors, dialogs, broken policies. */
  readonly harm: readonly string[];
  /** What the page has told the panel, but for its questions. */
  readonly told: readonly ToPanel[];
}

/** @param answers beside those from the rows */
export async function openResultsPage(
  browser: Browser,
  rows: readonly (readonly Cell[])[],
  answers: PanelAnswers = {},
): Promise<OpenedPage> {
  const page = await browser.newPage();
  const harm: string[] = [];
  const told: ToPanel[] = [];
  page.on('pageerror', error => harm.push(error.message));
  page.on('dialog', dialog => void dialog.dismiss().then(() => harm.push('dialog')));
  page.on('console', message => message.text().includes('Content Security Policy') && harm.push(message.text()));
  const html = pageMarkup({
    nonce: 'n0nce',
    source: ORIGIN,
    file: name => `${ORIGIN}/${name}`,
    language: 'en',
    words: pageWords,
  });
  await page.route(`${ORIGIN}/**`, route => {
    const name = path.basename(new URL(route.request().url()).pathname);
    if (name === '') return route.fulfill({ contentType: 'text/html', body: html });
    const body = fs.readFileSync(path.join(ROOT, 'dist', name));
    return route.fulfill({ contentType: TYPES[path.extname(name)] ?? '', body });
  });
  const send = (message: ToPage) => page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  await page.exposeFunction('toPanel', async (message: ToPanel) => {
    if (message.type !== 'ask') return void told.push(message);
    const { request, question, asked } = message;
    const given = answers[question] as ((asked: unknown) => unknown) | undefined;
    return send({ type: 'answer', request, answer: await (given ? given(asked) : answerOf(question, asked, rows)) });
  });
  await page.addInitScript(
    'window.acquireVsCodeApi = () => ({ postMessage: message => window.toPanel(message), setState() {} });',
  );
  await page.goto(`${ORIGIN}/`);
  return { page, send, harm, told };
}

function answerOf(question: string, asked: unknown, rows: readonly (readonly Cell[])[]): unknown {
  const { start = 0, end = 0 } = asked as { start?: number; end?: number };
  if (question === 'window') return { rows: rows.slice(start, end), ids: rows.slice(start, end).map(() => null) };
  if (question === 'records') return { records: [{ Name: rows[start]?.[0] }] };
  if (question === 'fields') return { fields: {} };
  if (question === 'editColumns') return { columns: {} };
  // A filter by the text of any column finds nothing here.
  return { rows: (asked as { filter?: unknown }).filter ? 0 : rows.length };
}

/** A run that has ended. */
export const progressOf = (columns: readonly string[], rows: number): RunProgress => ({
  run: 'r',
  state: 'done',
  rows,
  totalSize: rows,
  pages: 1,
  calls: 1,
  elapsedMs: 10,
  columns: columns.map(name => ({ path: name, kind: 'text' })),
});
