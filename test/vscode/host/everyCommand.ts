import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';

const PREFIX = 'salesforceWorkbench.';
/** As many failures as a diagnosis tells of. */
const BATCH = 20;
/** They start processes, or end those of other tests. */
const LEFT_OUT = ['tryLocalOrg', 'startLocalOrg', 'restartServer'].map(id => PREFIX + id);
/** What nobody has words for: a fault of ours. */
const RAW = /: (UNEXPECTED|INTERNAL_ERROR)$/;

const { contributes } = vscode.extensions.getExtension('integration-workbench.salesforce-integration-workbench')!
  .packageJSON as {
  contributes: {
    commands: readonly { command: string }[];
    menus: { commandPalette: readonly { command: string; when: string }[] };
  };
};
const hidden = contributes.menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
const commands = contributes.commands
  .map(({ command }) => command)
  .filter(command => !LEFT_OUT.includes(command) && !hidden.includes(command));

/**
 * What somebody is told who runs every command, by whatever key or menu: `told` has a line for each failure, `raw` those
 * for which there are no words.
 */
export async function everyFailure(): Promise<{ readonly told: readonly string[]; readonly raw: readonly string[] }> {
  const told: string[] = [];
  for (let start = 0; start < commands.length; start += BATCH) {
    for (const command of commands.slice(start, start + BATCH)) await runUnanswered(command);
    told.push(...(await lastErrors()));
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  return { told, raw: told.filter(line => RAW.test(line)) };
}

/** Runs it, and leaves each question and message without an answer. */
async function runUnanswered(command: string): Promise<void> {
  const run = { isOver: false };
  const over = vscode.commands.executeCommand(command).then(() => {
    run.isOver = true;
  });
  while (!run.isOver) {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('notifications.clearAll');
    await turn();
  }
  await over;
}

async function lastErrors(): Promise<readonly string[]> {
  await vscode.commands.executeCommand(`${PREFIX}diagnose`);
  const document = vscode.window.activeTextEditor?.document;
  assert.match(document?.uri.path ?? '', /diagnosis/);
  const [, list = ''] = document!.getText().split('## Last errors');
  return list.split('\n').filter(line => line.startsWith('- '));
}
