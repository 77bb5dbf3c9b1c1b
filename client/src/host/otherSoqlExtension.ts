// Salesforce's own SOQL extension completes and checks queries too: with both, everything shows twice.
import * as vscode from 'vscode';
import { settings } from './settings.ts';

const OTHER = 'salesforce.salesforcedx-vscode-soql';
const ASKED = 'askedAboutOtherSoqlExtension';

/** Asks once, when the first query is open beside it, who shall do it. */
export async function settleOtherSoqlExtension(memory: vscode.Memento): Promise<void> {
  if (!vscode.extensions.getExtension(OTHER) || memory.get(ASKED, false) || !settings.editing()) return;
  await memory.update(ASKED, true);
  const [ours, theirs] = [vscode.l10n.t('Turn the other one off…'), vscode.l10n.t('Leave it to the other one')];
  const both = vscode.l10n.t('Keep both');
  const message = vscode.l10n.t(
    "Salesforce's own SOQL extension is on as well: completion and problems would show twice. Which one shall do it?",
  );
  const chosen = await vscode.window.showInformationMessage(message, ours, theirs, both);
  // Only the user can turn an extension off: its page has the button.
  if (chosen === ours) await vscode.commands.executeCommand('extension.open', OTHER);
  if (chosen === theirs) await settings.setEditing(false);
}
