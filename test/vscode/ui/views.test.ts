import fs from 'node:fs';
import path from 'node:path';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** What the views and the results say beside the happy path. */
describe('views and messages', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: path.join(tempDir(), 'org') } });

  before(async () => {
    const { openContainer, page, statusBar, treeItem } = workbench();
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
    await treeItem(/^Deal_Registration__c/).waitFor();
  });

  it('filters the objects, and says so', async () => {
    const { command, inputBox, page, treeItem, screenshot } = workbench();
    await command('Salesforce: Filter objects…');
    await inputBox('opportunity');
    await treeItem(/^OpportunityLineItem/).waitFor();
    await treeItem(/^Deal_Registration__c/).waitFor({ state: 'hidden' });
    await page.getByText('filter: opportunity').first().waitFor();
    await screenshot('filtered');
    await command('Salesforce: Clear filter of objects');
    await treeItem(/^Deal_Registration__c/).waitFor();
  });

  it('Limits: shows them, the most used first', async () => {
    const { page, treeItem, screenshot } = workbench();
    await page.getByRole('button', { name: 'Limits Section' }).click();
    await treeItem(/^Daily API Requests: /).waitFor();
    await workbench().command('Salesforce: Show limits in use');
    await treeItem(/^Analytics External Data Size MB: /).waitFor({ state: 'hidden' });
    await treeItem(/^Daily API Requests: /).click();
    await treeItem(/left of 15,000/).waitFor();
    await screenshot('limits');
    await workbench().command('Salesforce: Show all limits');
    await treeItem(/^Analytics External Data Size MB: /).waitFor();
  });

  it('writes a query for an object', async () => {
    const { page, treeItem } = workbench();
    await treeItem(/^Deal_Registration__c/).hover();
    await treeItem(/^Deal_Registration__c/)
      .getByRole('button', { name: 'New query' })
      .click();
    await page.locator('.view-line', { hasText: 'FROM Deal_Registration__c' }).waitFor();
  });

  it('says in the result what is wrong with a query, and leads back to it', async () => {
    const { page, openFile, goTo, webviewFrame, screenshot } = workbench();
    await openFile('accounts.soql');
    await goTo(1, 8);
    await page.keyboard.type('Nmae, ');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await webviewFrame().getByText('INVALID_FIELD').first().waitFor();
    await screenshot('query-error');
  });

  it('Explain: shows beside the query, and marks the costly filter', async () => {
    const { closeEditors, page, openFile, webviewFrame, workspace, screenshot } = workbench();
    const soql = "SELECT Id, Name\nFROM Account\nWHERE BillingCity = 'Berlin'\n";
    fs.writeFileSync(path.join(workspace, 'costly.soql'), soql);
    await closeEditors();
    await openFile('costly.soql');
    await page.locator('.codelens-decoration a', { hasText: 'Explain' }).first().click();
    const preview = webviewFrame();
    await preview.getByRole('heading', { name: 'Query plan' }).waitFor();
    await preview.getByRole('cell', { name: 'TableScan' }).waitFor();
    await page.locator('.codelens-decoration a', { hasText: /Explain: cost 1\.\d/ }).waitFor();
    await page.locator('.squiggly-info').first().waitFor();
    await screenshot('query plan');
  });

  it('Several orgs: the one of a file shows above a query, and a click writes another one into the file', async () => {
    const { closeEditors, page, openFile, quickPick, webviewFrame, screenshot } = workbench();
    await closeEditors();
    await openFile('opportunities.soql');
    await page.locator('.codelens-decoration a', { hasText: 'Local Org' }).first().click();
    await quickPick(/Local Org/);
    await page.locator('.view-line', { hasText: '// @org' }).waitFor();
    await screenshot('org of a file');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    await webviewFrame().getByText('Prospecting').first().waitFor();
  });

  it('gathers what somebody who helps would ask for', async () => {
    const { command, page, screenshot } = workbench();
    await command('Salesforce: Diagnose');
    await page.locator('.view-line', { hasText: /The\sactive\sorg\sanswers:\s\d+\sms/ }).waitFor();
    await screenshot('diagnosis');
  });
});
