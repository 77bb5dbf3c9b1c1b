import fs from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { assertAccessible } from '../../harness/accessibility.ts';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

const THEMES = [
  { name: 'dark', theme: 'Dark Modern', workbenchClass: 'vs-dark', pageClass: 'vscode-dark' },
  { name: 'high contrast', theme: 'Dark High Contrast', workbenchClass: 'hc-black', pageClass: 'vscode-high-contrast' },
  { name: 'light', theme: 'Light Modern', workbenchClass: 'vs', pageClass: 'vscode-light' },
] as const;

const FILES = {
  'stages.soql': 'SELECT StageName, COUNT(Id), SUM(Amount) total FROM Opportunity GROUP BY StageName',
  'quarters.soql':
    'SELECT CALENDAR_QUARTER(CloseDate), StageName, SUM(Amount) total FROM Opportunity ' +
    'GROUP BY CALENDAR_QUARTER(CloseDate), StageName',
  'edits.soql': 'SELECT AccountId, Amount FROM Opportunity ORDER BY Name LIMIT 12',
};

interface Shown {
  /** The page of ours that is shown, for axe to look at. */
  readonly ownPage?: FrameLocator;
  /** Opens what the change of the theme closes. */
  open?(): Promise<unknown>;
}

/** Every view and page of ours, with a screenshot in each theme, and a look by axe at the pages. */
describe('views and pages in every theme', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: path.join(tempDir(), 'org') } });

  before(async () => {
    const { openContainer, page, statusBar, treeItem, workspace } = workbench();
    for (const [file, soql] of Object.entries(FILES)) fs.writeFileSync(path.join(workspace, file), soql);
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
    await treeItem(/^Deal_Registration__c/).click();
    await treeItem(/^Amount__c/).waitFor();
  });
  beforeEach(async () => {
    await workbench().command('View: Close All Editors');
    await workbench().page.locator('iframe.webview').first().waitFor({ state: 'detached' });
  });

  /** Shows what the window shows in each theme, and ends with the light one. */
  async function inEachTheme(what: string, { ownPage, open }: Shown = {}): Promise<void> {
    const { command, page, quickPick, screenshot } = workbench();
    for (const { name, theme, workbenchClass, pageClass } of THEMES) {
      await command('Preferences: Color Theme');
      await page.locator('.quick-input-widget:visible input').first().fill(theme);
      await quickPick(theme);
      await page.locator(`.monaco-workbench.${workbenchClass}`).waitFor();
      await ownPage?.locator(`body.${pageClass}`).waitFor();
      await open?.();
      await screenshot(`${what} ${name}`);
      if (ownPage) await assertAccessible(ownPage, `${what} ${name}`);
    }
  }

  it('shows a query being written, with its lens, marks and completion', async () => {
    const { completionRows, goTo, openFile, page, workspace } = workbench();
    const soql = "SELECT Id, Nmae FROM Account\nWHERE BillingCity = 'Berlin' AND \n";
    fs.writeFileSync(path.join(workspace, 'written.soql'), soql);
    await openFile('written.soql');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor();
    await page.locator('.squiggly-error').first().waitFor();
    await goTo(2, 34);
    await inEachTheme('editor', { open: completionRows });
    await page.keyboard.press('Escape');
  });

  it('shows results', async () => {
    const { openFile, page, webviewFrame } = workbench();
    await openFile('opportunities.soql');
    await page.keyboard.press('Control+Enter');
    await webviewFrame().locator('.slick-row').first().waitFor();
    await webviewFrame().locator('.slick-row[aria-rowindex="4"] .slick-cell.l1').click();
    for (let rows = 0; rows < 2; rows++) await page.keyboard.press('Shift+ArrowDown');
    await webviewFrame().locator('.slick-cell.selected').nth(2).waitFor();
    await inEachTheme('results', { ownPage: webviewFrame() });
  });

  it('shows changes that are pending, refused, deletions, and their preview', async () => {
    const { openFile, page, webviewFrame } = workbench();
    await openFile('edits.soql');
    await page.keyboard.press('Control+Enter');
    const frame = webviewFrame();
    const cell = (row: number, column: number) =>
      frame.locator(`.slick-row[aria-rowindex="${row + 1}"] .slick-cell.l${column}`);
    const bar = (text: string) => frame.locator('#edits-text', { hasText: text }).waitFor();
    const change = async (row: number, column: number, text: string) => {
      await cell(row, column).click();
      await page.keyboard.press('F2');
      const input = frame.locator('.slick-cell.editable input');
      await input.fill(text);
      await input.press('Enter');
      await cell(row, column).and(frame.locator('.edited')).waitFor();
    };
    await cell(1, 1).filter({ hasText: '001' }).waitFor();
    // No such account.
    await change(2, 1, '001000000000000AAA');
    await frame.getByRole('button', { name: 'Save…' }).click();
    await frame.getByRole('button', { name: 'Write 1 to Local Org' }).click();
    await bar('Not saved: 1');
    await change(1, 2, '1234.5');
    await change(3, 2, '');
    await cell(4, 1).click();
    await page.keyboard.press('Control+Delete');
    await bar('Records to delete: 1');
    await frame.locator('.row-deleted').waitFor();
    await frame.getByRole('button', { name: 'Save…' }).click();
    await frame.locator('#review tr.failed').waitFor();
    await inEachTheme('edits', { ownPage: frame });
    await frame.getByRole('button', { name: 'Discard' }).click();
    await frame.locator('#edits').waitFor({ state: 'hidden' });
  });

  it('shows a mapping with problems and what a check has found', async () => {
    const { command, inputBox, openFile, page, webviewFrame, workspace } = workbench();
    const csv =
      'Status,Amount,Submitted on,Partner,Comment\nSubmitted,1200.50,2026-01-31,P-1,new\nSent,a lot,31.1.2026,P-2,\n';
    fs.writeFileSync(path.join(workspace, 'deals.csv'), csv);
    await openFile('deals.csv');
    await command('Salesforce: Load data from CSV…');
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'Account' }).first().waitFor();
    await inputBox('Deal_Registration__c');
    await webviewFrame().locator('#problems', { hasText: 'Account__c is required' }).waitFor();
    await webviewFrame().getByRole('button', { name: 'Check', exact: true }).click();
    await webviewFrame()
      .getByRole('heading', { name: /nothing can be loaded/ })
      .waitFor();
    const open = async () => {
      await webviewFrame().getByRole('combobox', { name: 'Field for Comment' }).click();
      await webviewFrame().locator('#options li').first().waitFor();
    };
    await inEachTheme('mapping', { ownPage: webviewFrame(), open });
  });

  for (const [file, shape] of [
    ['stages.soql', 'bars'],
    ['quarters.soql', 'lines'],
  ] as const)
    it(`shows a grouped result as a chart with ${shape}`, async () => {
      const { openFile, page, webviewFrame } = workbench();
      await openFile(file);
      await page.keyboard.press('Control+Enter');
      await webviewFrame().getByRole('tab', { name: 'Chart' }).click();
      await webviewFrame()
        .getByRole('img', { name: /The table has the same values/ })
        .waitFor();
      await inEachTheme(`chart ${shape}`, { ownPage: webviewFrame() });
    });

  it('shows a diagram', async () => {
    const { command, quickPick, webviewFrame } = workbench();
    await command('Salesforce: Show relationship diagram…');
    await quickPick(/^Deal_Registration__c/);
    await webviewFrame()
      .getByRole('button', { name: /^Account / })
      .waitFor();
    await inEachTheme('diagram', { ownPage: webviewFrame() });
  });

  it('shows a plan beside its query', async () => {
    const { openFile, page, webviewFrame } = workbench();
    await openFile('opportunities.soql');
    await page.locator('.codelens-decoration a', { hasText: 'Explain' }).first().click();
    await webviewFrame().getByRole('heading', { name: 'Query plan' }).waitFor();
    await inEachTheme('plan');
  });

  it('shows an object as a document', async () => {
    const { command, quickPick, webviewFrame } = workbench();
    await command('Salesforce: Show object…');
    await quickPick(/^Deal_Registration__c/);
    await webviewFrame().getByRole('heading', { name: 'Deal_Registration__c' }).waitFor();
    await inEachTheme('object document');
  });

  it('shows a record', async () => {
    const { command, page, quickPick } = workbench();
    await command('Salesforce: New record…');
    await page.locator('.quick-input-widget:visible input').first().fill('Contact');
    await quickPick('Contact');
    await page.locator('.view-line', { hasText: '"LastName"' }).waitFor();
    await inEachTheme('record');
    await command('View: Revert and Close Editor');
  });

  it('shows the walkthrough', async () => {
    const { command, page, quickPick } = workbench();
    await command('Welcome: Open Walkthrough...');
    await quickPick('Get started with Salesforce');
    const connect = page.locator('.gettingStartedContainer .getting-started-step', { hasText: 'Connect an org' });
    // It was done before the walkthrough was opened.
    await connect.getByRole('checkbox', { checked: true }).first().waitFor();
    await inEachTheme('walkthrough');
  });

  it('shows limits, jobs and saved queries', async () => {
    const { page, treeItem } = workbench();
    for (const view of ['Objects', 'Saved queries', 'Jobs', 'Limits'])
      await page.getByRole('button', { name: `${view} Section` }).click();
    await treeItem(/^Daily API Requests: /).waitFor();
    await page.getByRole('button', { name: 'Save the query at the cursor' }).waitFor();
    await inEachTheme('views');
  });
});
