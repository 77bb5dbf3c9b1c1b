// npm run pictures: takes the README's two pictures in a real VS Code window, on the local org's sample data.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, runUnderNode24 } from './node24.mjs';

await runUnderNode24(import.meta);
const { build } = await import('./bundles.mjs');
if (!(await build({ production: false }))) process.exit(1);
const { openWorkbench } = await import('../test/harness/workbench.ts');
const { tempDir } = await import('../test/host/tempHome.ts');

const FOLDER = path.join(ROOT, 'media/readme');
fs.mkdirSync(FOLDER, { recursive: true });
const workbench = await openWorkbench({
  env: { SALESFORCE_WORKBENCH_LOCAL_ORG: path.join(tempDir(), 'org') },
  settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.minimap.enabled': false },
});
try {
  const { page } = workbench;
  const picture = name => page.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled' });
  await page.setViewportSize({ width: 1280, height: 640 });
  await workbench.openContainer('Salesforce');
  await page.getByRole('button', { name: 'Try the local org' }).first().click();
  await workbench.unfold(workbench.treeItem(/^Deal_Registration__c/), workbench.treeItem(/^Amount__c/));

  await workbench.openFile('deals.soql');
  await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor();
  await workbench.goTo(1, 'SELECT Id, '.length + 1);
  await page.keyboard.insertText('Nmae, ');
  await page.locator('.squiggly-error').first().waitFor();
  await workbench.goTo(3, 1);
  await page.keyboard.press('End');
  await page.keyboard.type(' AND ');
  await workbench.completionRows();
  await picture('completion');
  await page.keyboard.press('Escape');
  await workbench.command('View: Revert and Close Editor');

  await page.setViewportSize({ width: 1280, height: 800 });
  await workbench.openFile('opportunities.soql');
  await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
  await workbench.command('View: Toggle Primary Side Bar Visibility');
  await workbench.command('View: Move Editor Group Up');
  // The query in full, and the rest for its rows.
  const { x, y } = await page.locator('.editor-group-container').nth(1).boundingBox();
  await page.mouse.move(x + 200, y);
  await page.mouse.down();
  await page.mouse.move(x + 200, 240, { steps: 4 });
  await page.mouse.up();
  const frame = workbench.webviewFrame();
  const cell = (row, column) => frame.locator(`.slick-row[aria-rowindex="${row + 1}"] .slick-cell.l${column}`);
  const change = async (row, column, text) => {
    await cell(row, column).click();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await cell(row, column).and(frame.locator('.edited')).waitFor();
  };
  await cell(1, 4).waitFor();
  await change(1, 4, '125000');
  await change(2, 4, '48000');
  await change(4, 2, 'Brightwater Institute - Renewal');
  await cell(5, 2).click();
  await page.keyboard.press('Control+Delete');
  await frame.locator('.row-deleted').waitFor();
  await frame.getByRole('button', { name: 'Save…' }).click();
  await frame.locator('#review-accept').waitFor();
  await page.mouse.move(1200, 30);
  await picture('results');
} finally {
  await workbench.close();
}
