import fs from 'node:fs';
import path from 'node:path';
import { assertAccessible } from '../../harness/accessibility.ts';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high contrast': 'Default High Contrast',
};

const FILES = {
  'stages.soql': 'SELECT StageName, COUNT(Id), SUM(Amount) total FROM Opportunity GROUP BY StageName',
  'months.soql':
    'SELECT CALENDAR_YEAR(CloseDate), CALENDAR_MONTH(CloseDate), StageName, SUM(Amount) total FROM Opportunity ' +
    'GROUP BY CALENDAR_YEAR(CloseDate), CALENDAR_MONTH(CloseDate), StageName',
  'quarters.soql':
    'SELECT CALENDAR_QUARTER(CloseDate), StageName, SUM(Amount) total FROM Opportunity ' +
    'GROUP BY CALENDAR_QUARTER(CloseDate), StageName',
};

/** Every view and page of ours, with a screenshot and a look by axe. */
for (const [name, theme] of Object.entries(THEMES)) {
  describe(`views and pages in a theme: ${name}`, () => {
    const workbench = useWorkbench({
      env: { SALESFORCE_WORKBENCH_LOCAL_ORG: path.join(tempDir(), 'org') },
      settings: { 'workbench.colorTheme': theme },
    });

    before(async () => {
      const { openContainer, page, statusBar, treeItem, workspace } = workbench();
      for (const [file, soql] of Object.entries(FILES)) fs.writeFileSync(path.join(workspace, file), soql);
      await openContainer('Salesforce');
      await page.getByRole('button', { name: 'Try the local org' }).first().click();
      await statusBar('Local Org').waitFor();
      await treeItem(/^Deal_Registration__c/).click();
      await treeItem(/^Amount__c/).waitFor();
    });

    it('shows a query being written, with its lens, marks and completion', async () => {
      const { completionRows, goTo, openFile, page, screenshot, workspace } = workbench();
      const soql = "SELECT Id, Nmae FROM Account\nWHERE BillingCity = 'Berlin' AND \n";
      fs.writeFileSync(path.join(workspace, 'written.soql'), soql);
      await openFile('written.soql');
      await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor();
      await page.locator('.squiggly-error').first().waitFor();
      await goTo(2, 34);
      await completionRows();
      await screenshot(`editor ${name}`);
      await page.keyboard.press('Escape');
    });

    it('shows results', async () => {
      const { openFile, page, webviewFrame, screenshot } = workbench();
      await openFile('opportunities.soql');
      await page.keyboard.press('Control+Enter');
      await webviewFrame().locator('.slick-row').first().waitFor();
      await webviewFrame().locator('.slick-row[aria-rowindex="4"] .slick-cell.l1').click();
      for (let rows = 0; rows < 2; rows++) await page.keyboard.press('Shift+ArrowDown');
      await webviewFrame().locator('.slick-cell.selected').nth(2).waitFor();
      await screenshot(`results ${name}`);
      await assertAccessible(webviewFrame(), 'results');
    });

    it('shows a mapping with problems and what a check has found', async () => {
      const { command, inputBox, openFile, page, webviewFrame, screenshot, workspace } = workbench();
      const csv =
        'Status,Amount,Submitted on,Partner,Comment\nSubmitted,1200.50,2026-01-31,P-1,new\nSent,a lot,31.1.2026,P-2,\n';
      fs.writeFileSync(path.join(workspace, 'deals.csv'), csv);
      await command('View: Close All Editors');
      await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
      await openFile('deals.csv');
      await command('Salesforce: Load data from CSV');
      await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Account' }).first().waitFor();
      await inputBox('Deal_Registration__c');
      await webviewFrame().locator('#problems', { hasText: 'Account__c is required' }).waitFor();
      await webviewFrame().getByRole('button', { name: 'Check', exact: true }).click();
      await webviewFrame()
        .getByRole('heading', { name: /nothing can be loaded/ })
        .waitFor();
      await webviewFrame().getByRole('combobox', { name: 'Field for Comment' }).click();
      await webviewFrame().getByRole('option').first().waitFor();
      await screenshot(`mapping ${name}`);
      await assertAccessible(webviewFrame(), 'mapping');
    });

    it('shows a grouped result as a chart', async () => {
      const { command, openFile, page, webviewFrame, screenshot } = workbench();
      for (const [file, shape] of [
        ['stages.soql', 'Bars'],
        ['quarters.soql', 'Lines'],
      ] as const) {
        await command('View: Close All Editors');
        await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
        await openFile(file);
        await page.keyboard.press('Control+Enter');
        await webviewFrame().getByRole('tab', { name: 'Chart' }).click();
        await webviewFrame()
          .getByRole('img', { name: /The table has the same values/ })
          .waitFor();
        await screenshot(`chart ${shape} ${name}`);
        await assertAccessible(webviewFrame(), 'chart');
      }
    });

    it('shows a diagram', async () => {
      const { command, page, quickPick, webviewFrame, screenshot } = workbench();
      await command('View: Close All Editors');
      await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
      await command('Salesforce: Show relationship diagram…');
      await quickPick(/^Deal_Registration__c/);
      await webviewFrame()
        .getByRole('button', { name: /^Account / })
        .waitFor();
      await screenshot(`diagram ${name}`);
      await assertAccessible(webviewFrame(), 'diagram');
    });

    it('shows a plan beside its query', async () => {
      const { command, openFile, page, webviewFrame, screenshot } = workbench();
      await command('View: Close All Editors');
      await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
      await openFile('opportunities.soql');
      await page.locator('.codelens-decoration a', { hasText: 'Explain' }).first().click();
      await webviewFrame().getByRole('heading', { name: 'Query plan' }).waitFor();
      await screenshot(`plan ${name}`);
    });

    it('shows an object as a document', async () => {
      const { command, page, quickPick, webviewFrame, screenshot } = workbench();
      await command('View: Close All Editors');
      await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
      await command('Salesforce: Show object…');
      await quickPick(/^Deal_Registration__c/);
      await webviewFrame().getByRole('heading', { name: 'Deal_Registration__c' }).waitFor();
      await screenshot(`object document ${name}`);
    });

    it('shows a record', async () => {
      const { command, page, quickPick, screenshot } = workbench();
      await command('View: Close All Editors');
      await command('Salesforce: New record…');
      await page.locator('.quick-input-widget:visible input').first().fill('Contact');
      await quickPick('Contact');
      await page.locator('.view-line', { hasText: '"LastName"' }).waitFor();
      await screenshot(`record ${name}`);
      await command('View: Revert and Close Editor');
    });

    it('shows the walkthrough', async () => {
      const { command, page, quickPick, screenshot } = workbench();
      await command('Welcome: Open Walkthrough...');
      await quickPick('Get started with Salesforce');
      await page.locator('.gettingStartedContainer .getting-started-step').first().waitFor();
      await screenshot(`walkthrough ${name}`);
    });

    it('shows limits, jobs and saved queries', async () => {
      const { page, treeItem, screenshot } = workbench();
      for (const view of ['Objects', 'Saved queries', 'Jobs', 'Limits'])
        await page.getByRole('button', { name: `${view} Section` }).click();
      await treeItem(/^Daily API Requests: /).waitFor();
      await page.getByRole('button', { name: 'Save the query at the cursor' }).waitFor();
      await screenshot(`views ${name}`);
    });
  });
}
