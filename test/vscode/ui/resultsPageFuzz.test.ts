import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { EditColumn } from '../../../server/src/protocol/edits.ts';
import type { Cell } from '../../../server/src/protocol/runs.ts';
import { type OpenedPage, openResultsPage, type PanelAnswers, progressOf } from '../../harness/resultsPage.ts';
import { launchBrowser } from '../../host/browser.ts';

const STEPS = Number(process.env.GRID_STEPS ?? 25);
const ROWS = 2000;
const PATHS = Array.from({ length: 30 }, (_, column) => `c${column}`);
const rowHeight = 24;

/** What the page has told of a record that is edited. */
interface Edited {
  readonly deleted?: boolean;
  readonly cells: ReadonlyMap<string, { readonly after: unknown }>;
}

/** What is drawn of a row. */
interface DrawnRow {
  readonly row: number;
  readonly isDeleted: boolean;
  readonly cells: readonly {
    readonly path: string;
    readonly text: string;
    readonly isEdited: boolean;
    readonly isOpen: boolean;
  }[];
}

interface Drawn {
  readonly rows: readonly DrawnRow[];
  /** Rows of the grid that should be seen, half-open. */
  readonly seen: readonly [number, number];
}

describe('the grid under random hands', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  it('shows in each row what the record holds, wherever one scrolls, sorts, pins and edits', async function () {
    this.timeout(60_000 + STEPS * 3000);
    const seed = Number(process.env.GRID_SEED ?? 1);
    const model = new Model();
    const opened = await openResultsPage(browser, [], model.answers);
    await opened.page.setViewportSize({ width: 900, height: 600 });
    await opened.send({ type: 'progress', progress: progressOf(PATHS, ROWS) });
    await becomesRight(opened, model, 'at the start');
    const { act, history } = randomHands(opened, model, randomOf(seed));
    for (let step = 0; step < STEPS; step++) {
      await act();
      await becomesRight(opened, model, `seed ${seed}: ${history.join(' ')}`);
    }
    assert.deepEqual(opened.harm, []);
    await opened.page.close();
  });
});

/** The records in the order in which they are arranged. */
class Model {
  order = everyRow();
  clipboard = '';

  readonly answers: PanelAnswers = {
    window: ({ start, end }) => {
      const shown = this.order.slice(start, end);
      return { rows: shown.map(row => PATHS.map((_, column) => cellOf(row, column))), ids: shown.map(idOf) };
    },
    arrange: ({ sort }) => {
      this.order = everyRow();
      if (sort) this.order.sort((a, b) => ((a * 7919) % ROWS) - ((b * 7919) % ROWS));
      if (sort?.descending) this.order.reverse();
      return { rows: this.order.length };
    },
    editColumns: () => ({ org: 'O', object: 'T__c', label: 'T', columns: Object.fromEntries(PATHS.map(editable)) }),
    readClipboard: () => ({ text: this.clipboard }),
  };
}

const everyRow = () => Array.from({ length: ROWS }, (_, row) => row);
const idOf = (row: number) => `a00${String(row).padStart(12, '0')}AAA`;

function cellOf(row: number, column: number): Cell {
  if (column === 0) return `n${row}`;
  return [null, `r${row}c${column}`, `long ${row} ${column} `.repeat(6), ''][(row * 7 + column * 3) % 4]!;
}

function editable(path: string): [string, EditColumn] {
  const common = { type: 'string', length: 1000, nillable: true, values: [], restricted: false, referenceTo: [] };
  return [path, { field: { ...common, name: path, label: path } }];
}

/** Waits until the page shows what it must; fails with what is wrong where it never does. */
async function becomesRight({ page, told }: OpenedPage, model: Model, what: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const drawn = (await page.evaluate(`(${draw})(${rowHeight})`)) as Drawn;
    const wrong = wrongIn(drawn, model.order, editsOf(told));
    if (wrong === undefined) return;
    assert(performance.now() < deadline, `${wrong}, after ${what}`);
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
}

function wrongIn({ rows, seen }: Drawn, order: readonly number[], edits: ReadonlyMap<string, Edited>) {
  const drawn = new Set(rows.map(({ row }) => row));
  for (let row = seen[0]; row < seen[1]; row++) if (!drawn.has(row)) return `row ${row} is not drawn`;
  for (const { row, cells, isDeleted } of rows) {
    const record = order[row]!;
    const edited = edits.get(idOf(record));
    if (isDeleted !== (edited?.deleted ?? false)) return `row ${row} is ${isDeleted ? '' : 'not '}shown as deleted`;
    for (const { path, text, isEdited, isOpen } of cells) {
      if (isOpen) continue;
      const edit = edited?.deleted ? undefined : edited?.cells.get(path);
      const value = edit ? edit.after : cellOf(record, PATHS.indexOf(path));
      const wanted = path === '#' ? String(row + 1) : String(value);
      if (text !== wanted) return `row ${row}, ${path}: ${JSON.stringify(text)} instead of ${JSON.stringify(wanted)}`;
      if (path !== '#' && isEdited !== (edit !== undefined)) return `row ${row}, ${path}: edited or not`;
    }
  }
  return undefined;
}

