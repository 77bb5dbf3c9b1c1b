import * as vscode from 'vscode';
import type { LanguageService } from '../languageClient/service.ts';
import type { Register } from './report.ts';

export function registerSupportCommands(
  register: Register,
  log: vscode.LogOutputChannel,
  service: LanguageService,
): void {
  register('openLog', () => log.show());
  register('restartServer', () => service.restart());
  register('openSettings', () =>
    vscode.commands.executeCommand(
      'workbench.action.openSettings',
      '@ext:integration-workbench.salesforce-integration-workbench',
    ),
  );
}
