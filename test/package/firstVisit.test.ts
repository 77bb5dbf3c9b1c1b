import fs from 'node:fs';
import path from 'node:path';
import { useWorkbench } from '../harness/workbench.ts';
import { tempDir } from '../host/tempHome.ts';
import { packaged } from './packaged.ts';

/**
 * Everything that somebody does who has just installed the extension, in one go: each step goes on where the one before
 * ended, by what the window offers there. Its screenshots are numbered, its time is printed.
 */
describe('a first visit', () => {
  const workbench = useWorkbench({
    vsix: packaged('.vsix'),
    env: { SALESFORCE_WORKBENCH_LOCAL_ORG: path.join(tempDir(), 'org') },
  });
  let start: number;
  let pictures = 0;
  const picture = (name: string) => workbench().screenshot(`visit ${++pictures} ${name}`);
  before(() => {
    start = performance.now();
  });
  after(() => console.log(`      the whole visit: ${Math.round((performance.now() - start) / 1000)} s`));

  it('begins with the walkthrough, which starts the local org', async () => {
    const { command, page, quickPick, statusBar, treeItem } = workbench();
    await command('Welcome: Open Walkthrough...');
    await quickPick('Get started with Salesforce');
    const guide = page.locator('.gettingStartedContainer');
    await guide.getByRole('button', { name: 'Try the local org', exact: true }).waitFor();
    await picture('walkthrough');
    await guide.getByRole('button', { name: 'Try the local org', exact: true }).click();
    await statusBar('Local Org').waitFor();
    await treeItem(/^Deal_Registration__c/).waitFor();
    await picture('connected');
  });

  it('writes a query by completion and runs it', async () => {
    const { completionRows, goTo, openFile, page, webviewFrame } = workbench();
    await openFile('accounts.soql');
    await goTo(1, 8);
    await page.keyboard.type('Phon');
    await completionRows();
    await picture('completion');
    await page.keyboard.press('Enter');
    await page.keyboard.type(', ');
    await page.locator('.view-line', { hasText: 'Phone, ' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await webviewFrame().locator('.slick-header-column', { hasText: 'Phone' }).waitFor();
    await webviewFrame().locator('.slick-row').first().waitFor();
    await picture('rows');
  });

  it('edits a record and saves it after a look at the change', async () => {
    const { dialog, page, webviewFrame } = workbench();
    await webviewFrame()
      .locator('.slick-cell', { hasText: /^001/ })
      .first()
      .click({ modifiers: ['Control'] });
    const line = page.locator('.editor-group-container.active .view-line', { hasText: '"BillingCity"' });
    await line.click();
    for (const key of ['End', 'Shift+Home']) await page.keyboard.press(key);
    await page.keyboard.insertText('  "BillingCity": "Bremen",');
    await page.keyboard.press('Control+S');
    await page.locator('.monaco-dialog-box', { hasText: 'in Local Org' }).waitFor();
    await picture('change of a record');
    await dialog('Save');
    await page.locator('.tab.active:not(.dirty)', { hasText: '· Account' }).waitFor();
  });

  it('loads a CSV file, whose one mistake the check finds first', async () => {
    const { closeEditors, command, dialog, inputBox, openFile, page, toast, treeItem, webviewFrame, workspace } =
      workbench();
    await closeEditors();
    // A try that failed may have left one, and the object is asked for once.
    fs.rmSync(path.join(workspace, 'newAccounts.sfload.json'), { force: true });
    await openFile('newAccounts.csv');
    await command('Salesforce: Load data from CSV…');
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Account' }).first().waitFor();
    await inputBox('Account');
    await webviewFrame().locator('#mapped', { hasText: '5 of 5' }).waitFor();
    await picture('mapping');
    await webviewFrame().getByRole('button', { name: 'Check', exact: true }).click();
    await webviewFrame().getByRole('heading', { name: '1 of 8 rows will fail' }).waitFor();
    await picture('check');
    await webviewFrame().getByRole('button', { name: 'Load anyway…' }).click();
    await page.locator('.monaco-dialog-box', { hasText: 'Insert 8 Accounts into Local Org?' }).waitFor();
    await picture('question before the load');
    await dialog('Insert');
    await toast('not loaded: 1');
    await treeItem('insert Account').waitFor();
    await picture('loaded');
  });

  it('looks at the limits', async () => {
    const { command, page, treeItem } = workbench();
    await command('Notifications: Clear All Notifications');
    await page.getByRole('button', { name: 'Objects Section' }).click();
    await page.getByRole('button', { name: 'Limits Section' }).click();
    await treeItem(/^Daily API Requests: /).waitFor();
    await picture('limits');
  });
});
