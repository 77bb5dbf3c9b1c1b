import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { bulkJobs } from '../../harness/bulkJobs.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** Together with those of the test profile: enough pages that the org can be stopped between the first and the last. */
const LOADED_ROWS = 120_000;

const FILES = {
  'big.soql': 'SELECT Id, Name, Number__c, Code__c, Title__c, Owner.Name FROM BigTable__c',
  'wrong.soql': 'SELECT Id, Nothing__c FROM Account',
  'first.soql': 'SELECT Name FROM Account LIMIT 1',
  'bind.soql': 'SELECT Name FROM BigTable__c WHERE Code__c = :code',
};

/** The processes of the window's language server, which know the folder of its local org. */
function languageServers(stateFolder: string): number[] {
  const read = (file: string) => {
    try {
      return fs.readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  const pids = fs.readdirSync('/proc').map(Number).filter(Boolean);
  return pids.filter(
    pid =>
      read(`/proc/${pid}/cmdline`).includes('server.cjs') &&
      read(`/proc/${pid}/environ`).includes(`SALESFORCE_WORKBENCH_LOCAL_ORG=${stateFolder}\0`),
  );
}

/** What a person sees of a run that ends otherwise than with all of its rows. */
describe('runs that do not end well', () => {
  const stateFolder = path.join(tempDir(), 'org');
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: stateFolder } });
  let org: LocalOrg;
  let allRows: number;

  before(async () => {
    org = await startLocalOrg({ stateFolder });
    const rows = Array.from({ length: LOADED_ROWS }, (_, number) => `Loaded ${number},${number}`);
    const csv = ['Name,Number__c', ...rows].join('\n');
    const job = await bulkJobs(org).load({ object: 'BigTable__c', operation: 'insert', lineEnding: 'LF' }, csv);
    assert.equal(job.state, 'JobComplete', job.errorMessage);
    allRows = ((await (await org.api('query?q=SELECT+COUNT()+FROM+BigTable__c')).json()) as { totalSize: number })
      .totalSize;
    const { openContainer, page, statusBar, workspace } = workbench();
    for (const [name, soql] of Object.entries(FILES)) fs.writeFileSync(path.join(workspace, name), soql);
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
  });
  afterEach(async () => {
    // Where a test has failed in between, the next one wants an org that runs.
    const isRunning = org.process.kill('SIGCONT');
    if (isRunning) await org.admin('faults', { method: 'DELETE' });
  });
  after(() => org?.stop());

  async function runQuery(name: keyof typeof FILES): Promise<void> {
    const { command, openFile, page } = workbench();
    await command('View: Close All Editors');
    await openFile(name);
    await page.keyboard.press('Control+Enter');
  }

  const queries = async () => (await org.log()).filter(request => /\/v[\d.]+\/query\b/.test(request.path));

  it('cancels: the rows so far are kept, and the org is asked for no more', async () => {
    const { webviewFrame, screenshot } = workbench();
    await runQuery('big.soql');
    const status = webviewFrame().locator('#status-text');
    // The org stands still after some pages, so that the cancel meets a request that is under way.
    while ((await queries()).length < 3);
    org.process.kill('SIGSTOP');
    await status.filter({ hasText: /Running · [\d,]+ of [\d,]+ rows/ }).waitFor();
    await webviewFrame().getByRole('button', { name: 'Cancel' }).click();
    await status.filter({ hasText: /^Cancelled, rows so far are kept · [\d,]+ of [\d,]+ rows/ }).waitFor();
    await webviewFrame().getByRole('button', { name: 'Cancel' }).waitFor({ state: 'hidden' });
    await webviewFrame().locator('.slick-row').first().waitFor();
    await screenshot('cancelled');
    org.process.kill('SIGCONT');
    while (!(await queries()).at(-1)?.closedEarly);
    const asked = await queries();
    assert.deepEqual(
      asked.filter(request => request.closedEarly),
      asked.slice(-1),
    );
    await workbench().command('Salesforce: Refresh schema');
    const { length } = await org.log();
    while ((await org.log()).length < length + 2);
    assert.deepEqual(await queries(), asked);
  });

  it('exports all rows of a cancelled run, and opens the file', async () => {
    const { acceptFile, notification, page, quickPick, toast, webviewFrame, workspace, screenshot } = workbench();
    await webviewFrame().getByRole('button', { name: 'Export rows…' }).click();
    await quickPick('NDJSON');
    await page.locator('.quick-input-widget:visible', { hasText: 'Above 2,000 rows that costs fewer calls' }).waitFor();
    await screenshot('export-way-rest');
    await quickPick(/^All rows, the rest of them by single calls/);
    const file = path.join(workspace, 'big.ndjson');
    await acceptFile(file);
    await toast(`Exported, rows: ${allRows.toLocaleString('en')}`);
    await screenshot('exported');
    const ids = fs.readFileSync(file, 'utf8').trim().split('\n');
    assert.equal(new Set(ids.map(line => (JSON.parse(line) as { Id: string }).Id)).size, allRows);
    await notification('Exported, rows', 'Open file');
    // VS Code's own page for a file of this size.
    await page.getByRole('button', { name: 'Open Anyway' }).waitFor();
  });

  it('exports a query of many rows by the Bulk API, and says why', async () => {
    const { acceptFile, command, page, quickPick, toast, webviewFrame, workspace, screenshot } = workbench();
    await command('View: Close All Editors');
    await workbench().openFile('big.soql');
    await command('Salesforce: Export rows…');
    await quickPick(/^CSV.*for data loaders/);
    await page.locator('.quick-input-widget:visible', { hasText: 'Above 2,000 rows that costs fewer calls' }).waitFor();
    await screenshot('export-way-bulk');
    await quickPick(/^All rows.*Bulk API/);
    const file = path.join(workspace, 'big.csv');
    await acceptFile(file);
    await toast(`Exported, rows: ${allRows.toLocaleString('en')}. Bulk API: Above 2,000 rows`);
    await screenshot('exported-by-bulk');
    await webviewFrame()
      .locator('#status-text')
      .filter({ hasText: /^Paused.*2,000 of/ })
      .waitFor();
    assert.equal(fs.readFileSync(file, 'utf8').match(/^"?[a-zA-Z0-9]{18}"?,/gm)?.length, allRows);
    await command('Notifications: Clear All Notifications');
  });

  it('exports by command, as CSV', async () => {
    const { acceptFile, command, notification, page, quickPick, statusBar, webviewFrame, workspace } = workbench();
    await runQuery('first.soql');
    await webviewFrame().locator('.slick-cell.l1').first().click();
    // The panel is the active editor now.
    await statusBar(/^Ln /).waitFor({ state: 'hidden' });
    await command('Salesforce: Export rows…');
    await quickPick(/^CSV/);
    const file = path.join(workspace, 'first.csv');
    await acceptFile(file);
    await notification(/Exported, rows: 1(?!\d|,)/, 'Open file');
    await page.getByRole('tab', { name: 'first.csv' }).first().waitFor();
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    assert.match(fs.readFileSync(file, 'utf8'), /^Name\r\n.+\r\n$/);
  });

  it('keeps the rows of a run whose connection breaks, and fetches the rest without a row twice', async () => {
    const { webviewFrame, screenshot } = workbench();
    await org.fault({ fault: 'connectionReset', bytes: 5000, path: '/services/data/*/query/*', times: 'always' });
    await runQuery('big.soql');
    const banner = webviewFrame().getByRole('alert');
    await banner.filter({ hasText: 'The org cannot be reached' }).waitFor();
    const status = webviewFrame().locator('#status-text');
    await status.filter({ hasText: /^2,000 of/ }).waitFor();
    await webviewFrame().locator('.slick-row').first().waitFor();
    await screenshot('connection-reset');
    await org.admin('faults', { method: 'DELETE' });
    await banner.getByRole('button', { name: 'Fetch the rest' }).click();
    await status.filter({ hasText: `${allRows.toLocaleString('en')} rows` }).waitFor();
    await banner.waitFor({ state: 'hidden' });
  });

  it('keeps the rows that were seen when the server is killed in the middle, and runs again without a row twice', async function () {
    if (process.platform !== 'linux') return this.skip();
    const { command, webviewFrame, screenshot } = workbench();
    await runQuery('big.soql');
    const status = webviewFrame().locator('#status-text');
    await status.filter({ hasText: /Running · [\d,]+ of [\d,]+ rows/ }).waitFor();
    org.process.kill('SIGSTOP');
    const first = webviewFrame().locator('.slick-row[aria-rowindex="2"] .slick-cell').nth(1);
    const id = await first.textContent();
    for (const pid of languageServers(stateFolder)) process.kill(pid, 'SIGKILL');
    org.process.kill('SIGCONT');
    const banner = webviewFrame().getByRole('alert');
    await banner.filter({ hasText: 'The language server stopped' }).waitFor();
    await first.filter({ hasText: id ?? '' }).waitFor();
    await screenshot('server-killed');
    await banner.getByRole('button', { name: 'Run again' }).click();
    await status.filter({ hasText: `${allRows.toLocaleString('en')} rows` }).waitFor();
    await banner.waitFor({ state: 'hidden' });
    await command('Notifications: Clear All Notifications');
  });

  it('Bind variables: are asked for, and remembered', async () => {
    const { inputBox, page, webviewFrame, screenshot } = workbench();
    const input = page.locator('.quick-input-widget:visible', { hasText: 'Value of :code' }).locator('input').first();
    await runQuery('bind.soql');
    await input.waitFor();
    await screenshot('bind');
    await inputBox('R00007');
    await webviewFrame().getByText('Row 00007').first().waitFor();
    await runQuery('bind.soql');
    await input.waitFor();
    assert.equal(await input.inputValue(), 'R00007');
    await page.keyboard.press('Escape');
  });

  it('says what is wrong with a query, and leads back to it', async () => {
    const { page, webviewFrame, screenshot } = workbench();
    await runQuery('wrong.soql');
    const banner = webviewFrame().getByRole('alert');
    await banner.filter({ hasText: /Correct it and run it again.*INVALID_FIELD/s }).waitFor();
    await screenshot('query-refused');
    // The buttons of a tab that has the focus: those for rows are not among them.
    await banner.click();
    await page.getByRole('button', { name: 'Keep this result' }).waitFor();
    await page.getByRole('button', { name: 'Show rows as JSON' }).waitFor({ state: 'hidden' });
    await banner.getByRole('button', { name: 'Go to the query' }).click();
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  it('asks for a new access token without a word when the old one is over', async () => {
    const { page, webviewFrame } = workbench();
    assert.ok((await org.admin('expire-tokens', { method: 'POST' })).ok);
    await runQuery('first.soql');
    await webviewFrame()
      .locator('#status-text')
      .filter({ hasText: /^1 row/ })
      .waitFor();
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  it('starts the local org where it is down, and runs the query', async () => {
    const { command, page, webviewFrame, screenshot } = workbench();
    await org.stop();
    const stop = () => command('Salesforce: Stop the local org');
    // A first try may have started it.
    if (fs.existsSync(path.join(stateFolder, 'local-org.json'))) await stop();
    await runQuery('first.soql');
    const banner = webviewFrame().getByRole('alert');
    await banner.filter({ hasText: 'The local org is not running. Start it' }).waitFor();
    await screenshot('run-org-down');
    assert.equal(await page.locator('.notification-toast').count(), 0);
    await banner.getByRole('button', { name: 'Start the local org' }).click();
    await webviewFrame()
      .locator('#status-text')
      .filter({ hasText: /^1 row/ })
      .waitFor();
    await banner.waitFor({ state: 'hidden' });
    await stop();
  });
});
