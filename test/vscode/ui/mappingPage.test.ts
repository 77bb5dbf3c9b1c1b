import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { mappingMarkup } from '../../../client/src/bulk/mappingMarkup.ts';
import type { FromMappingPage, MappingWords, ToMappingPage } from '../../../client/src/bulk/page/messages.ts';
import { ROOT } from '../../../scripts/node24.mjs';
import type { LoadField, LoadMapping } from '../../../server/src/protocol/bulk.ts';
import { besideNarrowPage } from '../../harness/narrow.ts';
import { launchBrowser } from '../../host/browser.ts';

const ORIGIN = 'http://page.localhost';
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };
const operations = { insert: 'insert', update: 'update', upsert: 'upsert', delete: 'delete', hardDelete: 'hardDelete' };
const WORDS = [
  ...['mapping', 'object', 'operation', 'externalId', 'choose', 'assignmentRule', 'emptyCells', 'emptyIgnored'],
  ...['emptyCleared', 'check', 'load', 'propose', 'openText', 'filter', 'unmappedOnly', 'mapped', 'column', 'values'],
  ...['field', 'remarks', 'fieldFor', 'ignored', 'ignore', 'noTitle', 'sameTitle', 'goneColumn', 'remove', 'required'],
  ...['upsertKey', 'takenBy', 'parentKeys', 'noMatch', 'moreMatches', 'constants', 'constantHint', 'addConstant'],
  ...['valueOf', 'giveValue', 'problems', 'report', 'allGood', 'someBad', 'fatal', 'outdated', 'rows', 'lines', 'line'],
  ...['example', 'fixBadRows', 'openBadRows', 'loadAnyway', 'checkAgain'],
];
/** Each word stands for itself, with what is put into it. */
const words = {
  ...Object.fromEntries(WORDS.map(word => [word, `${word} {0}`])),
  operations,
} as unknown as MappingWords;

const field = (name: string, more: Partial<LoadField> = {}): LoadField => ({
  ...{ path: name, label: `${name} label`, type: 'string', createable: true, updateable: true, required: false },
  externalId: false,
  ...more,
});

/** The page alone, with the policy that it has in VS Code, and what it says to the editor. */
async function openPage(browser: Browser) {
  const page = await browser.newPage();
  const harm: string[] = [];
  const told: FromMappingPage[] = [];
  page.on('pageerror', error => harm.push(error.message));
  page.on('dialog', dialog => void dialog.dismiss().then(() => harm.push('dialog')));
  page.on('console', message => message.text().includes('Content Security Policy') && harm.push(message.text()));
  const file = (name: string) => `${ORIGIN}/${name}`;
  const html = mappingMarkup({ nonce: 'n0nce', source: ORIGIN, file, language: 'en', words });
  await page.route(`${ORIGIN}/**`, route => {
    const name = path.basename(new URL(route.request().url()).pathname);
    if (name === '') return route.fulfill({ contentType: 'text/html', body: html });
    const body = fs.readFileSync(path.join(ROOT, 'dist', name));
    return route.fulfill({ contentType: TYPES[path.extname(name)] ?? '', body });
  });
  const send = (message: ToMappingPage) => page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  await page.exposeFunction('toEditor', (message: FromMappingPage) => void told.push(message));
  await page.addInitScript('window.acquireVsCodeApi = () => ({ postMessage: message => window.toEditor(message) });');
  await page.goto(`${ORIGIN}/`);
  /** Shows a mapping of columns with these titles, each with one value. */
  const show = async (titles: readonly string[], fields: readonly LoadField[], more: Partial<LoadMapping> = {}) => {
    const columns = titles.map(title => ({ title, values: [`value of ${title}`] }));
    const mapped = Object.fromEntries(titles.map(title => [title, null]));
    await send({ type: 'file', name: 'file.csv', columns });
    await send({ type: 'fields', fields });
    await send({ type: 'mapping', mapping: { object: 'Account', operation: 'insert', columns: mapped, ...more } });
  };
  return { page, send, show, harm, told };
}

const HOSTILE = [
  '<img src=x onerror="alert(1)">',
  '<script>alert(2)</script>',
  '"><svg onload=alert(3)>',
  '__proto__',
  'constructor',
  '\u202Etxt.exe',
];

