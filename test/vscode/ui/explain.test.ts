import fs from 'node:fs';
import path from 'node:path';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

describe('Explain', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: `${tempDir()}/org` } });

  it('shows beside the query, and marks the costly filter', async () => {
    const { page, openContainer, openFile, statusBar, webviewFrame, workspace, screenshot } = workbench();
    const soql = "SELECT Id, Name\nFROM Account\nWHERE BillingCity = 'Berlin'\n";
    fs.writeFileSync(path.join(workspace, 'costly.soql'), soql);
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
    await openFile('costly.soql');
    await page.locator('.codelens-decoration a', { hasText: 'Explain' }).first().click();
    const preview = webviewFrame();
    await preview.getByRole('heading', { name: 'Query plan' }).waitFor();
    await preview.getByRole('cell', { name: 'TableScan' }).waitFor();
    await page.locator('.codelens-decoration a', { hasText: /Explain: cost 1\.\d/ }).waitFor();
    await page.locator('.squiggly-info').first().waitFor();
    await screenshot('query plan');
  });
});
