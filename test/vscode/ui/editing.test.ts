import fs from 'node:fs';
import path from 'node:path';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

/** Added to the workspace before anything looks for files there. */
const files = {
  'new.soql': '',
  'hover.soql': 'SELECT StageName FROM Opportunity\nWHERE CloseDate = LAST_YEAR\n',
  'fix.soql': 'SELECT Id, StageName, Nmae FROM Opportunity\n',
  'format.soql':
    "select Id,Name,(select Id from Contacts where Email!=null) from Account where Industry in ('Energy','Banking') and (AnnualRevenue>5 or Name like 'A%') order by Name limit 5\n",
  'rename.soql': 'SELECT a.Id, a.Name FROM Account a WHERE a.Name != null\n',
  'query.ts': 'declare const soql: (text: TemplateStringsArray) => string;\nsoql`SELECT  FROM Opportunity`;\n',
  'hints.soql': "SELECT Id FROM Account WHERE Name LIKE '%x'\n",
};

/** What the editor does for a query, with the schema of the local org. */
describe('SOQL editing', () => {
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: path.join(tempDir(), 'org') } });
  const suggestions = () => workbench().page.locator('.suggest-widget.visible');
  const hover = () => workbench().page.locator('.monaco-hover:visible').first();
  const line = (text: string) => workbench().page.locator('.view-line', { hasText: text }).first().waitFor();

  /** Takes a row of the list, which is asked for where it is not open; `typed` brings it into view. */
  async function accept(label: string, typed = ''): Promise<void> {
    const { page } = workbench();
    if (!(await suggestions().isVisible())) await page.keyboard.press('Control+Space');
    await suggestions().getByRole('option').first().waitFor();
    await page.keyboard.type(typed);
    await suggestions()
      .locator(`[role=option][aria-label^=${JSON.stringify(label)}]`)
      .first()
      .click();
  }

  const pointAt = (text: string) =>
    workbench().page.locator('.view-line span', { hasText: text }).last().hover({ force: true });

  /** Points at a word until its hover says so: a hover asked for before the schema is there stays without facts. */
  const explains = async (word: string, fact: string) => {
    for (let attempt = 1; ; attempt++) {
      await pointAt(word);
      try {
        return await hover().getByText(fact).waitFor({ timeout: 4_000 });
      } catch (error) {
        if (attempt === 5) throw error;
        await workbench().page.mouse.move(0, 0);
      }
    }
  };

  before(async () => {
    const { openContainer, page, statusBar, treeItem, workspace } = workbench();
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(workspace, name), text);
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
    await treeItem(/^Deal_Registration__c/).waitFor();
    // A wrong field is marked once the fields of Opportunity are known.
    await workbench().openFile('fix.soql');
    await page.locator('.squiggly-error').first().waitFor();
  });

  it('writes a query from nothing with completions only', async () => {
    const { page, openFile, bringUp, screenshot } = workbench();
    await openFile('new.soql');
    await bringUp('Control+Space', suggestions().getByRole('option').first());
    await screenshot('editing-statements');
    await accept('SELECT … FROM … WHERE …');
    await accept('Opportunity');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+Space');
    await suggestions().getByRole('option').first().waitFor();
    await screenshot('editing-fields');
    await accept('Name');
    await page.keyboard.press('Tab');
    await accept('StageName', 'Sta');
    await page.keyboard.type(' ');
    await accept('=');
    await suggestions().getByRole('option').first().waitFor();
    await screenshot('editing-values');
    await accept("'Prospecting'");
    await line("SELECT Name FROM Opportunity WHERE StageName = 'Prospecting'");
    await screenshot('editing-written');
  });

  it('explains a field and a relative date', async () => {
    const { openFile, screenshot } = workbench();
    await openFile('hover.soql');
    // What is shown for a line lies over those below it.
    await explains('LAST_YEAR', `${new Date().getFullYear() - 1}-01-01`);
    await screenshot('editing-hover-date');
    await explains('StageName', 'Opportunity.StageName');
    await screenshot('editing-hover');
  });

  it('corrects a name', async () => {
    const { page, openFile, goTo, bringUp, screenshot } = workbench();
    await openFile('fix.soql');
    await page.locator('.squiggly-error').first().waitFor();
    await goTo(1, 25);
    const fix = page.locator('.action-widget').getByText('Change to Name');
    await bringUp('Control+.', fix);
    await screenshot('editing-fix');
    await fix.click();
    await line('SELECT Id, StageName, Name FROM Opportunity');
  });

  it('formats', async () => {
    const { command, openFile, screenshot } = workbench();
    await openFile('format.soql');
    await command('Format Document');
    await line('FROM Account');
    await screenshot('editing-format');
  });

  it('renames an alias', async () => {
    const { page, openFile, goTo, bringUp, screenshot } = workbench();
    await openFile('rename.soql');
    await goTo(1, 8);
    const box = page.locator('.rename-box input, .rename-input').first();
    await bringUp('F2', box);
    await screenshot('editing-rename');
    await box.fill('acc');
    await page.keyboard.press('Enter');
    await line('SELECT acc.Id, acc.Name FROM Account acc WHERE acc.Name != null');
  });

  it('switches hints off', async () => {
    const { page, openFile, goTo, workspace, screenshot } = workbench();
    await openFile('hints.soql');
    // The lens that comes above the first line may push it out of sight.
    await goTo(1, 1);
    await page.locator('.squiggly-hint').first().waitFor({ state: 'attached' });
    await screenshot('editing-hint');
    fs.mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
    const settings = { 'salesforceWorkbench.diagnostics.hints': false };
    fs.writeFileSync(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
    await page.locator('.squiggly-hint').first().waitFor({ state: 'detached' });
  });

  it('shows what a query leaves open, once that is wanted', async () => {
    const { openFile, workspace, screenshot } = workbench();
    await openFile('hover.soql');
    fs.mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
    const settings = { 'salesforceWorkbench.inlayHints.enabled': true };
    fs.writeFileSync(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
    await line(`${new Date().getFullYear() - 1}-01-01 to`);
    await screenshot('editing-inlay-hints');
  });

  // The last one: this VS Code has no TypeScript of its own and says so when a file needs it.
  it('Queries in code: completes one in TypeScript', async () => {
    const { openFile, goTo, screenshot } = workbench();
    await openFile('query.ts');
    await goTo(2, 13);
    await accept('StageName', 'Stage');
    await line('soql`SELECT StageName FROM Opportunity`;');
    await screenshot('editing-typescript');
  });
});