function editsOf(told: OpenedPage['told']): Map<string, Edited> {
  const edits = new Map<string, Edited>();
  for (const message of told) {
    if (message.type !== 'edits') continue;
    for (const id of message.removed) edits.delete(id);
    for (const { id, deleted, cells } of message.changed) {
      edits.set(id, { deleted: deleted === true, cells: new Map(cells) });
    }
  }
  return edits;
}

/** Runs in the page. Rows of pinned columns are drawn twice, a part each. */
const draw = `rowHeight => {
  const heads = [...document.querySelectorAll('.slick-header-column')].map(head => head.dataset.id);
  const cell = element => ({
    path: heads[Number(/(?:^| )l(\\d+)(?: |$)/.exec(element.className)[1])],
    text: element.textContent,
    isEdited: element.classList.contains('edited'),
    isOpen: element.querySelector('input, textarea') !== null,
  });
  const rows = [...document.querySelectorAll('.slick-row')].map(row => ({
    row: Number(row.dataset.row),
    isDeleted: row.classList.contains('row-deleted'),
    cells: [...row.querySelectorAll('.slick-cell')].map(cell),
  }));
  const scroller = [...document.querySelectorAll('.slick-viewport')]
    .filter(one => one.clientHeight > 0 && one.scrollHeight > one.clientHeight)
    .sort((a, b) => b.scrollTop - a.scrollTop)[0];
  const seen = scroller
    ? [Math.ceil(scroller.scrollTop / rowHeight), Math.floor((scroller.scrollTop + scroller.clientHeight) / rowHeight)]
    : [0, 1];
  return { rows, seen: [seen[0], Math.min(seen[1], ${ROWS})] };
}`;

type Random = (below: number) => number;

/** The same numbers for the same seed. */
function randomOf(seed: number): Random {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >>> 8) % below;
  };
}

function randomHands(opened: OpenedPage, model: Model, random: Random) {
  const history: string[] = [];
  const acts = { ...scrolls(opened, random), ...keys(opened.page, model, random), ...columns(opened, random) };
  const names = Object.keys(acts) as (keyof typeof acts)[];
  const act = async () => {
    for (let count = 1 + random(3); count > 0; count--) {
      const name = names[random(names.length)]!;
      history.push(name);
      await acts[name]();
    }
  };
  return { act, history };
}

function scrolls({ page }: OpenedPage, random: Random) {
  const { mouse } = page;
  const viewports = (script: string) =>
    page.evaluate(`for (const one of document.querySelectorAll('.slick-viewport')) { ${script} }`);
  return {
    scroll: () => mouse.wheel(0, random(3000) - 1500),
    scrollABit: () => mouse.wheel(0, random(200) - 100),
    scrollAcross: () => mouse.wheel(random(3000) - 1500, 0),
    scrollFar: () =>
      viewports(`if (one.scrollHeight > one.clientHeight + 1) one.scrollTop = ${random(ROWS * rowHeight)}`),
    scrollBoth: () => viewports(`one.scrollTop = ${random(ROWS * rowHeight)}; one.scrollLeft = ${random(3000)}`),
  };
}

function keys(page: Page, model: Model, random: Random) {
  const { keyboard, mouse } = page;
  const oneOf = (choice: readonly string[]) => choice[random(choice.length)]!;
  const click = () => mouse.click(150 + random(500), 250 + random(250));
  return {
    click,
    select: async () => {
      await keyboard.down('Shift');
      await click();
      await keyboard.up('Shift');
    },
    move: () => keyboard.press(oneOf(['ArrowDown', 'ArrowUp', 'ArrowRight', 'PageDown', 'End'])),
    type: async () => {
      await keyboard.type('typed');
      await keyboard.press(oneOf(['Enter', 'Tab', 'Escape']));
    },
    paste: () => {
      model.clipboard = oneOf(['p1\tp2\np3\tp4', 'x', 'y\nz']);
      return keyboard.press('Control+v');
    },
    empty: () => keyboard.press('Delete'),
    deleteRecords: () => keyboard.press('Control+Delete'),
    undo: () => keyboard.press('Control+z'),
    redo: () => keyboard.press('Control+y'),
  };
}

function columns({ page, send }: OpenedPage, random: Random) {
  const command = (header: string, name: 'hideColumn' | 'pinColumn' | 'unpinColumn') =>
    send({ type: 'do', command: { name, header } });
  return {
    // By a script: a title that is scrolled away cannot be clicked by a mouse.
    sort: () => page.evaluate(`document.querySelectorAll('.slick-header-column')[${1 + random(4)}]?.click()`),
    hide: () => command(`c${1 + random(PATHS.length - 1)}`, 'hideColumn'),
    pin: () => command(`c${random(4)}`, 'pinColumn'),
    unpin: () => command(`c${random(4)}`, 'unpinColumn'),
    reset: () => send({ type: 'do', command: { name: 'resetColumns' } }),
  };
}
