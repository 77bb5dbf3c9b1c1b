import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { SavedChange } from '../../../client/src/results/page/edit/messages.ts';
import type { EditColumn, EditField } from '../../../server/src/protocol/edits.ts';
import type { RecordOutcome } from '../../../server/src/protocol/records.ts';
import type { Cell } from '../../../server/src/protocol/runs.ts';
import type { FieldItem } from '../../../server/src/protocol/schema.ts';
import { besideNarrowPage } from '../../harness/narrow.ts';
import { openResultsPage, type PanelAnswers, progressOf } from '../../harness/resultsPage.ts';
import { launchBrowser } from '../../host/browser.ts';

const values = (...names: string[]) => names.map(value => ({ value, label: value }));
const field = (name: string, type: string, more: Partial<EditField> = {}): EditColumn => ({
  field: {
    name,
    label: name,
    type,
    length: 20,
    nillable: true,
    values: [],
    restricted: true,
    referenceTo: [],
    ...more,
  },
});
const COLUMNS: Record<string, EditColumn> = {
  Name: field('Name', 'string', { nillable: false }),
  Size: field('Size', 'double'),
  Done: field('Done', 'boolean', { nillable: false }),
  Day: field('Day', 'date'),
  Kind: field('Kind', 'picklist', { values: values('Hot', 'Cold') }),
  Kinds: field('Kinds', 'multipicklist', { values: values('A', 'B', 'C') }),
  ParentId: field('ParentId', 'reference', { referenceTo: ['Account'] }),
  Total: { why: 'formula' },
};
const paths = Object.keys(COLUMNS);
const idOf = (row: number) => `a00${String(row).padStart(12, '0')}AAA`;
const rowOf = (row: number): Cell[] => [`Row ${row}`, row, false, '2026-01-01', 'Hot', 'A', null, row * 2];