describe('the page of a mapping, alone', () => {
  let browser: Browser;
  let page: Page | undefined;
  before(async () => {
    browser = await launchBrowser();
  });
  afterEach(() => page?.close());
  after(() => browser.close());

  it('shows markup and script in titles, values, fields and findings as text', async () => {
    const opened = await openPage(browser);
    page = opened.page;
    await opened.show(
      HOSTILE,
      HOSTILE.map(text => field(text)),
      { columns: { [HOSTILE[0]!]: HOSTILE[0]!, gone: HOSTILE[1]! }, constants: { [HOSTILE[1]!]: HOSTILE[2]! } },
    );
    await opened.send({ type: 'failed', message: HOSTILE[1]! });
    await opened.send({
      type: 'problems',
      problems: [{ code: 'MISSING_REQUIRED', field: HOSTILE[2]!, message: HOSTILE[2]! }],
    });
    const finding = {
      field: HOSTILE[0]!,
      message: HOSTILE[0]!,
      fatal: false,
      rows: 1,
      lines: [2],
      example: HOSTILE[1]!,
    };
    const report = {
      ...{ label: '', labelPlural: '', rows: 1, badRows: 1, size: 1, findings: [finding], badRowsFile: '/b.csv' },
      ...({ api: 'bulk', why: '', jobs: 1, calls: 1 } as const),
    };
    await opened.send({ type: 'report', report, plan: HOSTILE[0]!, current: true });
    await page.locator('#report', { hasText: 'onerror' }).waitFor();
    await page.locator('#columns .title', { hasText: HOSTILE[2]! }).waitFor();
    await page.locator('#problems', { hasText: 'onload' }).waitFor();
    await page.locator('#columns .field input').first().click();
    await page.locator('#options li', { hasText: 'onerror' }).first().waitFor();
    assert.equal(await page.locator('img, svg, body script:not([src])').count(), 0);
    assert.deepEqual(opened.harm, []);
    assert.deepEqual(await besideNarrowPage(page), []);
  });

  it('starts the keyboard at its heading, and leaves it where it is then', async () => {
    const opened = await openPage(browser);
    page = opened.page;
    await opened.show(['City'], [field('Name')]);
    await page.locator('#title:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.locator('#operation').inputValue(), 'insert');
    await page.locator('#filter').focus();
    await opened.show(['Town'], [field('Name')]);
    await page.locator('#columns .title', { hasText: 'Town' }).waitFor();
    assert.equal(await page.locator('#filter:focus').count(), 1);
  });

  it('starts the keyboard at the text of a file that is no mapping', async () => {
    const opened = await openPage(browser);
    page = opened.page;
    await opened.send({ type: 'failed', message: 'no JSON' });
    await page.locator('#open-text:focus').waitFor();
  });

  it('says once what nothing can be loaded without', async () => {
    const opened = await openPage(browser);
    page = opened.page;
    await opened.show(['City', 'Code'], [field('BillingCity')], { columns: { City: 'BillingCity', Code: 'Gone__c' } });
    const problem = (field: string) => ({ code: 'UNKNOWN_FIELD', field, message: `${field} is wrong` }) as const;
    const problems = [problem('Gone__c'), problem('LastName')];
    await opened.send({ type: 'problems', problems });
    const findings = problems.map(({ message }) => ({ message, fatal: true, rows: 0, lines: [] }));
    const report = {
      ...{ label: '', labelPlural: '', rows: 1, badRows: 0, size: 1, findings },
      ...({ api: 'bulk', why: '', jobs: 1, calls: 1 } as const),
    };
    await opened.send({ type: 'report', report, plan: '', current: true });
    assert.deepEqual(await page.locator('#problems li').allInnerTexts(), ['LastName is wrong']);
    // The row of a column may be far below.
    assert.deepEqual(await page.locator('#report li').allInnerTexts(), ['Gone__c is wrong']);
    assert.equal(await page.locator('#columns .problem', { hasText: 'Gone__c is wrong' }).count(), 1);
  });

  it('maps a column with the keyboard alone', async () => {
    const opened = await openPage(browser);
    page = opened.page;
    await opened.show(['City', 'Code'], [field('Name'), field('BillingCity'), field('Code__c', { externalId: true })]);
    await page.getByRole('combobox', { name: 'fieldFor City' }).focus();
    await page.keyboard.type('bil');
    await page.locator('#options [aria-selected="true"]', { hasText: 'BillingCity' }).waitFor();
    await page.keyboard.press('Tab');
    const next = page.getByRole('combobox', { name: 'fieldFor Code' });
    assert.equal(await page.locator(':focus').getAttribute('aria-label'), 'fieldFor Code');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.locator('#options [aria-selected="true"]', { hasText: 'Code__c' }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await next.inputValue(), '');
    assert.deepEqual(opened.told.slice(1), [{ type: 'column', title: 'City', field: 'BillingCity' }]);
  });

  it('keeps a field that is not on offer until another choice is made', async () => {
    const opened = await openPage(browser);
    page = opened.page;
    await opened.show(['City'], [field('Name')], { columns: { City: 'Gone__c' } });
    await page.getByRole('combobox', { name: 'fieldFor City' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#options li', { hasText: 'Name' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    assert.deepEqual(opened.told.slice(1), [{ type: 'column', title: 'City', field: 'Name' }]);
  });

  it('asks for the external ids of a parent, and goes on with them', async () => {
    const opened = await openPage(browser);
    page = opened.page;
    const parent = field('AccountId', { type: 'reference', parents: ['Account'] });
    await opened.show(['Customer'], [parent]);
    await page.getByRole('combobox', { name: 'fieldFor Customer' }).click();
    await page.locator('#options li', { hasText: 'parentKeys' }).click();
    await opened.send({ type: 'fields', fields: [parent, field('Account.Key__c')] });
    await page.locator('#options [aria-selected="true"]', { hasText: 'Account.Key__c' }).waitFor();
    await page.keyboard.press('Enter');
    assert.deepEqual(opened.told.slice(1), [
      { type: 'parents', prefix: 'Account' },
      { type: 'column', title: 'Customer', field: 'Account.Key__c' },
    ]);
  });

  it('stays quick with 2,000 columns and 800 fields: filters them, and maps the last', async () => {
    const opened = await openPage(browser);
    page = opened.page;
    const titles = Array.from({ length: 2000 }, (_, index) => `Column ${index}`);
    const fields = Array.from({ length: 800 }, (_, index) => field(`Field_${index}__c`));
    await opened.show(titles, fields, {
      columns: Object.fromEntries(titles.map((title, index) => [title, `Field_${index}__c`])),
    });
    await page.locator('#mapped', { hasText: '2,000' }).waitFor();
    await page.locator('#filter').fill('Column 1999');
    const last = page.getByRole('combobox', { name: 'fieldFor Column 1999' });
    await last.click();
    await last.fill('field_799');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('#columns .row:visible').count(), 1);
    assert.deepEqual(opened.told.at(-1), { type: 'column', title: 'Column 1999', field: 'Field_799__c' });
    assert.deepEqual(opened.harm, []);
  });
});
