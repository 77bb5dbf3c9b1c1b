import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

describe('queries that are kept', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: `${tempDir()}/org` } });

  it('Query history: has what ran, to search and to run again', async () => {
    const { page, command, openContainer, statusBar, openFile, quickPick, webviewFrame, screenshot } = workbench();
    const row = page.locator('.quick-input-widget:visible .monaco-list-row');
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
    await command('Salesforce: Query history…');
    await row.filter({ hasText: 'New query' }).waitFor();
    await page.keyboard.press('Escape');
    await openFile('opportunities.soql');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    await webviewFrame().getByText('Prospecting').first().waitFor();
    await openFile('accounts.soql');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    await webviewFrame().locator('.slick-header-column', { hasText: 'Industry' }).first().waitFor();

    await command('Salesforce: Query history…');
    await row.filter({ hasText: 'FROM Account' }).waitFor();
    await row.filter({ hasText: /FROM Opportunity.*Local Org · rows: \d+/ }).waitFor();
    await screenshot('query history');
    const search = page.locator('.quick-input-widget:visible input').first();
    await search.fill('nothing of that kind');
    await quickPick('No query matches. Clear the filter');
    await row.filter({ hasText: 'FROM Account' }).waitFor();
    await search.fill('from opportunity');
    await row.filter({ hasText: 'FROM Account' }).waitFor({ state: 'hidden' });
    await quickPick('FROM Opportunity');
    // The rows in view were those of accounts.
    await webviewFrame().getByText('Prospecting').first().waitFor();
  });

  it('Query history: forgets one, and all', async () => {
    const { page, command, dialog } = workbench();
    const row = page.locator('.quick-input-widget:visible .monaco-list-row');
    await command('Salesforce: Query history…');
    await row.first().filter({ hasText: 'FROM Opportunity' }).waitFor();
    await row.filter({ hasText: 'FROM Account' }).hover();
    await row.filter({ hasText: 'FROM Account' }).getByRole('button', { name: 'Delete from the history' }).click();
    await row.filter({ hasText: 'FROM Account' }).waitFor({ state: 'hidden' });
    const clear = page.locator('.quick-input-widget:visible').getByRole('button', { name: 'Clear the history' });
    // A tooltip of the list may lie over it.
    await clear.focus();
    await page.keyboard.press('Enter');
    await dialog('Clear');
    await command('Salesforce: Query history…');
    await row.filter({ hasText: 'New query' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('Saved queries: are files of the workspace, shown as a tree to filter, open and run', async () => {
    const { page, command, contextMenu, inputBox, openContainer, openFile, treeItem, unfold } = workbench();
    const { webviewFrame, workspace, screenshot } = workbench();
    const section = page.getByRole('button', { name: 'Saved queries Section' });
    // A try that failed at its end has left the explorer there.
    if (!(await section.isVisible())) await openContainer('Salesforce');
    const save = page.getByRole('button', { name: 'Save the query at the cursor' });
    // There are some after a try that failed.
    await command('View: Close All Editors');
    fs.rmSync(path.join(workspace, 'queries'), { recursive: true, force: true });
    await unfold(section, save);
    await openFile('accounts.soql');
    await save.click();
    await inputBox('customers/by name');
    await page.getByRole('tab', { name: /by name\.soql/ }).waitFor();
    const file = path.join(workspace, 'queries/customers/by name.soql');
    assert.match(fs.readFileSync(file, 'utf8'), /^SELECT Id, Name, Industry\nFROM Account/);
    await openFile('opportunities.soql');
    await command('Salesforce: Save query…');
    await inputBox('open deals');
    await page.getByRole('tab', { name: /open deals\.soql/ }).waitFor();

    await unfold(treeItem('customers'), treeItem('by name'));
    await screenshot('saved queries');
    await command('Salesforce: Filter saved queries…');
    await inputBox('from opportunity');
    await treeItem('customers').waitFor({ state: 'hidden' });
    await treeItem('open deals').hover();
    await treeItem('open deals').getByRole('button', { name: 'Run saved query' }).click();
    await page
      .getByRole('tab', { name: /open deals\.soql/ })
      .nth(1)
      .waitFor();
    await webviewFrame().locator('.slick-row').first().waitFor();
    await command('Salesforce: Clear filter of saved queries');
    await treeItem('customers').waitFor();
    await contextMenu(treeItem('open deals'), 'Reveal in the explorer');
    await page.locator('.explorer-folders-view .monaco-list-row.selected', { hasText: 'open deals.soql' }).waitFor();
  });
});