/** The page with editable rows in a browser, and what a person does there. */
describe('editing in the page with results, alone', () => {
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

  let clipboard = '';
  /** What the panel was asked to save, call by call. */
  let saves: (readonly SavedChange[])[] = [];

  async function open(rows: number, answers: PanelAnswers = {}) {
    saves = [];
    const all = Array.from({ length: rows }, (_, row) => rowOf(row));
    const opened = await openResultsPage(browser, all, {
      window: ({ start, end }) => ({
        rows: all.slice(start, end),
        ids: all.slice(start, end).map((_, row) => idOf(start + row)),
      }),
      editColumns: () => ({ org: 'Test org', object: 'Thing__c', label: 'Thing', columns: COLUMNS }),
      fields: () => ({ fields: { Name: { nameField: true, type: 'string', label: 'Name' } as FieldItem } }),
      readClipboard: () => ({ text: clipboard }),
      confirmSave: () => ({ confirmed: true }),
      refreshRows: () => null,
      lookUp: () => ({ found: [{ id: '001000000000001AAA', name: 'Acme' }] }),
      saveEdits({ changes }) {
        saves.push(changes);
        return { outcomes: changes.map(() => ({ state: 'saved' })) };
      },
      ...answers,
    });
    ({ page, harm } = opened);
    await opened.send({ type: 'progress', progress: progressOf(paths, rows) });
    await cell(0, 'Name').filter({ hasText: 'Row 0' }).waitFor();
    return opened;
  }

  const cell = (row: number, path: string) =>
    page.locator(`.slick-row[aria-rowindex="${row + 2}"] .slick-cell`).nth(paths.indexOf(path) + 1);
  const changed = (text: string) => page.locator('#edits-text', { hasText: text }).waitFor();
  const notice = (text: string) => page.locator('#status-notice', { hasText: text }).waitFor();
  const marked = (row: number, path: string, text: string) =>
    cell(row, path).and(page.locator('.edited')).filter({ hasText: text }).waitFor();
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  /** From a cell on, so many rows down and columns to the right. */
  const select = async (row: number, path: string, down: number, right: number) => {
    await cell(row, path).click();
    for (let step = 0; step < down; step++) await press('Shift+ArrowDown');
    for (let step = 0; step < right; step++) await press('Shift+ArrowRight');
  };
  const reviewLines = async () =>
    (await page.locator('#review tbody tr').allInnerTexts()).map(line => line.replace(/\s*\t\s*/g, ' | ').trim());

  it('opens a cell by typing, F2, Enter or a double click, and lets it be by Escape', async () => {
    await open(3);
    await cell(0, 'Name').click();
    await page.keyboard.type('New');
    await press('Enter');
    await marked(0, 'Name', 'New');
    await cell(1, 'Size').click();
    await press('F2');
    await page.keyboard.type('1,234.5');
    await press('Enter');
    await marked(1, 'Size', '1234.5');
    await cell(2, 'Name').dblclick();
    await page.locator('.slick-cell.editable input').fill('never');
    await press('Escape');
    await changed('changes 2');
    assert.equal(await page.locator('.slick-cell.edited').count(), 2);
    await cell(0, 'Name').hover();
    assert.match((await cell(0, 'Name').getAttribute('title')) ?? '', /was Row 0/);
  });

  it('loses no key while the columns are still being asked for', async () => {
    const asked = Promise.withResolvers<void>();
    const editColumns = { org: 'Test org', object: 'Thing__c', label: 'Thing', columns: COLUMNS };
    await open(3, { editColumns: () => asked.promise.then(() => editColumns) });
    await cell(0, 'Name').click();
    await page.keyboard.type('Newt');
    await press('Backspace', 'Enter', 'ArrowDown');
    await page.keyboard.type('Next');
    await press('Enter');
    asked.resolve();
    await marked(0, 'Name', 'New');
    await marked(1, 'Name', 'Next');
    await changed('changes 2');
  });

  it('opens a cell by Enter while the columns are still being asked for', async () => {
    const asked = Promise.withResolvers<void>();
    const editColumns = { org: 'Test org', object: 'Thing__c', label: 'Thing', columns: COLUMNS };
    await open(3, { editColumns: () => asked.promise.then(() => editColumns) });
    await cell(0, 'Name').click();
    await press('Enter');
    asked.resolve();
    await page.locator('.slick-cell.editable input').fill('By Enter');
    await press('Enter');
    await marked(0, 'Name', 'By Enter');
  });

  it('offers the values that the record type of the row leaves', async () => {
    const asked: string[] = [];
    await open(2, {
      editColumns: () => ({
        ...{ org: 'Test org', object: 'Thing__c', label: 'Thing', hasRecordTypes: true, columns: COLUMNS },
      }),
      recordTypes({ ids }) {
        asked.push(`types of ${ids.length}`);
        return { types: Object.fromEntries(ids.map(id => [id, id === idOf(0) ? 'hot' : 'cold'])) };
      },
      picklists({ recordType }) {
        asked.push(`values of ${recordType}`);
        return { picklists: { Kind: [recordType === 'hot' ? 'Hot' : 'Cold'] } };
      },
    });
    const offered = async (row: number) => {
      await cell(row, 'Kind').click();
      await press('F2');
      const options = page.locator('.slick-cell.editable select option');
      await options.last().waitFor({ state: 'attached' });
      const texts = await options.allInnerTexts();
      await press('Escape');
      return texts.filter(text => text !== '');
    };
    assert.deepEqual(await offered(0), ['Hot']);
    // What the record holds stays possible.
    assert.deepEqual(await offered(1), ['Hot', 'Cold']);
    assert.deepEqual(asked, ['types of 2', 'values of hot', 'values of cold']);
  });

  it('has an editor for each type', async () => {
    await open(1);
    const edit = async (path: string) => {
      await cell(0, path).click();
      await press('Enter');
    };
    const editor = page.locator('.slick-cell.editable :is(input, select)');
    await edit('Done');
    await press('Space', 'Enter');
    await marked(0, 'Done', 'true');
    await cell(0, 'Done').click();
    await press('Space', 'Enter');
    await page.locator('#edits').waitFor({ state: 'hidden' });
    await press('Space', 'Enter');
    await cell(0, 'Kind').click();
    await press('c', 'Enter');
    await marked(0, 'Kind', 'Cold');
    await press('Control+z');
    await edit('Day');
    await editor.fill('2026-02-28');
    await press('Enter');
    await marked(0, 'Day', '2026-02-28');
    await edit('Kind');
    await editor.selectOption('Cold');
    await press('Enter');
    await marked(0, 'Kind', 'Cold');
    await edit('Kinds');
    await press('ArrowDown', 'ArrowDown', 'Space');
    await page.screenshot({ path: 'out/shots/edit-values.png' });
    await press('Enter');
    await marked(0, 'Kinds', 'A;C');
    await edit('ParentId');
    await page.keyboard.type('Ac');
    await page.getByRole('option', { name: 'Acme' }).waitFor();
    await page.screenshot({ path: 'out/shots/edit-lookup.png' });
    await press('Enter');
    await marked(0, 'ParentId', '001000000000001AAA');
    await changed('changes 5');
    await page.getByRole('button', { name: 'save', exact: true }).click();
    assert.deepEqual(await reviewLines(), [
      'Row 0 | Done | false | true',
      'Row 0 | Day | 2026-01-01 | 2026-02-28',
      'Row 0 | Kind | Hot | Cold',
      'Row 0 | Kinds | A | A;C',
      'Row 0 | ParentId | empty | Acme (001000000000001AAA)',
    ]);
  });

  it('opens the preview by Ctrl+S, with what is still open in a cell', async () => {
    await open(1);
    await cell(0, 'Name').click();
    await press('Control+s');
    assert.equal(await page.locator('#review').isVisible(), false);
    await page.keyboard.type('New');
    await press('Control+s');
    await page.locator('#review-accept:focus').waitFor();
    assert.deepEqual(await reviewLines(), ['Row 0 | Name | Row 0 | New']);
    assert.equal(saves.length, 0);
    await press('Enter');
    await notice('saved 1');
    assert.equal(saves.length, 1);
  });

  it('goes through the records that a lookup has found from either end', async () => {
    const found = ['Acme', 'Acme Energy', 'Acme Health'].map((name, at) => ({ id: `00100000000000${at}AAA`, name }));
    await open(1, { lookUp: () => ({ found }) });
    await cell(0, 'ParentId').click();
    await page.keyboard.type('Ac');
    await page.getByRole('option', { name: 'Acme Health' }).waitFor();
    const box = page.getByRole('combobox');
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    await press('ArrowUp');
    await page.getByRole('option', { name: 'Acme Health', selected: true }).waitFor();
    await press('ArrowDown');
    await page.getByRole('option', { name: 'Acme', exact: true, selected: true }).waitFor();
    await page.keyboard.type('m');
    assert.equal(await box.getAttribute('aria-expanded'), 'false');
    await page.getByRole('option', { name: 'Acme Energy' }).click();
    await changed('changes 1');
  });

  it('says why a value or a column does not do', async () => {
    await open(1);
    await cell(0, 'Size').click();
    await page.keyboard.type('many');
    await press('Enter');
    await page.getByRole('alert').filter({ hasText: 'number' }).waitFor();
    await press('Escape');
    await page.getByRole('alert').filter({ hasText: 'number' }).waitFor({ state: 'detached' });
    await cell(0, 'Total').click();
    await press('F2');
    await notice('formula');
    assert.equal(await page.locator('.slick-cell.editable, .slick-cell.edited').count(), 0);
  });

  it('pastes over rows that were never shown, fills down, empties, undoes and does again', async () => {
    await open(500);
    clipboard = Array.from({ length: 450 }, (_, row) => `P${row}\t${row + 1}\tno`).join('\n');
    await cell(0, 'Name').click();
    await press('Control+v');
    await notice('pasted 900');
    await changed('changes 900');
    await press('Control+z');
    await page.locator('#edits').waitFor({ state: 'hidden' });
    await press('Control+y');
    await changed('changes 900');
    await press('Control+z');
    clipboard = 'x';
    await select(1, 'Name', 2, paths.indexOf('Total'));
    await press('Control+v');
    await notice('notTaken');
    await press('Control+z');
    await cell(0, 'Day').click();
    await press('Delete');
    await marked(0, 'Day', 'null');
    await select(0, 'Day', 4, 0);
    await press('Control+d');
    await changed('changes 5');
    await cell(0, 'Name').click();
    await press('Delete');
    await notice('empty');
  });

  it('writes nothing before the preview is accepted, then 200 at a time, and keeps what failed', async () => {
    const outcomeOf = ({ id }: SavedChange): RecordOutcome => {
      const row = Number(id.slice(3, 15));
      if (row === 7) return { state: 'failed', code: 'STRING_TOO_LONG', message: 'too <b>long</b>', fields: ['Name'] };
      return row === 8 ? { state: 'conflict', current: { Name: 'theirs' } } : { state: 'saved' };
    };
    let fails = true;
    const { told, send } = await open(450, {
      saveEdits({ changes }) {
        saves.push(changes);
        return { outcomes: changes.map(change => (fails ? outcomeOf(change) : { state: 'saved' })) };
      },
    });
    clipboard = Array.from({ length: 410 }, (_, row) => `P${row}`).join('\n');
    await cell(0, 'Name').click();
    await press('Control+v');
    await cell(9, 'Name').click();
    await press('Control+Delete');
    await changed('changes 409');
    await changed('deletions 1');
    await page.getByRole('button', { name: 'save', exact: true }).click();
    assert.equal((await reviewLines()).length, 410);
    assert.equal(saves.length, 0);
    await page.screenshot({ path: 'out/shots/edit-review-page.png' });
    await press('Enter');
    await changed('notSaved 1');
    await changed('conflicts 1');
    assert.deepEqual(
      saves.map(({ length }) => length),
      [200, 200, 10],
    );
    const [first] = saves[0]!;
    assert.deepEqual(first, { object: 'Thing__c', id: idOf(0), fields: { Name: 'P0' }, before: { Name: 'Row 0' } });
    assert.deepEqual(saves[0]![9], { object: 'Thing__c', id: idOf(9), fields: {}, before: {}, delete: true });
    assert.ok(told.some(message => message.type === 'edits' && message.changed.length === 410));
    await cell(7, 'Name').and(page.locator('.refused')).waitFor();
    assert.match((await cell(7, 'Name').getAttribute('title')) ?? '', /too <b>long<\/b> \(STRING_TOO_LONG\)/);
    await page.locator('.row-gone .slick-cell').first().waitFor();
    fails = false;
    await page.getByRole('button', { name: 'retry 1', exact: false }).click();
    // It changes nothing, and has the preview drawn again: once it is done there is nothing to say.
    await send({ type: 'do', command: { name: 'edit', act: 'fillDown' } });
    await page.locator('#status-notice:empty').waitFor({ state: 'attached' });
    assert.deepEqual(await reviewLines(), ['Row 7 | Name | Row 7 | P7', 'too <b>long</b> (STRING_TOO_LONG)']);
    await press('Enter');
    await changed('conflicts 1');
    assert.deepEqual(
      saves.at(-1)!.map(({ id }) => id),
      [idOf(7)],
    );
    await page.getByRole('button', { name: 'save', exact: true }).click();
    await page.getByRole('button', { name: 'keepMine', exact: true }).click();
    assert.deepEqual(await besideNarrowPage(page), []);
    await page.locator('#review-accept').click();
    await page.locator('#edits').waitFor({ state: 'hidden' });
    const overwritten = { object: 'Thing__c', id: idOf(8), fields: { Name: 'P8' }, before: { Name: 'theirs' } };
    assert.deepEqual(saves.at(-1), [overwritten]);
  });

  it('stops a save after the call that is under way', async () => {
    const answer = Promise.withResolvers<void>();
    await open(450, {
      async saveEdits({ changes }) {
        saves.push(changes);
        await answer.promise;
        return { outcomes: changes.map(() => ({ state: 'saved' })) };
      },
    });
    await cell(0, 'Name').click();
    clipboard = Array.from({ length: 410 }, () => 'P').join('\n');
    await press('Control+v');
    await changed('changes 410');
    await page.getByRole('button', { name: 'save', exact: true }).click();
    await press('Enter');
    await changed('saving 0 410');
    await page.locator('#edits').getByRole('button', { name: 'cancel' }).click();
    await changed('savingStops');
    answer.resolve();
    await changed('changes 210');
    assert.equal(saves.length, 1);
    await notice('stopped 210');
  });
});
