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
  register('restartServer', () => service.restart());
  register('useReservedCalls', async () => {
    const { key } = await requireOrg(registry);
    return service.request(useReservedCalls, { org: key });
  });
  register('openSettings', () =>
    vscode.commands.executeCommand(
      'workbench.action.openSettings',
      '@ext:integration-workbench.salesforce-integration-workbench',
    ),
  );
}
