import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** The picture of an object and its neighbors. */
describe('Relationship diagram', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: path.join(tempDir(), 'org') } });
  const box = (name: string) =>
    workbench()
      .webviewFrame()
      .getByRole('button', { name: new RegExp(`^${name} `) });

  before(async () => {
    const { openContainer, page, command, quickPick } = workbench();
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await workbench()
      .treeItem(/^Deal_Registration__c/)
      .waitFor();
    await command('Salesforce: Show relationship diagram…');
    await quickPick(/^Deal_Registration__c/);
  });

  it('draws an object with its parents and children', async () => {
    const { screenshot } = workbench();
    await box('Deal_Registration__c').waitFor();
    await box('Account').waitFor();
    await screenshot('relationship diagram');
  });

  it('grows by the neighbors of an object, with the keyboard alone', async () => {
    const { page, screenshot } = workbench();
    await box('Account').focus();
    await page.keyboard.press('Enter');
    await box('Order').waitFor();
    await screenshot('relationship diagram, larger');
  });

  it('zooms', async () => {
    const { webviewFrame } = workbench();
    const picture = webviewFrame().locator('#picture');
    const before = await picture.getAttribute('viewBox');
    await webviewFrame().getByRole('button', { name: 'Zoom in' }).click();
    if ((await picture.getAttribute('viewBox')) === before) throw new Error('The picture has not changed.');
    await webviewFrame().getByRole('button', { name: 'Fit' }).click();
  });

  it('is saved as a picture that needs nothing of VS Code', async () => {
    const { acceptFile, webviewFrame, toast, workspace } = workbench();
    const file = path.join(workspace, 'Deal_Registration__c.svg');
    await webviewFrame().getByRole('button', { name: 'Export SVG' }).click();
    await acceptFile(file);
    await toast('Saved');
    const svg = fs.readFileSync(file, 'utf8');
    assert.match(svg, /^<svg .*Deal_Registration__c/s);
    assert.doesNotMatch(svg, /var\(--|class="|tabindex/);
  });

  it('becomes text for Mermaid', async () => {
    const { page, webviewFrame } = workbench();
    await webviewFrame().getByRole('button', { name: 'Export Mermaid' }).click();
    await page.locator('.view-line', { hasText: 'erDiagram' }).waitFor();
    await page.locator('.view-line', { hasText: 'Deal_Registration__c' }).first().waitFor();
  });
});
