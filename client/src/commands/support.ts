import * as vscode from 'vscode';
import { useReservedCalls } from '../../../server/src/protocol/limits.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ApiUsages } from '../orgs/apiUsages.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { requireOrg } from './activeOrg.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly log: vscode.LogOutputChannel;
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly usages: Pick<ApiUsages, 'release'>;
}

export function registerSupportCommands(register: Register, { log, service, registry, usages }: Ports): void {
  register('openLog', () => log.show());
  register('restartServer', () => {
    const title = vscode.l10n.t('Starting the language server again…');
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, service.restart);
  });
  register('useReservedCalls', async () => {
    const { key, name } = await requireOrg(registry);
    await service.request(useReservedCalls, { org: key });
    usages.release(key);
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
