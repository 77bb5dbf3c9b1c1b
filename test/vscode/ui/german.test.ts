import fs from 'node:fs';
import path from 'node:path';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** What the extension says follows VS Code's language; what VS Code says itself stays English here. */
describe('a window in German', () => {
  const workbench = useWorkbench({
    env: { SALESFORCE_WORKBENCH_LOCAL_ORG: path.join(tempDir(), 'org') },
    language: 'de',
  });

  it('has German words and numbers in its views, in the editor and in results', async () => {
    const { bringUp, closeEditors, command, openContainer, openFile, page, treeItem, webviewFrame } = workbench();
    const { screenshot, unfold, workspace } = workbench();
    fs.writeFileSync(path.join(workspace, 'falsch.soql'), 'SELECT Id, Nmae FROM Account\n');
    fs.writeFileSync(
      path.join(workspace, 'betrag.soql'),
      'SELECT Amount FROM Opportunity WHERE Amount > 1000 LIMIT 5\n',
    );
    await openContainer('Salesforce');
    await command('Salesforce: Try the local org');
    await treeItem(/^Benutzerdefiniert/).waitFor();
    await unfold(page.getByRole('button', { name: 'Limits Section' }), treeItem(/ \/ 15\.000 verbraucht/));
    await closeEditors();
    await openFile('falsch.soql');
    await page.locator('.squiggly-error').first().waitFor();
    await bringUp('F8', page.locator('.marker-widget', { hasText: "Account hat kein Feld 'Nmae'" }));
    await page.keyboard.press('Escape');
    await openFile('betrag.soql');
    await page.locator('.codelens-decoration a', { hasText: 'Ausführen' }).first().click();
    await webviewFrame().locator('#status', { hasText: 'API-Aufrufe: 1' }).waitFor();
    await webviewFrame()
      .locator('.slick-cell', { hasText: /^\d+\.\d{3}$/ })
      .first()
      .waitFor();
    await screenshot('german');
  });
});
