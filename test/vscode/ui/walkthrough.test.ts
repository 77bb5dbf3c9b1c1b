import path from 'node:path';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** The first visit, by the buttons of the walkthrough alone: no step may be a dead end. */
describe('the walkthrough', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: path.join(tempDir(), 'org') } });
  const guide = () => workbench().page.locator('.gettingStartedContainer');

  /** Comes back to the walkthrough, opens a step and takes its button. */
  const take = async (step: string, button: string) => {
    const { bringUp, command, quickPick, screenshot } = workbench();
    const entry = guide().locator('.getting-started-step', { hasText: step });
    // What the step before shows may come to the front meanwhile.
    await bringUp(async timeout => {
      await command('Welcome: Open Walkthrough...');
      await quickPick('Get started with Salesforce', { timeout });
    }, entry);
    const action = guide().getByRole('button', { name: button, exact: true });
    if (!(await action.isVisible())) await entry.click();
    await screenshot(`walkthrough ${step}`);
    await action.click();
  };

  it('connects the local org', async () => {
    await take('Connect an org', 'Try the local org');
    await workbench().statusBar('Local Org').waitFor();
  });

  it('shows the objects', async () => {
    await take('Look at its objects', 'Show the objects');
    await workbench()
      .treeItem(/^Deal_Registration__c/)
      .waitFor();
  });

  it('opens a query', async () => {
    await take('Write a query', 'New query');
    await workbench().page.locator('.view-line', { hasText: 'FROM Account' }).waitFor();
  });

  it('runs it', async () => {
    await take('Run it', 'Run query at cursor');
    await workbench().webviewFrame().locator('.slick-row').first().waitFor();
  });

  it('shows the limits', async () => {
    await take('See what it costs', 'Show the limits');
    await workbench()
      .treeItem(/^Daily API Requests: /)
      .waitFor();
  });

  it('leads on to what can be done next', async () => {
    const { page } = workbench();
    await take('Go on from here', 'What can I do here?');
    await page.locator('.quick-input-widget').getByText('Read about an object').first().waitFor();
    await page.keyboard.press('Escape');
  });
});
