import assert from 'node:assert/strict';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ROOT } from '../../../scripts/node24.mjs';
import type { FieldItem } from '../../../server/src/protocol/schema.ts';
import { besideNarrowPage } from '../../harness/narrow.ts';
import { openResultsPage, progressOf } from '../../harness/resultsPage.ts';
import { launchBrowser } from '../../host/browser.ts';

const HOSTILE = [
  '<img src=x onerror="alert(1)">',
  '<script>alert(2)</script>',
  '"><svg onload=alert(3)>',
  'javascript:alert(4)',
  '\u202Etxt.exe',
  'lone \uD800 surrogate',
  '{"a":"</script><script>alert(5)</script>"}',
];

describe('the page with the results of a query, alone', () => {
  let browser: Browser;
  let page: Page | undefined;
  before(async () => {
    browser = await launchBrowser();
  });
  afterEach(() => page?.close());
  after(() => browser.close());

  it('shows markup and script in names and values as text', async () => {
    const opened = await openResultsPage(
      browser,
      HOSTILE.map(text => [text, text]),
    );
    page = opened.page;
    const error = { code: 'X', message: '<img src=x onerror="alert(6)">', nextStep: '<b>' };
    await opened.send({ type: 'progress', progress: { ...progressOf(['Name', HOSTILE[0]!], HOSTILE.length), error } });
    await page.locator('.slick-cell', { hasText: HOSTILE[1]! }).first().waitFor();
    await page.locator('.slick-row .slick-cell').nth(1).dblclick();
    await page.locator('#inspector-content pre', { hasText: 'onerror' }).waitFor();
    await page.locator('#banner', { hasText: 'onerror' }).waitFor();
    assert.equal(await page.locator('img, svg, #grid script').count(), 0);
    assert.deepEqual(opened.harm, []);
    assert.deepEqual(await besideNarrowPage(page), []);
  });

  it('shows markup in what Describe says, in lists of values, lookups and charts as text', async () => {
    const label = HOSTILE[0]!;
    const common = { label, length: 20, nillable: true, restricted: true, referenceTo: [], values: [] };
    const kind = { ...common, name: 'Kind', type: 'picklist', values: HOSTILE.map(value => ({ value, label: value })) };
    const parent = { ...common, name: 'ParentId', type: 'reference', referenceTo: [label] };
    const opened = await openResultsPage(browser, [[HOSTILE[1]!, null, 3]], {
      window: () => ({ rows: [[HOSTILE[1]!, null, 3]], ids: ['a00000000000000AAA'] }),
      fields: () => ({ fields: { Kind: { label, type: 'picklist' } as FieldItem } }),
      editColumns: () => ({
        ...{ org: label, object: label, label },
        columns: { Kind: { field: kind }, ParentId: { field: parent } },
      }),
      lookUp: () => ({ found: [{ id: '001000000000001AAA', name: label }] }),
    });
    page = opened.page;
    const columns = [
      { path: 'Kind', kind: 'text', role: 'group' },
      { path: 'ParentId', kind: 'text' },
      { path: 'total', kind: 'number', role: 'value', expression: label },
    ] as const;
    await opened.send({ type: 'progress', progress: { ...progressOf([], 1), columns } });
    await page.locator('.slick-header-column[title*="onerror"]').first().waitFor();
    await page.locator('.slick-cell.l1').click();
    await page.keyboard.press('F2');
    await page.locator('.slick-cell option', { hasText: 'onerror' }).first().waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await page.locator('.slick-cell.l2').click();
    await page.keyboard.press('F2');
    await page.keyboard.type('on');
    await page.getByRole('option', { name: 'onerror' }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'chart' }).click();
    await chartIsDrawn(page);
    assert.equal(await page.locator('img, svg, #grid script').count(), 0);
    assert.deepEqual(opened.harm, []);
  });

  it('shows a text of 5 MB whole, as text', async () => {
    const whole = `${'<b>x '.repeat(1_000_000)}end`;
    const {
      page: shown,
      send,
      harm,
    } = await openResultsPage(browser, [[{ text: whole.slice(0, 500), length: 5_000_003 }]], {
      records: () => ({ records: [{ Name: whole }] }),
    });
    page = shown;
    await send({ type: 'progress', progress: progressOf(['Name'], 1) });
    await page.locator('.slick-cell.l1').dblclick();
    const text = page.locator('#inspector-content pre');
    await text.filter({ hasText: 'end' }).waitFor();
    assert.equal((await text.textContent())?.length, whole.length);
    await page.keyboard.press('Escape');
    await page.locator('#inspector').waitFor({ state: 'hidden' });
    assert.deepEqual(harm, []);
  });

  it('shows child rows by a double click without a word, and opens the record of each', async () => {
    const attributes = { type: 'Contact', url: '/services/data/v67.0/sobjects/Contact/003000000000001AAA' };
    const records = [
      { attributes, FirstName: null, LastName: 'Ann' },
      { FirstName: 'Bob', LastName: '<b>B</b>' },
    ];
    const opened = await openResultsPage(browser, [[{ totalSize: 2 }]], {
      records: () => ({ records: [{ Contacts: { totalSize: 2, done: true, records } }] }),
      editColumns: () => ({ org: 'org', object: 'Account', columns: { Contacts: { why: 'children' } } }),
    });
    page = opened.page;
    const columns = [{ path: 'Contacts', kind: 'children' }] as const;
    await opened.send({ type: 'progress', progress: { ...progressOf([], 1), columns } });
    const cell = page.locator('.slick-cell.l1', { hasText: 'childRows' });
    await cell.dblclick();
    await page.locator('#inspector-content td', { hasText: '<b>B</b>' }).waitFor();
    assert.equal(await page.getByText('children', { exact: true }).count(), 0);
    // A row without a record has nothing to open.
    assert.equal(await page.locator('#inspector-content button').count(), 1);
    await page.locator('#inspector-content').getByRole('button', { name: '003000000000001AAA' }).click();
    const asked = opened.told.filter(({ type }) => type === 'openRecord');
    assert.deepEqual(asked, [{ type: 'openRecord', id: '003000000000001AAA', browser: false }]);
    await cell.click();
    await page.keyboard.press('F2');
    await page.getByText('children', { exact: true }).waitFor();
    assert.deepEqual(opened.harm, []);
  });

  it('says that a filter names no column, until it names one or there are other rows', async () => {
    const { page: shown, send } = await openResultsPage(browser, [['Acme']]);
    page = shown;
    await send({ type: 'progress', progress: progressOf(['Name'], 1) });
    const filter = page.locator('#filter');
    const problem = page.locator('#filter-problem');
    await filter.fill('Nme: Acme');
    await problem.filter({ hasText: 'noColumn' }).waitFor();
    assert.equal(await filter.getAttribute('aria-invalid'), 'true');
    await filter.fill('');
    await problem.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    await filter.fill('Nme: Acme');
    await problem.filter({ hasText: 'noColumn' }).waitFor();
    await page.getByText('noneMatch').waitFor();
    await page.getByRole('button', { name: 'clearFilter' }).click();
    await page.getByText('noneMatch').waitFor({ state: 'hidden' });
    await page.locator('.slick-cell.l1', { hasText: 'Acme' }).waitFor();
    await filter.fill('Nme: Acme');
    await problem.filter({ hasText: 'noColumn' }).waitFor();
    await send({ type: 'progress', progress: { ...progressOf(['Name'], 1), run: 'next' } });
    await problem.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    assert.equal(await filter.inputValue(), '');
  });

  it('says that a query found nothing, and leads back to it', async () => {
    const { page: shown, send, told } = await openResultsPage(browser, []);
    page = shown;
    await send({ type: 'progress', progress: progressOf(['Name'], 0) });
    await page.getByText('noneFound').waitFor();
    await page.getByRole('button', { name: 'edit' }).click();
    assert.deepEqual(told.at(-1), { type: 'nextStep', step: 'editQuery' });
  });

  it('tells what a column without a name stands for', async () => {
    const { page: shown, send } = await openResultsPage(browser, [[3]]);
    page = shown;
    const columns = [{ path: 'expr0', kind: 'number', expression: 'COUNT(Id)' } as const];
    await send({ type: 'progress', progress: { ...progressOf([], 1), columns } });
    const header = page.locator('.slick-header-column', { hasText: /^expr0 COUNT\(Id\)/ });
    await header.waitFor();
    assert.equal(await header.getAttribute('title'), 'expr0 · COUNT(Id)');
  });

  it('keeps the rows that were seen when the others are lost, until another run has its own', async () => {
    const rows = Array.from({ length: 300 }, (_, row) => [`Row ${row}`]);
    const { page: shown, send, harm } = await openResultsPage(browser, rows);
    page = shown;
    await send({ type: 'progress', progress: { ...progressOf(['Name'], 300), state: 'running' } });
    await page.locator('.slick-cell', { hasText: /^Row 7$/ }).waitFor();
    const error = { code: 'RUNS_ENDED', message: 'gone', nextStep: 'retry' };
    const lost = { ...progressOf(['Name'], 0), state: 'failed', error } as const;
    await send({ type: 'progress', progress: lost });
    await page.locator('#banner', { hasText: 'gone' }).waitFor();
    await page.locator('.slick-cell', { hasText: /^Row 7$/ }).waitFor();
    // As many as have been fetched until then.
    assert.match((await page.locator('#grid').getAttribute('aria-rowcount')) ?? '', /^(51|101|151)$/);
    for (const id of ['#toolbar', '#export', '#resume', '#cancel'])
      assert.equal(await page.locator(id).isVisible(), false, id);
    await send({ type: 'progress', progress: { ...progressOf(['Name'], 3), run: 'next' } });
    await page.locator('#banner').waitFor({ state: 'hidden' });
    assert.equal(await page.locator('#grid').getAttribute('aria-rowcount'), '4');
    assert.deepEqual(harm, []);
  });

  it('offers one way on after a failure: the rest of the rows, where it can be had', async () => {
    const opened = await openResultsPage(browser, [['Acme']]);
    page = opened.page;
    const failed = async (code: string, nextStep?: string) => {
      const error = { code, message: code, ...(nextStep && { nextStep }) };
      await opened.send({
        type: 'progress',
        progress: { ...progressOf(['Name'], 1), totalSize: 5, state: 'failed', error },
      });
      await opened.page.locator('#banner', { hasText: code }).waitFor();
      return opened.page.locator('#banner button:visible, #resume:visible').allInnerTexts();
    };
    assert.deepEqual(await failed('ORG_UNREACHABLE', 'retry'), ['fetchRest']);
    assert.deepEqual(await failed('REQUEST_LIMIT_EXCEEDED'), ['fetchRest']);
    assert.deepEqual(await failed('INVALID_QUERY_LOCATOR', 'retry'), ['again']);
  });

  it('draws a chart of a grouped result, and of nothing else', async () => {
    const rows = [
      ['2026-02-01', 'Won', 7, 70],
      ['2026-01-01', 'Lost', 4, null],
      ['2026-01-01', 'Won', 5, 50],
    ];
    const { page: shown, send, harm } = await openResultsPage(browser, rows);
    page = shown;
    const columns = [
      { path: 'CloseDate', kind: 'text', role: 'group' },
      { path: '<b>Stage', kind: 'text', role: 'group' },
      { path: 'expr0', kind: 'number', role: 'value', expression: 'COUNT(Id)' },
      { path: 'total', kind: 'number', role: 'value', expression: 'SUM(Amount)' },
    ] as const;
    const scripts = () => shown.locator('script[src*="resultsChart"]').count();
    await send({ type: 'progress', progress: { ...progressOf([], 3), columns } });
    const tab = (name: string) => shown.getByRole('tab', { name });
    await tab('table').waitFor();
    assert.equal(await scripts(), 0);
    await tab('table').focus();
    await page.keyboard.press('ArrowRight');
    const canvas = page.locator('#chart-canvas');
    await canvas.waitFor();
    await chartIsDrawn(page);
    assert.equal(await page.getByLabel('shape').inputValue(), 'line');
    assert.equal(await page.locator('.slick-row').first().isVisible(), false);
    await page.getByLabel('value').selectOption({ label: 'total' });
    await page.screenshot({ path: path.join(ROOT, 'out/shots/chart-page.png') });
    await tab('table').click();
    await page.locator('.slick-cell', { hasText: 'Won' }).first().waitFor();
    await tab('chart').click();
    await send({ type: 'progress', progress: { ...progressOf(['Name'], 3), run: 'next' } });
    await tab('chart').waitFor({ state: 'hidden' });
    await page.locator('.slick-row').first().waitFor();
    assert.equal(await scripts(), 1);
    assert.deepEqual(harm, []);
  });

  it('has the keyboard at its first cell, and lets Tab go on and come back', async () => {
    const {
      page: shown,
      send,
      harm,
    } = await openResultsPage(browser, [
      ['Acme', 1],
      ['Beta', 2],
    ]);
    page = shown;
    await send({ type: 'progress', progress: progressOf(['Name', 'Amount'], 2) });
    const active = (text: string) => page!.locator('.slick-cell.active', { hasText: text }).waitFor();
    const focused = (id: string) => page!.locator(`#${id}:focus`).waitFor();
    await page.locator('.slick-cell', { hasText: 'Acme' }).waitFor();
    await page.locator('#find-previous').focus();
    for (let stops = 0; stops < 2; stops++) await page.keyboard.press('Tab');
    await active('Acme');
    await page.keyboard.press('ArrowDown');
    await active('Beta');
    const heard = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent";
    assert.equal(await page.evaluate(heard), 'Beta');
    await page.keyboard.press('Tab');
    await focused('export');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await active('2');
    await page.keyboard.press('Shift+Tab');
    await focused('find-next');
    assert.deepEqual(harm, []);
  });

  it('selects whole rows and columns as a spreadsheet does', async () => {
    const rows = [
      ['Acme', 1, 'x'],
      ['Beta', 2, 'y'],
      ['Core', 3, 'z'],
    ];
    const copied: string[] = [];
    const opened = await openResultsPage(browser, rows, {
      copy({ start, end, columns }) {
        copied.push(`${start + 1} to ${end}: ${columns.join(' ')}`);
        return null;
      },
    });
    page = opened.page;
    await opened.send({ type: 'progress', progress: progressOf(['Name', 'Amount', 'Note'], rows.length) });
    const cell = (text: string) => page!.locator('.slick-cell', { hasText: text });
    const number = (row: number) => page!.locator('.slick-cell.row-number', { hasText: String(row) });
    const copies = async (expected: string) => {
      const before = copied.length;
      await page!.keyboard.press('Control+c');
      await page!.locator('#status-notice', { hasText: 'copied' }).waitFor();
      assert.deepEqual(copied.slice(before), [expected]);
    };
    await cell('Acme').waitFor();
    await number(3).click();
    await copies('3 to 3: Name Amount Note');
    await number(1).click({ modifiers: ['Shift'] });
    await copies('1 to 3: Name Amount Note');
    assert.equal(await page.locator('#status-selection').textContent(), 'cells 9 · sum 6');
    await cell('y').click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ ');
    await copies('2 to 3: Name Amount Note');
    await page.keyboard.press('Shift+ArrowUp');
    await copies('2 to 2: Name Amount Note');
    await cell('Beta').click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+ ');
    await copies('1 to 3: Name Amount');
    await cell('Beta').click();
    await page.keyboard.press('Control+ ');
    await page.keyboard.press('Shift+ ');
    await copies('1 to 3: Name Amount Note');
    await number(2).click();
    await page.locator('.slick-header-column').first().click();
    await copies('1 to 3: Name Amount Note');
    await number(2).click();
    await number(3).click({ button: 'right' });
    await copies('3 to 3: Name Amount Note');
    const context = await page.locator('#grid').getAttribute('data-vscode-context');
    assert.match(context ?? '', /"webviewSection":"cell"/);
    assert.equal(await page.locator('.slick-cell.editable').count(), 0);
    assert.deepEqual(opened.harm, []);
  });

  it('has nothing selected that a filter has taken away, or that was in another result', async () => {
    const rows = [1, 2, 3, 4].map(row => [`Row ${row}`, row]);
    const opened = await openResultsPage(browser, rows, {
      arrange: ({ filter }) => ({ rows: filter ? 2 : rows.length }),
    });
    page = opened.page;
    const told = (text: RegExp) => page!.locator('#status-selection', { hasText: text }).waitFor();
    await opened.send({ type: 'progress', progress: progressOf(['Name', 'Amount'], rows.length) });
    await page.locator('.slick-cell', { hasText: 'Row 2' }).click();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+ ');
    await told(/^cells 4 · sum 10$/);
    await page.keyboard.press('Shift+ ');
    await told(/^cells 8 · sum 10$/);
    await page.locator('#filter').fill('any');
    await told(/^cells 4 · sum 3$/);
    await opened.send({
      type: 'progress',
      progress: { ...progressOf(['Id', 'Name', 'Amount'], rows.length), run: 'other' },
    });
    await page.locator('.slick-header-column', { hasText: 'Id' }).waitFor();
    await page.locator('#status-selection:empty').waitFor({ state: 'attached' });
    assert.ok((await page.locator('.slick-cell.selected').count()) <= 1);
    assert.deepEqual(opened.harm, []);
  });

  it('opens the menu of a key at the active cell', async () => {
    const { page: shown, send } = await openResultsPage(browser, [
      ['Acme', 1],
      ['Beta', 2],
    ]);
    page = shown;
    await send({ type: 'progress', progress: progressOf(['Name', 'Amount'], 2) });
    await page.locator('.slick-cell', { hasText: 'Beta' }).click();
    await page.evaluate(`new Promise(resolve => {
      window.menu = new Promise(opened => window.addEventListener('contextmenu', event => {
        const { x, y } = event;
        if (!event.defaultPrevented) opened({ x, y, about: document.getElementById('grid').dataset.vscodeContext });
        event.preventDefault();
      }));
      resolve();
    })`);
    await page.keyboard.press('Shift+F10');
    const menu = (await page.evaluate('window.menu')) as { x: number; y: number; about: string };
    const cell = await page.locator('.slick-cell.active').boundingBox();
    assert.deepEqual([menu.x, menu.y], [cell!.x, cell!.y + cell!.height].map(Math.floor));
    assert.equal(JSON.parse(menu.about).webviewSection, 'cell');
  });

  it('sorts by the column of the active cell, and back to the order of the query', async () => {
    const arranged: unknown[] = [];
    const arrange = (asked: unknown) => {
      arranged.push(asked);
      return { rows: 2 };
    };
    const opened = await openResultsPage(
      browser,
      [
        ['Acme', 1],
        ['Beta', 2],
      ],
      { arrange },
    );
    page = opened.page;
    await opened.send({ type: 'progress', progress: progressOf(['Name', 'Amount'], 2) });
    const sorted = (column: string, order: string) =>
      page!.locator(`.slick-header-column[aria-sort="${order}"]`, { hasText: column }).waitFor();
    await page.locator('.slick-cell', { hasText: 'Acme' }).click();
    await page.keyboard.press('ArrowRight');
    // A menu that was opened and left has no say.
    await page.locator('.slick-header-column', { hasText: 'Name' }).dispatchEvent('contextmenu');
    await opened.send({ type: 'do', command: { name: 'sortDescending' } });
    await sorted('Amount', 'descending');
    await opened.send({ type: 'do', command: { name: 'sortAscending' } });
    await sorted('Amount', 'ascending');
    await opened.send({ type: 'do', command: { name: 'clearSort' } });
    await sorted('Amount', 'none');
    const by = (descending: boolean) => ({ sort: { column: 'Amount', descending } });
    assert.deepEqual(arranged, [by(true), by(false), {}]);
    await opened.send({ type: 'do', command: { name: 'hideColumn', header: 'Name' } });
    await page.locator('.slick-header-column', { hasText: 'Name' }).waitFor({ state: 'detached' });
    assert.deepEqual(opened.harm, []);
  });

  it('draws a result of 800 columns, to the last of them', async () => {
    const columns = Array.from({ length: 800 }, (_, index) => `Field_${index}__c`);
    const opened = await openResultsPage(
      browser,
      Array.from({ length: 50 }, (_, row) => columns.map(name => `${name} ${row}`)),
    );
    page = opened.page;
    await opened.send({ type: 'progress', progress: progressOf(columns, 50) });
    await page.locator('.slick-cell', { hasText: /^Field_0__c 0$/ }).click();
    await page.keyboard.press('End');
    await page.locator('.slick-cell.active', { hasText: 'Field_799__c 0' }).waitFor();
    assert.deepEqual(opened.harm, []);
  });

  it('keeps a pinned column in sight while the others scroll, and lets it go again', async () => {
    const columns = Array.from({ length: 60 }, (_, index) => `Field_${index}__c`);
    const opened = await openResultsPage(
      browser,
      Array.from({ length: 50 }, (_, row) => columns.map(name => `${name} ${row}`)),
    );
    page = opened.page;
    await opened.send({ type: 'progress', progress: progressOf(columns, 50) });
    const header = page.locator('.slick-header-column', { hasText: /^Field_2__c/ });
    const cell = (text: string) => page!.locator('.slick-cell', { hasText: text }).first();
    const toTheEnd = async () => {
      await cell('Field_1__c 7').click();
      await page!.keyboard.press('End');
      await cell('Field_59__c 7').waitFor();
    };
    const left = async () => (await header.boundingBox())!.x;
    await header.click({ button: 'right' });
    await opened.send({ type: 'do', command: { name: 'pinColumn', header: 'Field_2__c' } });
    await page.locator('.slick-header-left', { hasText: 'Field_2__c' }).waitFor();
    await toTheEnd();
    assert.ok((await left()) >= 0 && (await left()) < 200, `at ${await left()}`);
    assert.equal((await cell('Field_2__c 7').boundingBox())?.x, await left());
    const rowOf = async (text: string) => (await cell(text).boundingBox())?.y;
    assert.equal(await rowOf('Field_2__c 7'), await rowOf('Field_59__c 7'));
    await page.screenshot({ path: path.join(ROOT, 'out/shots/pinned-page.png') });
    await header.click({ button: 'right' });
    await opened.send({ type: 'do', command: { name: 'unpinColumn', header: 'Field_2__c' } });
    await page
      .locator('.slick-header-right', { hasText: 'Field_2__c' })
      .or(page.locator('.slick-header-left .slick-header-column:nth-child(4)', { hasText: 'Field_2__c' }))
      .first()
      .waitFor();
    await cell('Field_59__c 7').waitFor();
    await page.screenshot({ path: path.join(ROOT, 'out/shots/unpinned-page.png') });
    assert.ok((await left()) < 0, `at ${await left()}`);
    assert.deepEqual(opened.harm, []);
  });

  it('leaves in sight what is there when a column is pinned and let go after scrolling', async () => {
    const columns = Array.from({ length: 60 }, (_, index) => `Field_${index}__c`);
    const rows = Array.from({ length: 500 }, (_, row) => columns.map(name => `${name} ${row}`));
    const opened = await openResultsPage(browser, rows);
    page = opened.page;
    await opened.send({ type: 'progress', progress: progressOf(columns, rows.length) });
    await page.locator('.slick-cell', { hasText: /^Field_2__c 7$/ }).click();
    // The menu of a header is about its column, also once that is out of sight.
    await page.locator('.slick-header-column', { hasText: /^Field_2__c/ }).click({ button: 'right' });
    const place = async (column: number, row: number) =>
      page!.locator('.slick-cell', { hasText: new RegExp(`^Field_${column}__c ${row}$`) }).boundingBox();
    for (const [left, top] of [
      [1500, 2400],
      [4000, 7200],
    ] as const) {
      const row = top / 24 + 5;
      const column = left === 1500 ? 15 : 32;
      await page.evaluate(`(() => {
        const seen = [...document.querySelectorAll('.slick-viewport')].find(part => part.scrollWidth > part.clientWidth);
        seen.scrollTo(${left}, ${top});
      })()`);
      const before = await place(column, row);
      for (const name of ['pinColumn', 'unpinColumn'] as const) {
        await opened.send({ type: 'do', command: { name, header: 'Field_2__c' } });
        const side = name === 'pinColumn' ? 'right' : 'left';
        await page.locator(`.grid-canvas-${side} .slick-cell`, { hasText: `Field_${column}__c ${row}` }).waitFor();
        assert.deepEqual(await place(column, row), before, name);
      }
    }
    assert.deepEqual(opened.harm, []);
  });
});

/** Frame by frame: the page's policy forbids what Playwright waits with. */
async function chartIsDrawn(page: Page): Promise<void> {
  while (!(await page.evaluate(`document.getElementById('chart-canvas').width > 400`)))
    await page.evaluate('new Promise(requestAnimationFrame)');
}
