import assert from 'node:assert/strict';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** What a person does with rows, in one window: each test goes on where the one before ended. */
describe('the results of a query', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: `${tempDir()}/org` } });
  const grid = () => workbench().webviewFrame();
  const nameInRow = (row: number) =>
    grid()
      .locator(`.slick-row[aria-rowindex="${row + 1}"] .slick-cell`)
      .nth(2);
  const run = () => workbench().page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();

  it('copies all rows, those not drawn too', async () => {
    const { page, context, openContainer, openFile, statusBar } = workbench();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
    await openFile('accounts.soql');
    await run();
    await nameInRow(1).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+C');
    await grid().getByText('Copied, rows: 50').waitFor();
    await assert.doesNotReject(grid().locator('.slick-cell.selected').first().waitFor());
  });

  it('shows the order of the org again after a new run', async () => {
    const first = (await nameInRow(1).textContent()) ?? '';
    await grid().locator('.slick-header-column', { hasText: 'Name' }).click();
    await grid().locator('.slick-header-column', { hasText: 'Name' }).click();
    await grid().locator('[aria-sort="descending"]').waitFor();
    await nameInRow(1).filter({ hasNotText: first }).waitFor();
    await run();
    await nameInRow(1).filter({ hasText: first }).waitFor();
    assert.equal(await grid().locator('[aria-sort="descending"]').count(), 0);
  });

  it('says that the rows are gone with the server, and runs again', async () => {
    const { command, screenshot } = workbench();
    await command('Salesforce: Restart language server');
    await grid().getByText('The language server stopped').waitFor();
    await screenshot('server-gone');
    await grid().getByRole('button', { name: 'Run again' }).click();
    await grid().getByText('50 rows').waitFor();
  });
});
