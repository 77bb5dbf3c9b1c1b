import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** What a newcomer does first, in one window: each test goes on where the one before ended. */
describe('Local org: from nothing to the rows of a query', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: `${tempDir()}/org` } });

  it('welcomes and offers two ways to begin', async () => {
    const { page, openContainer, screenshot } = workbench();
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Connect an org' }).first().waitFor();
    await page.getByRole('button', { name: 'Try the local org' }).first().waitFor();
    await screenshot('welcome');
  });

  it('connects the local org with one click', async () => {
    const { page, statusBar, treeItem, screenshot } = workbench();
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
    await treeItem(/^Deal_Registration__c/).waitFor();
    await screenshot('connected');
  });

  it('shows objects with their fields', async () => {
    const { treeItem, screenshot } = workbench();
    await treeItem(/^Deal_Registration__c/).click();
    await treeItem(/^Amount__c/).waitFor();
    await screenshot('objects');
  });

  it('completes the fields of a custom object', async () => {
    const { page, openFile, goTo, completionRows, screenshot } = workbench();
    await openFile('deals.soql');
    await goTo(1, 12);
    await page.keyboard.type(' Am');
    const rows = await completionRows();
    if (!rows.includes('Amount__c')) throw new Error(`Only ${rows} were offered.`);
    await screenshot('completion');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Z');
    await page.keyboard.press('Control+Z');
  });

  it('marks a field that does not exist', async () => {
    const { page, openFile, goTo, screenshot } = workbench();
    await openFile('deals.soql');
    await goTo(1, 12);
    await page.keyboard.type(' Amout__c,');
    await page.keyboard.press('Escape');
    await page.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('F8');
    await page.locator('.peekview-widget, .marker-widget').first().waitFor();
    await screenshot('squiggle');
    await page.keyboard.press('Escape');
  });

  it('runs the query by its lens and shows the rows', async () => {
    const { page, openFile, webviewFrame, screenshot } = workbench();
    await openFile('opportunities.soql');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    await webviewFrame().getByText('Prospecting').first().waitFor();
    await screenshot('grid');
  });
});
