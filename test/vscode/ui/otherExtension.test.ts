import { useWorkbench } from '../../harness/workbench.ts';

describe("beside Salesforce's own SOQL extension", () => {
  const workbench = useWorkbench({ otherExtensions: ['salesforce.salesforcedx-vscode-soql'] });

  it('asks once which one shall complete and check, and keeps to the answer', async () => {
    const { page, openFile, goTo, notification, screenshot } = workbench();
    await openFile('accounts.soql');
    await goTo(1, 1);
    await page.keyboard.type(') ');
    await page.locator('.squiggly-error').first().waitFor();
    await screenshot('other extension');
    await notification('SOQL extension is on as well', 'Leave it to the other one');
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  });
});
