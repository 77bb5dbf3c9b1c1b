import * as vscode from 'vscode';
import { ProblemError } from '../host/problem.ts';
import type { ConnectedOrg, OrgRegistry } from '../orgs/registry.ts';

/** The org that a command works on. With several orgs and none chosen yet the user chooses now, or cancels the command. */
export async function requireOrg(registry: OrgRegistry): Promise<ConnectedOrg> {
  await registry.reload();
  const hasChoice = !registry.active && registry.orgs.length > 0;
  if (hasChoice) await vscode.commands.executeCommand('salesforceWorkbench.switchOrg');
  if (registry.active) return registry.active;
  if (hasChoice) throw new vscode.CancellationError();
  const message = vscode.l10n.t('No org is connected. Connect one, or try the local org.');
  throw new ProblemError({ code: 'NO_ORG', message, nextStep: 'firstOrg' });
}
