import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

describe('Several orgs: the one of a file', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: `${tempDir()}/org` } });

  it('shows above a query, and a click writes another one into the file', async () => {
    const { page, command, statusBar, openFile, quickPick, webviewFrame, screenshot } = workbench();
    await command('Salesforce: Try the local org');
    await statusBar('Local Org').waitFor();
    await openFile('opportunities.soql');
    await page.locator('.codelens-decoration a', { hasText: 'Local Org' }).first().click();
    await quickPick(/Local Org/);
    await page.locator('.view-line', { hasText: '// @org' }).waitFor();
    await screenshot('org of a file');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    await webviewFrame().getByText('Prospecting').first().waitFor();
  });
});
