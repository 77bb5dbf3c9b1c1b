import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

const FILES = {
  'one.soql': 'SELECT Name, Industry FROM Account ORDER BY Name LIMIT 3',
  'two.soql': 'SELECT Name FROM Account LIMIT 2;\nSELECT LastName FROM Contact LIMIT 4;',
  'search.sosl': 'FIND {Quartzite*} RETURNING Account(Name ORDER BY Name), Contact(LastName)',
  'many.soql': 'SELECT Name FROM BigTable__c ORDER BY Name',
};

/**
 * Evaluated in the page: resolves when VS Code has stored a text. In a browser it writes its state every few seconds; what
 * it has not written is gone with the page.
 */
const stored = (text: string) => `(async () => {
  const done = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const isIn = async name => {
    const database = await done(indexedDB.open(name));
    try {
      for (const store of database.objectStoreNames) {
        const values = await done(database.transaction(store).objectStore(store).getAll());
        if (values.some(value => String(value).includes(${JSON.stringify(text)}))) return true;
      }
      return false;
    } finally {
      database.close();
    }
  };
  for (;;) {
    for (const { name } of await indexedDB.databases()) if (await isIn(name)) return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
})()`;

/** The tabs of results and what one does with them; every test closes all tabs first. */
describe('tabs with results', () => {
  const stateFolder = path.join(tempDir(), 'org');
  const workbench = useWorkbench({
    env: { SALESFORCE_WORKBENCH_LOCAL_ORG: stateFolder },
    settings: { 'salesforceWorkbench.run.askAboveRows': 3000 },
  });
  let org: LocalOrg;

  before(async () => {
    org = await startLocalOrg({ stateFolder });
    const { context, openContainer, page, statusBar, workspace } = workbench();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    for (const [name, soql] of Object.entries(FILES)) fs.writeFileSync(path.join(workspace, name), soql);
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
  });
  after(() => org?.stop());

  const tabs = (name: string) => workbench().page.getByRole('tab', { name });
  const status = (text: RegExp) =>
    workbench().webviewFrame().locator('#status-text').filter({ hasText: text }).waitFor();
  const cell = () => workbench().webviewFrame().locator('.slick-cell.l1').first();

  async function openAlone(name: keyof typeof FILES): Promise<void> {
    await workbench().command('View: Close All Editors');
    await workbench().openFile(name);
  }

  /** Runs the file's query and puts the focus into its rows. */
  async function rowsOf(name: keyof typeof FILES): Promise<void> {
    await openAlone(name);
    await workbench().page.keyboard.press('Control+Enter');
    await intoRows();
  }

  async function intoRows(): Promise<void> {
    await cell().click();
    // The panel is the active editor now.
    await workbench().statusBar(/^Ln /).waitFor({ state: 'hidden' });
  }

  it('runs all queries of a file, each in a tab of its own', async () => {
    const { command, screenshot } = workbench();
    await openAlone('two.soql');
    await command('Salesforce: Run all queries of the file');
    await tabs('Results: two.soql').nth(1).waitFor();
    await status(/^4 rows/);
    await tabs('Results: two.soql').first().click();
    await status(/^2 rows/);
    await screenshot('run-file');
  });

  it('searches by SOSL: the rows of several objects, object by object', async () => {
    const { webviewFrame, screenshot } = workbench();
    const records = [
      { attributes: { type: 'Account' }, Name: 'Quartzite Works' },
      { attributes: { type: 'Contact' }, LastName: 'Quartzite' },
      { attributes: { type: 'Account' }, Name: 'Quartzite Mining' },
    ];
    const headers = { 'content-type': 'application/json' };
    const made = await org.api('composite/sobjects', { method: 'POST', body: JSON.stringify({ records }), headers });
    assert(made.ok);
    await rowsOf('search.sosl');
    const page = webviewFrame();
    const header = (name: string) => page.locator('.slick-header-column', { hasText: name });
    const rows = page.locator('.slick-row');
    await status(/^[2-9] rows/);
    await rows.filter({ hasText: 'Quartzite Mining' }).first().waitFor();
    assert.equal(await header('LastName').count(), 0);
    await screenshot('search');
    await page.getByRole('tab', { name: /^Contact \d/ }).click();
    await header('LastName').waitFor();
    await rows.filter({ hasText: 'Mining' }).first().waitFor({ state: 'detached' });
    await page.getByLabel('Filter: text').fill('no such row');
    await status(/0 match/);
    await page.getByRole('tab', { name: /^All \d/ }).click();
    await page.getByLabel('Filter: text').fill('');
    await status(/^[3-9] rows/);
    await rows
      .filter({ hasText: /Account\s*Quartzite Mining/ })
      .first()
      .waitFor();
  });

  it('keeps a result: the next run gets another tab', async () => {
    const { page, openFile, screenshot } = workbench();
    await rowsOf('one.soql');
    await page.getByRole('button', { name: 'Keep this result' }).click();
    await page.getByRole('button', { name: 'Let the next run replace this result' }).waitFor();
    await openFile('one.soql');
    await page.keyboard.press('Control+Enter');
    await tabs('Results: one.soql').nth(1).waitFor();
    await status(/^3 rows/);
    await screenshot('kept');
    assert.equal(await tabs('Results: one.soql').count(), 2);
  });

  it('shows the rows as JSON', async () => {
    const { page, command, screenshot } = workbench();
    await rowsOf('one.soql');
    await command('Salesforce: Show rows as JSON');
    await page.getByRole('tab', { name: 'one.json' }).waitFor();
    await page.locator('.editor-instance .view-line', { hasText: '"type": "Account"' }).first().waitFor();
    await screenshot('result-json');
  });

  it('shows the columns that one chooses', async () => {
    const { page, webviewFrame, quickPick, screenshot } = workbench();
    await rowsOf('one.soql');
    await page.getByRole('button', { name: 'Choose columns…' }).click();
    await quickPick('Industry');
    await screenshot('choose-columns');
    await page.keyboard.press('Enter');
    await webviewFrame().locator('.slick-header-column', { hasText: 'Industry' }).waitFor({ state: 'hidden' });
    await webviewFrame().locator('.slick-header-column', { hasText: 'Name' }).waitFor();
  });

  it('pins a column by its menu', async () => {
    const { webviewFrame, contextMenu, screenshot } = workbench();
    await rowsOf('one.soql');
    const header = webviewFrame().locator('.slick-header-column', { hasText: 'Industry' });
    await contextMenu(header, 'Pin column');
    await webviewFrame().locator('.slick-header-left .slick-header-column', { hasText: 'Industry' }).waitFor();
    await screenshot('pinned');
    await contextMenu(header, 'Unpin column');
    await webviewFrame().locator('.slick-header-column:nth-child(2)', { hasText: 'Name' }).waitFor();
  });

  it('comes back after a reload of the window, and runs again', async () => {
    const { page, webviewFrame, screenshot } = workbench();
    await rowsOf('one.soql');
    await status(/^3 rows/);
    await page.evaluate(stored('one.soql#0'));
    await page.reload();
    await tabs('Results: one.soql').waitFor();
    const banner = webviewFrame().getByRole('alert');
    await banner.filter({ hasText: 'The rows of this query went with the window' }).waitFor();
    await screenshot('reloaded');
    await banner.getByRole('button', { name: 'Run again' }).click();
    await status(/^3 rows/);
    await banner.waitFor({ state: 'hidden' });
    assert.equal(await tabs('Results: one.soql').count(), 1);
  });

  it('copies the request, with the token left to the environment', async () => {
    const { page, command, quickPick } = workbench();
    await openAlone('one.soql');
    await command('Salesforce: Copy query as curl, TypeScript or Python…');
    await quickPick(/^curl/);
    await workbench().statusBar('SALESFORCE_ACCESS_TOKEN').waitFor();
    const code = (await page.evaluate('navigator.clipboard.readText()')) as string;
    assert.match(code, /^curl .*SALESFORCE_ACCESS_TOKEN.*FROM Account/s);
    assert.doesNotMatch(code, /00D\w+!/);
  });

  it('pauses a large result, and fetches the rest when told to', async () => {
    const { webviewFrame, screenshot } = workbench();
    await rowsOf('many.soql');
    const rest = webviewFrame().getByRole('button', { name: /Fetch the rest/ });
    await rest.waitFor();
    await status(/2,000 of [\d,]+ rows/);
    await screenshot('paused');
    await rest.click();
    await status(/^[5-9],\d+ rows/);
    await rest.waitFor({ state: 'hidden' });
  });
});
