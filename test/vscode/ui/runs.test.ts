import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { bulkJobs } from '../../harness/bulkJobs.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** Together with those of the test profile: enough pages that a run is still under way when its first rows show. */
const LOADED_ROWS = 60_000;

const FILES = {
  'big.soql': 'SELECT Id, Name, Number__c, Code__c, Title__c, Owner.Name FROM BigTable__c',
  'wrong.soql': 'SELECT Id, Nothing__c FROM Account',
  'first.soql': 'SELECT Name FROM Account LIMIT 1',
};

/** What a person sees of a run that ends otherwise than with all of its rows. */
describe('runs that do not end well', () => {
  const stateFolder = path.join(tempDir(), 'org');
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: stateFolder } });
  let org: LocalOrg;

  before(async () => {
    org = await startLocalOrg({ stateFolder });
    const rows = Array.from({ length: LOADED_ROWS }, (_, number) => `Loaded ${number},${number}`);
    const csv = ['Name,Number__c', ...rows].join('\n');
    const job = await bulkJobs(org).load({ object: 'BigTable__c', operation: 'insert', lineEnding: 'LF' }, csv);
    assert.equal(job.state, 'JobComplete', job.errorMessage);
    const { openContainer, page, statusBar, workspace } = workbench();
    for (const [name, soql] of Object.entries(FILES)) fs.writeFileSync(path.join(workspace, name), soql);
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
  });
  after(() => org?.stop());

  async function runQuery(name: keyof typeof FILES): Promise<void> {
    const { command, openFile, page } = workbench();
    await command('View: Close All Editors');
    await openFile(name);
    await page.keyboard.press('Control+Enter');
  }

  const queries = async () => (await org.log()).filter(request => request.path.includes('/query'));

  it('cancels: the rows so far are kept, and the org is asked for no more', async () => {
    const { webviewFrame, screenshot } = workbench();
    await runQuery('big.soql');
    const status = webviewFrame().locator('#status-text');
    await status.filter({ hasText: /Running · [\d,]+ of [\d,]+ rows/ }).waitFor();
    // The org stands still, so that the cancel meets a request that is under way.
    org.process.kill('SIGSTOP');
    await webviewFrame().getByRole('button', { name: 'Cancel' }).click();
    await status.filter({ hasText: /^Cancelled, rows so far are kept · [\d,]+ of [\d,]+ rows/ }).waitFor();
    await webviewFrame().getByRole('button', { name: 'Cancel' }).waitFor({ state: 'hidden' });
    await webviewFrame().locator('.slick-row').first().waitFor();
    await screenshot('cancelled');
    org.process.kill('SIGCONT');
    while (!(await queries()).at(-1)?.closedEarly);
    const asked = await queries();
    assert.deepEqual(
      asked.filter(request => request.closedEarly),
      asked.slice(-1),
    );
    await workbench().command('Salesforce: Refresh schema');
    const { length } = await org.log();
    while ((await org.log()).length < length + 2);
    assert.deepEqual(await queries(), asked);
  });

  it('says what is wrong with a query, and leads back to it', async () => {
    const { page, webviewFrame, screenshot } = workbench();
    await runQuery('wrong.soql');
    const banner = webviewFrame().getByRole('alert');
    await banner.filter({ hasText: /Correct it and run it again.*INVALID_FIELD/s }).waitFor();
    await screenshot('query-refused');
    await banner.getByRole('button', { name: 'Go to the query' }).click();
    await page.locator('.editor-group-container.active .tab.active', { hasText: 'wrong.soql' }).first().waitFor();
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  it('asks for a new access token without a word when the old one is over', async () => {
    const { page, webviewFrame } = workbench();
    assert.ok((await org.admin('expire-tokens', { method: 'POST' })).ok);
    await runQuery('first.soql');
    await webviewFrame()
      .locator('#status-text')
      .filter({ hasText: /^1 rows/ })
      .waitFor();
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  it('offers to start the local org where it is down', async () => {
    const { page, webviewFrame, screenshot } = workbench();
    await org.stop();
    await runQuery('first.soql');
    const banner = webviewFrame().getByRole('alert');
    await banner.filter({ hasText: 'The local org is not running. Start it' }).waitFor();
    await screenshot('run-org-down');
    assert.equal(await page.locator('.notification-toast').count(), 0);
    await banner.getByRole('button', { name: 'Start the local org' }).waitFor();
  });
});
