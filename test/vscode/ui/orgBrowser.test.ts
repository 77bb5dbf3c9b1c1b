import fs from 'node:fs';
import path from 'node:path';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** What one does with the objects of an org, beside looking at them. */
describe('Org browser', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: path.join(tempDir(), 'org') } });

  before(async () => {
    const { openContainer, page, statusBar, treeItem } = workbench();
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
    await treeItem(/^Deal_Registration__c/).waitFor();
  });

  const choose = (item: RegExp, action: string) => workbench().contextMenu(workbench().treeItem(item), action);

  /** Opens an item until its child shows: a click may meet the tree while it is drawn anew. */
  const open = async (item: RegExp, child: RegExp) => {
    const { treeItem } = workbench();
    for (let tries = 0; tries < 5 && !(await treeItem(child).isVisible()); tries++) {
      if ((await treeItem(item).getAttribute('aria-expanded')) !== 'true') await treeItem(item).click();
      await treeItem(child)
        .waitFor({ timeout: 3_000 })
        .catch(() => {});
    }
    await treeItem(child).waitFor();
  };
  const openFields = async () => {
    await open(/^Custom/, /^Deal_Registration__c/);
    await open(/^Deal_Registration__c/, /^Status__c/);
  };

  /** The same for the choice of one. */
  const select = async (item: RegExp) => {
    const { page, treeItem } = workbench();
    const isSelected = page.getByRole('treeitem', { name: item, selected: true });
    for (let tries = 0; tries < 5 && !(await isSelected.isVisible()); tries++) await treeItem(item).click();
    await isSelected.waitFor();
  };

  it('filters while one types', async () => {
    const { command, page, treeItem } = workbench();
    await command('Salesforce: Filter objects…');
    await page.locator('.quick-input-title', { hasText: 'Filter objects' }).waitFor();
    await page.keyboard.type('opportunity line');
    await treeItem(/^OpportunityLineItem/).waitFor();
    await treeItem(/^Deal_Registration__c/).waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await treeItem(/^Deal_Registration__c/).waitFor();
  });

  it('leads from an object to its fields and their values', async () => {
    const { page, treeItem, screenshot } = workbench();
    await openFields();
    await select(/^Status__c/);
    // By key: the values lie below what the view shows, and are drawn only once they are walked to.
    for (let steps = 0; steps < 100 && !(await treeItem(/^Draft/).isVisible()); steps++) {
      await page.keyboard.press('ArrowRight');
    }
    await treeItem(/^Draft/).waitFor();
    await screenshot('org browser');
    await page.keyboard.press('Home');
  });

  it('makes a query of the selected fields', async () => {
    const { page, treeItem } = workbench();
    await openFields();
    await treeItem(/^Amount__c/).click();
    await treeItem(/^Status__c/).click({ modifiers: ['Control'] });
    await choose(/^Status__c/, 'New query');
    await page.locator('.view-line', { hasText: 'SELECT Amount__c, Status__c' }).waitFor();
    // The rows below it have moved then.
    await treeItem(/^Recent/).waitFor();
  });

  it('takes a field by drag and drop', async () => {
    const { page, treeItem, openFile } = workbench();
    await openFields();
    await openFile('accounts.soql');
    await treeItem(/^External_Key__c/).dragTo(page.locator('.editor-instance .view-lines').first());
    await page.locator('.view-line', { hasText: 'External_Key__c' }).first().waitFor();
  });

  it('counts records', async () => {
    const { treeItem } = workbench();
    await choose(/^Deal_Registration__c/, 'Count records');
    await treeItem(/^Deal_Registration__c.*records/).waitFor();
  });

  it('shows sample records', async () => {
    const { webviewFrame } = workbench();
    await choose(/^Deal_Registration__c/, 'Sample records');
    await webviewFrame().locator('.slick-row').first().waitFor();
  });

  it('describes an object in a document', async () => {
    const { page, screenshot } = workbench();
    await choose(/^Deal_Registration__c/, 'Show object');
    const document = page.frameLocator('iframe.webview.ready:visible').last().frameLocator('#active-frame');
    await document.getByRole('heading', { name: 'Values of Status__c' }).waitFor();
    await screenshot('object document');
  });

  it('keeps favorites first', async () => {
    const { treeItem, screenshot } = workbench();
    await choose(/^Deal_Registration__c/, 'Add to favorites');
    await treeItem(/^Favorites/).waitFor();
    await screenshot('favorites');
  });

  it('Check query files: lists what is wrong in the workspace', async () => {
    const { command, notification, page, workspace, screenshot } = workbench();
    fs.writeFileSync(path.join(workspace, 'renamed.soql'), 'SELECT Id, OldName__c FROM Deal_Registration__c');
    await command('Salesforce: Check query files of the workspace');
    await notification(/Not all queries fit/, 'Show problems');
    await page.locator('.markers-panel').getByText("no field 'OldName__c'").waitFor();
    await screenshot('checked queries');
  });
});
