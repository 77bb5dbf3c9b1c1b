import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { assertAccessible } from '../../harness/accessibility.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** Above the threshold of the Bulk API, and more than a megabyte, which makes two jobs. */
const ROWS = 5_000;

const WHOLE = ROWS.toLocaleString('en');

describe('Bulk loads', () => {
  const stateFolder = path.join(tempDir(), 'org');
  const workbench = useWorkbench({
    env: { SALESFORCE_WORKBENCH_LOCAL_ORG: stateFolder },
    settings: { 'salesforceWorkbench.bulk.jobMegabytes': 1 },
  });
  let org: LocalOrg;
  let files = 0;

  before(async () => {
    org = await startLocalOrg({ stateFolder });
    const { command, statusBar } = workbench();
    await command('Salesforce: Try the local org');
    await statusBar('Local Org').waitFor();
  });
  afterEach(async () => {
    await org.admin('faults', { method: 'DELETE' });
    await workbench().command('Notifications: Clear All Notifications');
  });
  after(() => org?.stop());

  it('maps columns on a page, and says what is wrong with the rows before anything is sent', async () => {
    const { page, webviewFrame, screenshot } = workbench();
    const { name, read } = await map('Name,Code,Day,Notes\nAda,Checked,2026-01-31,x\nBob,Checked,31.1.2026,x\n');
    assert.deepEqual(columnsIn(read), { Name: 'Name', Code: 'Code__c', Day: null, Notes: 'Notes__c' });
    const day = webviewFrame().getByRole('combobox', { name: 'Field for Day' });
    await day.click();
    await day.pressSequentially('date__');
    await webviewFrame().locator('#options [aria-selected="true"]', { hasText: 'Date__c' }).waitFor();
    await screenshot('bulk mapping choice');
    await page.keyboard.press('Enter');
    await webviewFrame().locator('#mapped', { hasText: '4 of 4' }).waitFor();
    await screenshot('bulk mapping');
    await assertAccessible(webviewFrame(), 'mapping');
    await webviewFrame().getByRole('button', { name: 'Check', exact: true }).click();
    await webviewFrame().getByRole('heading', { name: '1 of 2 rows will fail' }).waitFor();
    await webviewFrame().locator('.remarks', { hasText: 'not a date as 2026-01-31' }).waitFor();
    await screenshot('bulk check report');
    await assertAccessible(webviewFrame(), 'check report');
    assert.equal(columnsIn(read).Day, 'Date__c');
    assert.match(read('.bad-rows.csv'), /3,BAD_DATE: Date__c,Bob/);
    await webviewFrame().getByRole('button', { name: 'Open the bad rows' }).click();
    await page.getByRole('tab', { name: `${name}.bad-rows.csv` }).waitFor();
    assert.equal(await count('Checked'), 0);
  });

  it('tells what a mapping lacks while it is made, and takes edits back', async () => {
    const { page, screenshot, webviewFrame } = workbench();
    const { read } = await map('Name,Code\nAda,x\n');
    const operation = webviewFrame().getByRole('combobox', { name: 'Operation' });
    await operation.selectOption({ label: 'Update' });
    await webviewFrame().locator('#problems', { hasText: 'A column has to go to Id' }).waitFor();
    await screenshot('bulk mapping with a problem');
    const name = webviewFrame().getByRole('combobox', { name: 'Field for Name' });
    await name.click();
    await name.fill('Code__c');
    await page.keyboard.press('Enter');
    await webviewFrame().locator('.remarks .problem', { hasText: 'the target of several columns' }).first().waitFor();
    // Where the focus is in no box, undo is the document's.
    await webviewFrame().locator('h1').click();
    await page.keyboard.press('Control+Z');
    await webviewFrame().locator('.remarks .problem').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Z');
    await webviewFrame().locator('#problems').waitFor({ state: 'hidden' });
    await webviewFrame().getByRole('button', { name: 'Open as text' }).click();
    await page.locator('.view-line', { hasText: '"operation": "insert"' }).waitFor();
    assert.deepEqual(columnsIn(read), { Name: 'Name', Code: 'Code__c' });
  });

  it('maps a file as the last one with its columns', async () => {
    const { command, openFile, page, toast, webviewFrame, workspace } = workbench();
    const header = `Name,Kind ${files + 1}`;
    const { name } = await map(`${header}\nAda,x\n`);
    const kind = webviewFrame().getByRole('combobox', { name: 'Field for Kind' });
    await kind.click();
    await kind.fill('Code__c');
    await page.keyboard.press('Enter');
    await webviewFrame().locator('#mapped', { hasText: '2 of 2' }).waitFor();
    await webviewFrame().getByRole('button', { name: 'Load…' }).click();
    await workbench().dialog('Insert');
    await toast('not loaded: 0');
    fs.writeFileSync(path.join(workspace, `${name}again.csv`), `${header}\nBob,y\n`);
    await command('View: Close All Editors');
    await openFile(`${name}again.csv`);
    await command('Salesforce: Load data from CSV…');
    await page.getByRole('tab', { name: `${name}again.sfload.json` }).waitFor();
    await webviewFrame().locator('#mapped', { hasText: '2 of 2' }).waitFor();
  });

  it('shows how a load goes, leads to the rows that failed, and loads them again', async () => {
    const { command, contextMenu, dialog, notification, page, toast, treeItem, screenshot, webviewFrame } = workbench();
    const { name } = await map(rows());
    await org.fault({ fault: 'unableToLockRow', records: 2, method: 'POST', path: '/services/data/*/jobs/ingest' });
    await load(/By Bulk API 2.0 in 2 jobs/);
    const failed = treeItem(`insert BigTable__c, rows: ${WHOLE}, failed: 2`);
    await failed.waitFor();
    await toast('not loaded: 2');
    await screenshot('bulk job with failures');
    await notification('not loaded: 2', 'Open failures');
    await page.locator('.view-line', { hasText: 'UNABLE_TO_LOCK_ROW' }).first().waitFor();
    await screenshot('bulk failed rows');
    await command('View: Close All Editors');
    await failed.click();
    await webviewFrame().getByRole('heading', { name: 'Insert BigTable__c' }).waitFor();
    await page.getByRole('tab', { name: 'Insert BigTable__c, ' }).waitFor();
    await webviewFrame().getByRole('cell', { name: 'Local Org' }).waitFor();
    await screenshot('bulk job details');
    await contextMenu(failed, 'Load the failed rows again');
    await dialog('Load again');
    await toast('2 rows, not loaded: 0');
    await treeItem('insert BigTable__c, rows: 2').waitFor();
    assert.equal(await count(name), ROWS);
  });

  it('goes on after the window was reloaded in the middle, and loads each row once', async () => {
    const { page, toast, treeItem, screenshot } = workbench();
    const { name } = await map(rows());
    await hold('GET', '/services/data/*/jobs/ingest/750*');
    await load();
    await treeItem(`insert BigTable__c, 0 of ${WHOLE} (0 %)`).waitFor();
    await screenshot('bulk job running');
    await page.reload();
    await org.admin('faults', { method: 'DELETE' });
    // A window takes its time to come back: first its views, then the job.
    await treeItem('BigTable__c BigTable').waitFor();
    await treeItem('insert BigTable__c, ').waitFor();
    await toast(`${WHOLE} rows, not loaded: 0`);
    assert.equal(await count(name), ROWS);
  });

  it('aborts, and loads again what was not processed', async () => {
    const { command, contextMenu, dialog, toast, treeItem, screenshot } = workbench();
    const { name } = await map(rows());
    await hold('PUT', '/services/data/*/jobs/ingest/*/batches');
    await load();
    await contextMenu(treeItem(`insert BigTable__c, 0 of ${WHOLE} (0 %)`), 'Abort job');
    const aborted = treeItem(`insert BigTable__c, aborted, rows: ${WHOLE}, not processed: ${WHOLE}`);
    await toast(`not loaded: ${WHOLE}`);
    await screenshot('bulk job aborted');
    assert.equal(await count(name), 0);
    await command('Notifications: Clear All Notifications');
    await org.admin('faults', { method: 'DELETE' });
    await contextMenu(aborted, 'Load the failed rows again');
    await dialog('Load again');
    await toast(`${WHOLE} rows, not loaded: 0`);
    assert.equal(await count(name), ROWS);
  });

  it('forgets at once the jobs that are over', async () => {
    const { command, dialog, toast, treeItem, webviewFrame } = workbench();
    await map('Name,Code\nAda,over\n');
    await webviewFrame().getByRole('button', { name: 'Load…' }).click();
    await dialog('Insert');
    await toast('not loaded: 0');
    const over = treeItem('insert BigTable__c, rows: 1');
    await over.waitFor();
    await command('Salesforce: Delete finished jobs…');
    await dialog('Delete');
    await over.waitFor({ state: 'detached' });
  });

  it('offers a load where there is no job yet, and maps a file that is dropped there', async () => {
    const { bringUp, command, inputBox, page, screenshot, treeItem, webviewFrame, workspace } = workbench();
    await command('View: Close All Editors');
    await command('Salesforce: Filter jobs…');
    await inputBox('no job has this');
    const hint = treeItem('No job matches');
    await hint.waitFor();
    await screenshot('bulk jobs filtered');
    const name = `load${++files}`;
    fs.writeFileSync(path.join(workspace, `${name}.csv`), `Name,Code,Dropped ${files}\nAda,x,y\n`);
    const { host } = new URL(page.url());
    const dataTransfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.setData('text/uri-list', 'vscode-remote://${host}${path.join(workspace, name)}.csv');
      return data;
    })()`);
    const drop = async (timeout: number) => {
      for (const type of ['dragenter', 'dragover', 'drop'])
        await hint.dispatchEvent(type, { dataTransfer }, { timeout });
    };
    await bringUp(drop, page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Account' }).first());
    await inputBox('BigTable__c');
    await webviewFrame().locator('#mapped', { hasText: '2 of 3' }).waitFor();
    await hint.click();
    await hint.waitFor({ state: 'detached' });
  });

  /**
   * Rows that each test and each try can tell from the others by their code. Their header is new too: of one that was
   * loaded before the mapping would be known.
   */
  const rows = () => {
    const notes = 'x'.repeat(240);
    const lines = Array.from({ length: ROWS }, (_, row) => `"Row ${row}",load${files + 1},${notes}`);
    return [`Name,Code,Notes ${files + 1}`, ...lines].join('\n');
  };

  /** Writes a CSV file, and maps it from its editor for an insert into BigTable__c. */
  async function map(csv: string) {
    const { command, openFile, page, inputBox, webviewFrame, workspace } = workbench();
    const name = `load${++files}`;
    const at = (end: string) => path.join(workspace, name + end);
    fs.writeFileSync(at('.csv'), csv);
    await command('View: Close All Editors');
    await openFile(`${name}.csv`);
    await command('Salesforce: Load data from CSV…');
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Account' }).first().waitFor();
    await inputBox('BigTable__c');
    await page.getByRole('tab', { name: `${name}.sfload.json` }).waitFor();
    await webviewFrame().locator('#columns .row').first().waitFor();
    return {
      name,
      read: (end: string) => fs.readFileSync(at(end), 'utf8'),
    };
  }

  /** Loads what the active mapping file says, after its preview. */
  async function load(preview = /./): Promise<void> {
    const { command, dialog, page, screenshot } = workbench();
    await command('Salesforce: Load the rows of a mapping file');
    const box = page.locator('.monaco-dialog-box', { hasText: `Insert ${WHOLE} BigTables into Local Org?` });
    await box.filter({ hasText: preview }).waitFor();
    await screenshot('bulk preview');
    await dialog('Insert');
  }

  /** Such requests wait until the rule is taken away; those that wait already belong to a process that has ended. */
  const hold = (method: string, path: string) =>
    org.fault({ fault: 'latency', ms: 60_000, method, path, times: 'always' });

  const columnsIn = (read: (end: string) => string) =>
    (JSON.parse(read('.sfload.json')) as { columns: Record<string, string | null> }).columns;

  const count = async (code: string) => {
    const soql = encodeURIComponent(`SELECT COUNT() FROM BigTable__c WHERE Code__c = '${code}'`);
    return ((await (await org.api(`query?q=${soql}`)).json()) as { totalSize: number }).totalSize;
  };
});
