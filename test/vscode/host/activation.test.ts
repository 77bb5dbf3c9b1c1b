import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Exports } from '../../../client/src/extension.ts';
import { everyFailure } from './everyCommand.ts';

const ID = 'integration-workbench.salesforce-integration-workbench';

describe('the extension', () => {
  const extension = vscode.extensions.getExtension<Exports>(ID);
  before(() => extension?.activate());

  it('activates and says how long that took', () => {
    assert.ok(extension?.isActive);
    assert.ok(extension.exports.activationMs > 0);
  });

  it('registers every command of its manifest, and no other', async () => {
    assert.ok(extension);
    const named = (ids: readonly string[]) => ids.filter(id => /^salesforceWorkbench\.\w+$/.test(id)).sort();
    const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const promised = named(contributes.commands.map(({ command }) => command));
    assert.deepEqual(named(await vscode.commands.getCommands(true)), promised);
  });

  it('has words for whatever a command lacks in a window without an org', async () => {
    const { told, raw } = await everyFailure();
    assert(
      told.some(line => line.endsWith('openRecord: NO_ORG')),
      told.join('\n'),
    );
    assert.deepEqual(raw, []);
  });

  it('is in the Accounts menu once an org is connected', async () => {
    await vscode.commands.executeCommand('salesforceWorkbench.tryLocalOrg');
    const accounts = await vscode.authentication.getAccounts('salesforce');
    assert.deepEqual(
      accounts.map(({ label }) => label),
      ['admin@local.example'],
    );
    await vscode.commands.executeCommand('salesforceWorkbench.stopLocalOrg');
  });
});
