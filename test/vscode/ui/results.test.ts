import assert from 'node:assert/strict';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** What a person does with rows, in one window: each test goes on where the one before ended. */
describe('Results of a query', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: `${tempDir()}/org` } });
  const grid = () => workbench().webviewFrame();
  const nameInRow = (row: number) =>
    grid()
      .locator(`.slick-row[aria-rowindex="${row + 1}"] .slick-cell`)
      .nth(2);
  const run = () => workbench().page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
  const header = (name: string) => grid().locator('.slick-header-column', { hasText: name }).first();
  /** By key: a menu of VS Code ignores the mouse for a moment after it has opened. */
  const choose = async (name: string) => {
    const { page } = workbench();
    await page.getByRole('menuitem', { name, exact: true }).first().hover();
    await page.keyboard.press('Enter');
  };
  const clipboard = () => workbench().page.evaluate('navigator.clipboard.readText()') as Promise<string>;

  it('copies all rows, those not drawn too', async () => {
    const { page, context, openContainer, openFile, statusBar } = workbench();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
    await openFile('accounts.soql');
    // Room for all columns.
    await page.keyboard.press('Control+B');
    await run();
    await nameInRow(1).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+C');
    await grid().getByText('Copied, rows: 50').waitFor();
    await assert.doesNotReject(grid().locator('.slick-cell.selected').first().waitFor());
  });

  it('copies by the menu, as a list for IN', async () => {
    const { screenshot } = workbench();
    const name = (await nameInRow(2).textContent()) ?? '';
    await nameInRow(2).click();
    await nameInRow(2).click({ button: 'right' });
    await workbench().page.getByRole('menuitem', { name: 'Copy as SOQL IN list' }).waitFor();
    await screenshot('results-menu');
    await choose('Copy as SOQL IN list');
    await grid().getByText('Copied, rows: 1').waitFor();
    assert.equal(await clipboard(), `IN ('${name.replaceAll("'", "\\'")}')`);
  });

  it('filters all rows, in one column too, and finds from cell to cell', async () => {
    const { page, screenshot } = workbench();
    const name = (await nameInRow(3).textContent()) ?? '';
    const filter = grid().getByLabel('Filter: text');
    await filter.fill(`Name: ${name}`);
    await grid().getByText('1 match', { exact: false }).waitFor();
    await nameInRow(1).filter({ hasText: name }).waitFor();
    await filter.press('Escape');
    await nameInRow(3).filter({ hasText: name }).waitFor();
    await grid().getByLabel('Find', { exact: true }).fill(name);
    await page.keyboard.press('Enter');
    await grid().getByText('in rows: 1').waitFor();
    await grid().locator('.slick-cell.active', { hasText: name }).waitFor();
    await screenshot('results-found');
  });

  it('shows the whole value of a cell beside the grid', async () => {
    const { page, screenshot } = workbench();
    const name = (await nameInRow(1).textContent()) ?? '';
    await nameInRow(1).click();
    await page.keyboard.press('Shift+Enter');
    await grid().locator('#inspector-content', { hasText: name }).waitFor();
    await screenshot('results-value');
    await page.keyboard.press('Escape');
    await grid().locator('#inspector').waitFor({ state: 'hidden' });
  });

  it('hides a column, and shows all again', async () => {
    await header('Industry').click({ button: 'right' });
    await choose('Hide column');
    await header('Industry').waitFor({ state: 'hidden' });
    await header('Name').click({ button: 'right' });
    await choose('Reset columns');
    await header('Industry').waitFor();
  });

  it('shows the order of the org again after a new run', async () => {
    const first = (await nameInRow(1).textContent()) ?? '';
    await header('Name').click();
    await header('Name').click();
    await grid().locator('[aria-sort="descending"]').waitFor();
    await nameInRow(1).filter({ hasNotText: first }).waitFor();
    await run();
    await nameInRow(1).filter({ hasText: first }).waitFor();
    assert.equal(await grid().locator('[aria-sort="descending"]').count(), 0);
  });

  it('keeps the rows that were seen when the server is gone, and runs again', async () => {
    const { command, screenshot } = workbench();
    await nameInRow(1).waitFor();
    await command('Salesforce: Restart language server');
    await grid().getByText('The language server stopped').waitFor();
    await nameInRow(1).waitFor();
    await screenshot('server-gone');
    await grid().getByRole('button', { name: 'Run again' }).click();
    await grid().getByText('50 rows').waitFor();
  });
});
