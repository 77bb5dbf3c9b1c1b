import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { assertAccessible } from '../../harness/accessibility.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

const rules = {
  matchingRules: [{ fullName: 'Same_name', matchingRuleItems: [{ fieldName: 'Name', matchingMethod: 'Exact' }] }],
  duplicateRules: [
    {
      fullName: 'Names',
      actionOnInsert: 'Allow',
      actionOnUpdate: 'Allow',
      operationsOnInsert: ['alert'],
      operationsOnUpdate: ['alert'],
      alertText: 'This name is known',
      duplicateRuleMatchRules: [{ matchingRule: 'Same_name' }],
    },
  ],
  validationRules: [
    {
      fullName: 'No_such_title',
      errorCondition: "Title__c = 'refused'",
      errorMessage: 'This title is refused',
      errorDisplayField: 'Title__c',
    },
  ],
};

/** Each test has a query of its own, over records of its own. */
describe('Edits in the results', () => {
  const stateFolder = path.join(tempDir(), 'org');
  const workbench = useWorkbench({
    env: { SALESFORCE_WORKBENCH_LOCAL_ORG: stateFolder },
  });
  let org: LocalOrg;

  before(async () => {
    org = await startLocalOrg({ stateFolder, overlay: { BigTable__c: rules } });
    const { context, openContainer, page, statusBar } = workbench();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
  });
  after(() => org?.stop());

  const grid = () => workbench().webviewFrame();
  const column = { Name: 2, Title__c: 3, Number__c: 4 };
  const cell = (row: number, field: keyof typeof column) =>
    grid()
      .locator(`.slick-row[aria-rowindex="${row + 1}"] .slick-cell`)
      .nth(column[field]);
  const bar = (text: string) => grid().locator('#edits-text', { hasText: text }).waitFor();
  const button = (text: string) => grid().locator('#edits').getByRole('button', { name: text });
  const counted = async (where: string) => {
    const soql = encodeURIComponent(`SELECT COUNT() FROM BigTable__c WHERE ${where}`);
    return ((await (await org.api(`query?q=${soql}`)).json()) as { totalSize: number }).totalSize;
  };
  const copied = (text: string) =>
    workbench().page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`) as Promise<void>;

  /** In a window with nothing else, so that there is room for all columns. */
  async function run(file: string, where: string): Promise<void> {
    const { command, openFile, page, workspace } = workbench();
    const soql = `SELECT Id, Name, Title__c, Number__c FROM BigTable__c WHERE ${where} ORDER BY Name`;
    fs.writeFileSync(path.join(workspace, file), soql);
    await command('View: Close All Editors');
    await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
    await openFile(file);
    const sideBar = page.locator('.part.sidebar');
    if (await sideBar.isVisible()) await page.keyboard.press('Control+B');
    await sideBar.waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+Enter');
    await cell(1, 'Name').filter({ hasText: 'Row' }).waitFor();
  }

  it('previews, saves, shows what failed and tries only that again: of 1,000, 963 and then 37', async () => {
    const { page, screenshot } = workbench();
    await run('thousand.soql', 'Number__c <= 1000');
    const isPlanned = (row: number) => row % 27 === 5;
    const titles = Array.from({ length: 1000 }, (_, row) => (isPlanned(row) ? 'refused' : `Edited ${row}`));
    assert.equal(titles.filter(title => title === 'refused').length, 37);
    await copied(titles.join('\n'));
    await cell(1, 'Title__c').click();
    await page.keyboard.press('Control+V');
    await bar('Changed cells: 1,000');
    await screenshot('edits pending');
    await button('Save…').click();
    await grid().getByText('Records to write: 1,000 · BigTable · Local Org').waitFor();
    await screenshot('edits preview');
    await assertAccessible(grid(), 'edits preview');
    assert.equal(await counted("Title__c LIKE 'Edited %'"), 0);
    await grid().getByRole('button', { name: 'Write 1,000 to Local Org' }).click();
    await bar('Not saved: 37');
    assert.equal(await counted("Title__c LIKE 'Edited %'"), 963);
    await cell(6, 'Title__c').hover();
    assert.match((await cell(6, 'Title__c').getAttribute('title')) ?? '', /This title is refused/);
    await screenshot('edits failed');
    assert.equal(await cell(1, 'Title__c').textContent(), 'Edited 0');
    // The failed ones are mended, and nothing else is sent.
    const filter = grid().getByLabel('Filter: text');
    await filter.fill('Title__c: refused');
    await cell(1, 'Title__c').waitFor({ state: 'detached' });
    await filter.fill('');
    await cell(1, 'Title__c').filter({ hasText: 'Edited 0' }).waitFor();
    await button('Save…').click();
    assert.equal(await grid().locator('#review tr.failed').count(), 37);
    await page.keyboard.press('Escape');
    await cell(6, 'Title__c').click();
    await page.keyboard.type('Mended');
    await page.keyboard.press('Enter');
    await button('Save…').click();
    await grid().getByRole('button', { name: 'Write 37 to Local Org' }).click();
    await bar('Not saved: 36');
    await cell(6, 'Title__c').filter({ hasText: 'Mended' }).waitFor();
    assert.equal(await counted("Title__c LIKE 'Edited %' OR Title__c = 'Mended'"), 964);
    await button('Discard').click();
    await grid().locator('#edits').waitFor({ state: 'hidden' });
  });

  it('come back with a tab that was closed by mistake', async () => {
    const { notification, page, screenshot } = workbench();
    await run('closed.soql', 'Number__c > 3000 AND Number__c < 3004');
    await cell(2, 'Title__c').click();
    await page.keyboard.type('kept');
    await page.keyboard.press('Enter');
    await bar('Changed cells: 1');
    await page.getByRole('tab', { name: 'Results: closed.soql' }).click({ button: 'middle' });
    await notification('closed.soql was closed with changes', 'Open again');
    await bar('Changed cells: 1');
    await cell(2, 'Title__c').filter({ hasText: 'kept' }).waitFor();
    await screenshot('edits again');
    await button('Discard').click();
    await grid().locator('#edits').waitFor({ state: 'hidden' });
  });

  it('stay when the language server stops, and are saved once the query has run again', async () => {
    const { command, page, screenshot } = workbench();
    await run('stopped.soql', 'Number__c > 4000 AND Number__c < 4004');
    await cell(2, 'Title__c').click();
    await page.keyboard.type('outlives');
    await page.keyboard.press('Enter');
    await bar('Changed cells: 1');
    await command('Salesforce: Restart language server');
    const banner = grid().getByRole('alert').filter({ hasText: 'The language server stopped' });
    await banner.waitFor();
    await screenshot('edits server stopped');
    await banner.getByRole('button', { name: 'Run again' }).click();
    await banner.waitFor({ state: 'hidden' });
    await bar('Changed cells: 1');
    await cell(2, 'Title__c').filter({ hasText: 'outlives' }).waitFor();
    await button('Save…').click();
    await grid().getByRole('button', { name: 'Write 1 to Local Org' }).click();
    await grid().locator('#edits').waitFor({ state: 'hidden' });
    assert.equal(await counted("Title__c = 'outlives'"), 1);
    assert.equal(await page.getByRole('tab', { name: 'Results: stopped.soql' }).count(), 1);
  });

  it('asks where somebody else was faster, and deletes and undeletes', async () => {
    const { contextMenu, page, screenshot } = workbench();
    await run('few.soql', 'Number__c > 2000 AND Number__c < 2006');
    await cell(1, 'Title__c').click();
    await page.keyboard.type('mine');
    await page.keyboard.press('Enter');
    await cell(2, 'Title__c').dblclick();
    await grid().locator('.slick-cell.editable input').fill('mine too');
    await page.keyboard.press('Enter');
    await cell(3, 'Name').click();
    await page.keyboard.press('Control+Delete');
    await bar('Records to delete: 1');
    const id = await grid().locator('.slick-row[aria-rowindex="2"] .slick-cell').nth(1).textContent();
    const body = JSON.stringify({ Title__c: 'theirs' });
    await org.api(`sobjects/BigTable__c/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await button('Save…').click();
    await grid().getByRole('button', { name: 'Write 3 to Local Org' }).click();
    await bar('Changed by others: 1');
    await cell(2, 'Title__c').filter({ hasText: 'mine too' }).waitFor();
    assert.equal(await counted('Number__c > 2000 AND Number__c < 2006'), 4);
    await button('Save…').click();
    await grid().getByText('In the org now: theirs').first().waitFor();
    await screenshot('edits conflict');
    await grid().getByRole('button', { name: 'Overwrite', exact: true }).click();
    await grid().getByRole('button', { name: 'Write 1 to Local Org' }).click();
    await grid().locator('#edits').waitFor({ state: 'hidden' });
    assert.equal(await counted("Title__c = 'mine'"), 1);
    await grid().locator('.row-gone').first().waitFor();
    await cell(3, 'Name').click();
    await contextMenu(cell(3, 'Name'), 'Undelete');
    await grid().locator('.row-gone').waitFor({ state: 'detached' });
    await grid().getByText('Undeleted, records: 1.').waitFor();
    assert.equal(await counted('Number__c > 2000 AND Number__c < 2006'), 5);
  });

  it('saves what a duplicate rule alerts about, once that is confirmed', async () => {
    const { dialog, page } = workbench();
    await run('alike.soql', 'Number__c > 4000 AND Number__c < 4004');
    const name = (await cell(1, 'Name').textContent()) ?? '';
    await cell(2, 'Name').click();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await cell(3, 'Title__c').click();
    await page.keyboard.type('no duplicate');
    await page.keyboard.press('Enter');
    await bar('Changed cells: 2');
    await button('Save…').click();
    await grid().getByRole('button', { name: 'Write 2 to Local Org' }).click();
    await page.locator('.monaco-dialog-box', { hasText: 'This name is known' }).waitFor();
    assert.equal(await counted(`Name = '${name}'`), 1);
    await dialog('Save anyway');
    await grid().locator('#edits').waitFor({ state: 'hidden' });
    assert.equal(await counted(`Name = '${name}'`), 2);
    assert.equal(await counted("Title__c = 'no duplicate'"), 1);
  });
});
