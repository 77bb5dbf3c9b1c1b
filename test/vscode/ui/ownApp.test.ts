import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** The user's own External Client App: the guide to it, and the sign-in that comes back by VS Code's own address. */
describe('an app of the user’s own', () => {
  const stateDir = path.join(tempDir(), 'org');
  const workbench = useWorkbench({
    env: { SALESFORCE_WORKBENCH_LOCAL_ORG: stateDir },
    settings: { 'salesforceWorkbench.login.clientId': 'SalesforceIntegrationWorkbench' },
  });

  it('is explained step by step', async () => {
    const { command, openContainer, page, screenshot } = workbench();
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().waitFor();
    await command('Salesforce: Set up your own External Client App');
    await page.getByRole('button', { name: 'Copy the callback URLs' }).first().waitFor();
    await page.getByText('Enter its consumer key').first().waitFor();
    await screenshot('own app');
  });

  it('signs in without a port', async () => {
    const { command, context, page, quickPick, inputBox, statusBar, treeItem, screenshot } = workbench();
    await command('Salesforce: Try the local org');
    await treeItem(/^Deal_Registration__c/).waitFor();
    const org = JSON.parse(fs.readFileSync(path.join(stateDir, 'local-org.json'), 'utf8'));
    await command('Salesforce: Sign out of an org…');
    await quickPick('Local Org');
    await statusBar('Local Org').waitFor({ state: 'hidden' });
    await command('Salesforce: Copy the callback URLs for your app');
    const copied = await page
      .getByText(/^Copied: /)
      .first()
      .textContent();
    await command('Salesforce: Connect an org…');
    await quickPick('back by link');
    await quickPick('My Domain or another host');
    const opened = context.waitForEvent('page');
    await inputBox(org.origin);
    const browser = await opened;
    await browser.getByLabel('Username').waitFor();
    const redirectUri = new URL(browser.url()).searchParams.get('redirect_uri') ?? '';
    assert.ok(copied?.includes(redirectUri) && redirectUri !== '', `${copied} has ${redirectUri}`);
    await browser.getByLabel('Username').fill(org.username);
    await browser.getByLabel('Password').fill(org.password);
    await browser.getByRole('button', { name: 'Sign in' }).click();
    await browser.getByRole('button', { name: 'Allow' }).click();
    await statusBar('Local Org').waitFor();
    await screenshot('signed in by link');
    await browser.close();
  });
});
