import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { SavedChange } from '../../../client/src/results/page/edit/messages.ts';
import { openResultsPage, progressOf } from '../../harness/resultsPage.ts';
import { launchBrowser } from '../../host/browser.ts';

const idOf = (row: number) => `a00${String(row).padStart(12, '0')}AAA`;
const NAME = {
  field: {
    name: 'Name',
    label: 'Name',
    type: 'string',
    length: 20,
    nillable: false,
    values: [],
    restricted: true,
    referenceTo: [],
  },
};

/** What editing must not do by itself: change what was only looked at, write where nobody meant to. */
describe('editing in the page with results, guarded', () => {
  let browser: Browser;
  let page: Page;
  let harm: readonly string[];
  before(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(harm, []);
  });
  after(() => browser.close());

  const saves: (readonly SavedChange[])[] = [];
  beforeEach(() => {
    saves.length = 0;
  });

  /** @param saved what a save waits for */
  async function open(names: readonly string[], saved: Promise<void>, clipboard = '') {
    const rows = names.map(name => [name]);
    const opened = await openResultsPage(browser, rows, {
      window: ({ start, end }) => ({
        rows: rows.slice(start, end),
        ids: rows.slice(start, end).map((_, row) => idOf(start + row)),
      }),
      editColumns: () => ({ org: 'Test org', object: 'Thing__c', label: 'Thing', columns: { Name: NAME } }),
      fields: () => ({ fields: {} }),
      readClipboard: () => ({ text: clipboard }),
      confirmSave: () => ({ confirmed: true }),
      refreshRows: () => null,
      async saveEdits({ changes }) {
        saves.push(changes);
        await saved;
        return { outcomes: changes.map(() => ({ state: 'saved' })) };
      },
    });
    ({ page, harm } = opened);
    await opened.send({ type: 'progress', progress: progressOf(['Name'], rows.length) });
    await cell(0).filter({ hasText: 'one' }).waitFor();
    return opened;
  }

  const cell = (row: number) => page.locator(`.slick-row[aria-rowindex="${row + 2}"] .slick-cell`).nth(1);
  const changed = (text: string) => page.locator('#edits-text', { hasText: text }).waitFor();
  const notice = (text: string) => page.locator('#status-notice', { hasText: text }).waitFor();
  const save = async () => {
    await page.getByRole('button', { name: 'save', exact: true }).click();
    await page.keyboard.press('Enter');
  };

  it('leaves line breaks as they are, looked at or changed', async () => {
    await open(['one\r\ntwo', 'one\r\ntwo'], Promise.resolve());
    const lines = page.locator('textarea.edit-popup');
    const edit = async (row: number, typed: string) => {
      await cell(row).click();
      await page.keyboard.press('F2');
      await lines.waitFor();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
      await lines.waitFor({ state: 'detached' });
    };
    await edit(0, '');
    await edit(1, '!');
    await changed('changes 1');
    await save();
    await notice('saved 1');
    assert.deepEqual(
      saves.flat().map(({ id, fields }) => [id, fields]),
      [[idOf(1), { Name: 'one\r\ntwo!' }]],
    );
  });

  it('leaves a cell alone that somebody is typing in, whatever comes meanwhile', async () => {
    const names = Array.from({ length: 300 }, (_, row) => (row === 0 ? 'one' : `row ${row}`));
    const { send, told } = await open(names, Promise.resolve());
    const run = progressOf(['Name'], 100);
    await send({ type: 'progress', progress: { ...run, run: 'growing', state: 'running', totalSize: 300 } });
    await cell(1).click();
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('half a wo');
    const input = page.locator('.slick-cell.editable input');
    const rows = (count: number) => page.locator(`#grid[aria-rowcount="${count + 1}"]`).waitFor();
    for (const count of [200, 300]) {
      const progress = { ...run, run: 'growing', rows: count, totalSize: 300 };
      await send({ type: 'progress', progress: { ...progress, state: count < 300 ? 'running' : 'done' } });
      await rows(count);
    }
    const error = { code: 'RUNS_ENDED', message: 'the server stopped' };
    await send({ type: 'progress', progress: { ...run, run: 'growing', state: 'failed', rows: 0, error } });
    await page.getByRole('alert').filter({ hasText: 'the server stopped' }).waitFor();
    assert.equal(await input.inputValue(), 'half a wo');
    await page.keyboard.type('rd');
    await page.keyboard.press('Enter');
    await changed('changes 1');
    await cell(1).filter({ hasText: 'half a word' }).waitFor();
    assert.deepEqual(
      told.flatMap(message => (message.type === 'cell' ? [message.open] : [])),
      [true, false],
    );
  });

  it('ends a save with the result that it belongs to', async () => {
    const saved = Promise.withResolvers<void>();
    const names = Array.from({ length: 410 }, () => 'one');
    const { send } = await open(names, saved.promise, names.map(() => 'P').join('\n'));
    await cell(0).click();
    await page.keyboard.press('Control+v');
    await changed('changes 410');
    await save();
    await changed('saving 0 410');
    await send({ type: 'progress', progress: { ...progressOf(['Name'], 410), run: 'another' } });
    saved.resolve();
    await notice('saved 200');
    assert.equal(saves.length, 1);
  });

  it('offers to undelete what is in the recycle bin, and to change only what is not', async () => {
    const rows = [
      ['one', true],
      ['two', false],
    ];
    const undeleted: string[][] = [];
    const opened = await openResultsPage(browser, rows, {
      window: ({ start, end }) => ({
        rows: rows.slice(start, end),
        ids: rows.slice(start, end).map((_, row) => idOf(start + row)),
      }),
      editColumns: ({ columns }) => ({
        org: 'Test org',
        object: 'Thing__c',
        label: 'Thing',
        includesDeleted: true,
        columns: { Name: NAME, ...(columns.includes('IsDeleted') && { IsDeleted: { why: 'system' } }) },
      }),
      undelete({ ids }) {
        undeleted.push([...ids]);
        return { back: ids, failed: [] };
      },
      refreshRows({ ids }) {
        for (const id of ids) rows[Number(id.slice(3, 15))]![1] = false;
        return null;
      },
    });
    ({ page, harm } = opened);
    const offered = async (row: number) => {
      await cell(row).click({ button: 'right' });
      const context = JSON.parse((await page.locator('#grid').getAttribute('data-vscode-context')) ?? '{}');
      const { isEditable, isRow, isDeleted } = context as Record<string, boolean>;
      return { isEditable, isRow, isDeleted };
    };
    const undelete = () => opened.send({ type: 'do', command: { name: 'edit', act: 'undeleteRecords' } });
    await opened.send({ type: 'progress', progress: progressOf(['Name', 'IsDeleted'], rows.length) });
    await page.locator('.row-gone', { hasText: 'one' }).waitFor();
    assert.deepEqual(await offered(1), { isEditable: true, isRow: true, isDeleted: false });
    assert.deepEqual(await offered(0), { isEditable: false, isRow: false, isDeleted: true });
    await undelete();
    await page.locator('.row-gone').waitFor({ state: 'detached' });
    assert.deepEqual(undeleted, [[idOf(0)]]);
    assert.deepEqual(await offered(0), { isEditable: true, isRow: true, isDeleted: false });
    // Without the column only the org knows.
    await opened.send({ type: 'progress', progress: { ...progressOf(['Name'], rows.length), run: 'next' } });
    await cell(1).filter({ hasText: 'two' }).waitFor();
    assert.deepEqual(await offered(1), { isEditable: true, isRow: true, isDeleted: true });
    await undelete();
    await notice('undeleted');
    assert.deepEqual(undeleted.at(-1), [idOf(1)]);
  });
});
