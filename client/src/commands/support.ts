import * as vscode from 'vscode';
import { useReservedCalls } from '../../../server/src/protocol/limits.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { requireOrg } from './activeOrg.ts';
import type { Register } from './report.ts';

export function registerSupportCommands(
  register: Register,
  log: vscode.LogOutputChannel,
  service: LanguageService,
  registry: OrgRegistry,
): void {
  register('openLog', () => log.show());
  register('restartServer', () => {
    const title = vscode.l10n.t('Starting the language server again…');
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, service.restart);
  });
  register('useReservedCalls', async () => {
    const { key, name } = await requireOrg(registry);
    await service.request(useReservedCalls, { org: key });
    const message = vscode.l10n.t(
      'The calls of {0} that were held back may be used, until the server is restarted.',
      name,
    );
    void vscode.window.showInformationMessage(message);
  });
  register('openSettings', () =>
    vscode.commands.executeCommand(
      'workbench.action.openSettings',
      '@ext:integration-workbench.salesforce-integration-workbench',
    ),
  );
}
