import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** Enough rows that a load is still under way when the window is reloaded, and some that fail. */
const ROWS = 60_000;

describe('bulk jobs', () => {
  const stateFolder = path.join(tempDir(), 'org');
  const workbench = useWorkbench({
    env: { SALESFORCE_WORKBENCH_LOCAL_ORG: stateFolder },
    settings: { 'salesforceWorkbench.bulk.jobMegabytes': 1 },
  });
  let org: LocalOrg;

  before(async () => {
    org = await startLocalOrg({ stateFolder });
    const { openContainer, page, statusBar, workspace } = workbench();
    fs.writeFileSync(
      path.join(workspace, 'people.csv'),
      'Name,Code,Day,Notes\nAda,P1,2026-01-31,x\nBob,P2,31.1.2026,x\n',
    );
    const lines = Array.from(
      { length: ROWS },
      (_, row) => `"Long ${row}",${row % 20_000 === 7 ? 'x'.repeat(30) : `L${row}`}`,
    );
    fs.writeFileSync(path.join(workspace, 'long.csv'), ['Name,Code', ...lines].join('\n'));
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
  });
  after(() => org?.stop());

  const count = async (where: string) => {
    const soql = encodeURIComponent(`SELECT COUNT() FROM BigTable__c WHERE ${where}`);
    return ((await (await org.api(`query?q=${soql}`)).json()) as { totalSize: number }).totalSize;
  };

  async function map(file: string): Promise<void> {
    const { command, contextMenu, openContainer, page, quickPick, treeItem, workspace } = workbench();
    await command('View: Close All Editors');
    await openContainer('Explorer');
    await contextMenu(treeItem(file), 'Load data from CSV');
    const input = page.locator('.quick-input-widget:visible input').first();
    await page
      .locator('.quick-input-widget:visible', { hasText: 'BigTable__c' })
      .or(page.locator('.quick-input-widget:visible', { hasText: 'Account' }))
      .first()
      .waitFor();
    await input.fill('BigTable__c');
    await quickPick('BigTable__c');
    await quickPick(/^Insert/);
    const mapping = file.replace('.csv', '.sfload.json');
    await page.getByRole('tab', { name: mapping }).first().waitFor();
    assert(fs.existsSync(path.join(workspace, mapping)));
  }

  it('maps columns by name, and says what is wrong with the rows before anything is sent', async () => {
    const { command, page, workspace, screenshot } = workbench();
    await map('people.csv');
    const mapping = JSON.parse(fs.readFileSync(path.join(workspace, 'people.sfload.json'), 'utf8'));
    assert.deepEqual(mapping.columns, { Name: 'Name', Code: 'Code__c', Day: null, Notes: 'Notes__c' });
    const text = fs.readFileSync(path.join(workspace, 'people.sfload.json'), 'utf8');
    await command('View: Close All Editors');
    fs.writeFileSync(path.join(workspace, 'people.sfload.json'), text.replace('"Day": null', '"Day": "Date__c"'));
    await workbench().openFile('people.sfload.json');
    await screenshot('mapping');
    await command('Salesforce: Check the rows of a mapping file');
    await page.locator('.view-line', { hasText: 'not a date as 2026-01-31' }).first().waitFor();
    await screenshot('check-report');
    assert.match(fs.readFileSync(path.join(workspace, 'people.bad-rows.csv'), 'utf8'), /3,BAD_DATE: Date__c,Bob/);
    assert.equal(await count("Code__c LIKE 'P%'"), 0);
  });
});
