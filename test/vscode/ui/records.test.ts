import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { useWorkbench } from '../../harness/workbench.ts';
import { tempDir } from '../../host/tempHome.ts';

interface Row {
  readonly Id: string;
  readonly Name: string;
  readonly Title__c: string | null;
}

const alertingOn = (field: string) => ({
  matchingRules: [{ fullName: 'Same', matchingRuleItems: [{ fieldName: field, matchingMethod: 'Exact' }] }],
  duplicateRules: [
    {
      fullName: 'Alerts',
      actionOnInsert: 'Allow',
      actionOnUpdate: 'Allow',
      operationsOnInsert: ['alert'],
      operationsOnUpdate: ['alert'],
      alertText: `This ${field} is known`,
      duplicateRuleMatchRules: [{ matchingRule: 'Same' }],
    },
  ],
});
const rules = { BigTable__c: alertingOn('Title__c'), Contact: alertingOn('LastName') };

/** Each test has a record of its own. */
describe('Records as documents', () => {
  const stateFolder = path.join(tempDir(), 'org');
  const workbench = useWorkbench({ env: { SALESFORCE_WORKBENCH_LOCAL_ORG: stateFolder } });
  let org: LocalOrg;
  let ids: string[];
  /** Of the tab of each record. */
  const titles = new Map<string, string>();

  const titleOf = async (id: string) =>
    ((await (await org.api(`sobjects/BigTable__c/${id}?fields=Title__c`)).json()) as Row).Title__c;

  before(async () => {
    org = await startLocalOrg({ stateFolder, overlay: rules });
    const answer = await org.api('query?q=SELECT+Id,Name+FROM+BigTable__c+ORDER+BY+Name+LIMIT+6');
    const { records } = (await answer.json()) as { records: Row[] };
    ids = records.map(({ Id }) => Id);
    for (const { Id, Name } of records) titles.set(Id, `${Name} · BigTable`);
    const { openContainer, page, statusBar } = workbench();
    await openContainer('Salesforce');
    await page.getByRole('button', { name: 'Try the local org' }).first().click();
    await statusBar('Local Org').waitFor();
  });
  after(() => org?.stop());

  async function open(id: string, line?: string): Promise<void> {
    const { command, inputBox } = workbench();
    await command('Salesforce: Open record…');
    await inputBox(id);
    await shown(id, line);
  }

  async function shown(id: string, line = '"Title__c"'): Promise<void> {
    const { page } = workbench();
    await page.locator('.tab.active', { hasText: titles.get(id) ?? id }).waitFor();
    await page.locator(`.monaco-editor[data-uri*="${id}"] .view-line`, { hasText: line }).waitFor();
  }

  /** Selects the only place of a text. */
  async function find(text: string): Promise<void> {
    const { page, focusEditor, statusBar } = workbench();
    const group = page.locator('.editor-group-container.active');
    await focusEditor();
    await page.keyboard.press('Control+F');
    const widget = group.locator('.find-widget.visible');
    await widget.getByLabel('Find', { exact: true }).first().fill(text);
    // A narrow widget does not show the count.
    await widget.locator('.matchesCount', { hasText: '1 of 1' }).waitFor({ state: 'attached' });
    // The count may still be that of the document before, found by the same text.
    await page.keyboard.press('Enter');
    await statusBar(`(${text.length} selected)`).waitFor();
    await page.keyboard.press('Escape');
    await widget.waitFor({ state: 'hidden' });
  }

  /** Finds the only place of a text and writes another there, as a person does. */
  async function replace(text: string, by: string, ...keys: readonly string[]): Promise<void> {
    const { page } = workbench();
    await find(text);
    for (const key of keys) await page.keyboard.press(key);
    // At once, as from the clipboard: the editor adds no quotes of its own.
    await page.keyboard.insertText(by);
  }

  const changeTitle = (value: string) => replace('"Title__c"', `"Title__c": ${value}`, 'End', 'Shift+Home', 'Delete');

  const saved = (id: string) =>
    workbench()
      .page.locator('.tab.active:not(.dirty)', { hasText: titles.get(id) ?? id })
      .waitFor();

  it('saves what was changed after a preview that names the org', async () => {
    const { page, screenshot, dialog } = workbench();
    const id = ids[0]!;
    await open(id);
    await changeTitle('"Edited here",');
    await screenshot('record document');
    await page.keyboard.press('Control+S');
    await page.locator('.monaco-dialog-box', { hasText: 'in Local Org' }).waitFor();
    await screenshot('record preview');
    await dialog('Save');
    await saved(id);
    assert.equal(await titleOf(id), 'Edited here');
  });

  it('finds out that somebody else was faster, and asks', async () => {
    const { page, screenshot, dialog } = workbench();
    const id = ids[1]!;
    await open(id);
    await changeTitle('"mine",');
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ Title__c: 'theirs' });
    await org.api(`sobjects/BigTable__c/${id}`, { method: 'PATCH', headers, body });
    await page.keyboard.press('Control+S');
    await dialog('Save');
    await page.locator('.monaco-dialog-box', { hasText: 'theirs' }).waitFor();
    await screenshot('record conflict');
    assert.equal(await titleOf(id), 'theirs');
    await dialog('Overwrite');
    await saved(id);
    assert.equal(await titleOf(id), 'mine');
  });

  it('is saved although a duplicate rule alerts, once that is confirmed', async () => {
    const { dialog, page, screenshot } = workbench();
    const [known = '', id = ''] = ids.slice(4);
    const patch = (of: string, title: string | null) =>
      org.api(`sobjects/BigTable__c/${of}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ Title__c: title }),
      });
    await patch(known, 'Known');
    await patch(id, null);
    await open(id);
    await changeTitle('"Known",');
    await page.keyboard.press('Control+S');
    await dialog('Save');
    await page.locator('.monaco-dialog-box', { hasText: 'This Title__c is known' }).waitFor();
    await screenshot('record duplicate');
    assert.equal(await titleOf(id), null);
    await dialog('Save anyway');
    await saved(id);
    assert.equal(await titleOf(id), 'Known');
  });

  it('is made from a template with the required fields, although there is one like it', async () => {
    const { command, dialog, inputBox, page, quickPick, screenshot } = workbench();
    const name = `Made-here-${Date.now()}`;
    const headers = { 'content-type': 'application/json' };
    const twin = await org.api('sobjects/Contact', {
      method: 'POST',
      headers,
      body: JSON.stringify({ LastName: name }),
    });
    const { id } = (await twin.json()) as { id: string };
    await command('Salesforce: New record…');
    await page.locator('.quick-input-widget:visible input').first().fill('Contact');
    await quickPick('Contact');
    titles.set('/Contact/new/', 'New Contact');
    await shown('/Contact/new/', '"LastName"');
    await replace('null', `"${name}"`, 'Delete');
    await screenshot('record template');
    await page.keyboard.press('Control+S');
    await page.locator('.monaco-dialog-box', { hasText: name }).waitFor();
    await dialog('Create');
    await page.locator('.monaco-dialog-box', { hasText: 'This LastName is known' }).waitFor();
    await dialog('Save anyway');
    await page.getByRole('tab', { name: 'New Contact' }).waitFor({ state: 'detached' });
    const answer = await org.api(`query?q=SELECT+Id+FROM+Contact+WHERE+LastName='${name}'+AND+Id!='${id}'`);
    const { records } = (await answer.json()) as { records: Row[] };
    assert.equal(records.length, 1);
    const made = records[0]!.Id;
    titles.set(made, `${name} · Contact`);
    await shown(made, '"LastName"');
    // Its tab is called as the record is, once that has got another name.
    const renamed = `Renamed-${Date.now()}`;
    await replace(`"LastName": "${name}"`, `"LastName": "${renamed}"`, 'Delete');
    await page.keyboard.press('Control+S');
    await dialog('Save');
    titles.set(made, `${renamed} · Contact`);
    await shown(made, `"LastName": "${renamed}"`);
    await page.getByRole('tab', { name: `${name} · Contact` }).waitFor({ state: 'detached' });
    await screenshot('record renamed');
    // And it is open once, by whatever way it is opened.
    await command('Salesforce: Open record…');
    await inputBox(`https://acme.lightning.force.com/lightning/r/Contact/${made}/view`);
    await shown(made, '"LastName"');
    assert.equal(await page.getByRole('tab', { name: titles.get(made)! }).count(), 1);
  });

  it('completes picklists with the values of its record type', async () => {
    const { command, page, screenshot } = workbench();
    const soql = "SELECT Id, Name FROM Account WHERE RecordType.DeveloperName = 'Partner' AND Type != NULL LIMIT 1";
    const answer = await org.api(`query?q=${encodeURIComponent(soql)}`);
    const [account] = ((await answer.json()) as { records: Row[] }).records;
    titles.set(account!.Id, `${account!.Name} · Account`);
    await open(account!.Id, '"Type": "Channel Partner / Reseller"');
    await replace('"Type": "Channel Partner / Reseller"', '"Type": ');
    const options = page.locator('.suggest-widget.visible').getByRole('option');
    await page.keyboard.press('Control+Space');
    await options.filter({ hasText: 'Installation Partner' }).waitFor();
    await screenshot('record type completion');
    assert.equal(await options.filter({ hasText: 'Prospect' }).count(), 0);
    await page.keyboard.press('Escape');
    await command('File: Revert File');
    await saved(account!.Id);
  });

  it('is deleted once that is confirmed, and comes back', async () => {
    const { command, dialog, inputBox, notification, page, screenshot, toast } = workbench();
    const id = ids[2]!;
    await open(id);
    await command('Salesforce: Delete record…');
    await dialog('Delete');
    await page.getByRole('tab', { name: titles.get(id)! }).waitFor({ state: 'detached' });
    assert.equal((await org.api(`sobjects/BigTable__c/${id}`)).status, 404);
    await toast('was deleted in Local Org');
    await screenshot('record deleted');
    await notification('was deleted in Local Org', 'Undelete');
    await shown(id);
    assert.equal((await org.api(`sobjects/BigTable__c/${id}`)).status, 200);
    await command('View: Close All Editors');
    await org.api(`sobjects/BigTable__c/${id}`, { method: 'DELETE' });
    await command('Salesforce: Undelete record…');
    await inputBox(id);
    await shown(id);
    assert.equal((await org.api(`sobjects/BigTable__c/${id}`)).status, 200);
  });

  it('opens from its id in the grid', async () => {
    const { openFile, page, screenshot, webviewFrame, workspace } = workbench();
    const id = ids[3]!;
    fs.writeFileSync(path.join(workspace, 'one.soql'), `SELECT Id FROM BigTable__c WHERE Id = '${id}'`);
    await openFile('one.soql');
    await page.keyboard.press('Control+Enter');
    await webviewFrame()
      .locator('.slick-cell', { hasText: id })
      .click({ modifiers: ['Control'] });
    await shown(id);
    await screenshot('record from the grid');
  });

  it('leads to its related records', async () => {
    const { closeEditors, page, screenshot, webviewFrame } = workbench();
    // Beside another editor the link may be wider than its own.
    await closeEditors();
    const soql = 'SELECT AccountId, Account.Name, LastName FROM Contact WHERE AccountId != NULL LIMIT 1';
    const answer = await org.api(`query?q=${encodeURIComponent(soql)}`);
    type Related = { AccountId: string; Account: { Name: string }; LastName: string };
    const { AccountId, Account, LastName } = ((await answer.json()) as { records: Related[] }).records[0]!;
    titles.set(AccountId, `${Account.Name} · Account`);
    await open(AccountId, '"Name"');
    await find('Contacts · Contact.AccountId');
    await screenshot('record related');
    const link = page.locator('.editor-instance .view-line .detected-link', { hasText: 'Contact.AccountId' });
    await link.first().click({ modifiers: ['Control'] });
    await webviewFrame().locator('.slick-cell', { hasText: LastName }).first().waitFor();
  });
});
