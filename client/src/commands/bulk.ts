// Loading CSV files, and exporting by the Bulk API.
import path from 'node:path';
import * as vscode from 'vscode';
import { startBulkExport } from '../../../server/src/protocol/bulk.ts';
import type { MappingEditors } from '../bulk/mappingEditors.ts';
import type { MappingMemory } from '../bulk/mappingMemory.ts';
import { whileWaiting } from '../host/progress.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { askFormat, askTarget } from '../results/exportTarget.ts';
import { requireOrg } from './activeOrg.ts';
import { askBinds } from './askBinds.ts';
import { orgOf } from './fileOrg.ts';
import { queryPlace } from './queryPlace.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly context: Pick<vscode.ExtensionContext, 'workspaceState'>;
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly editors: MappingEditors;
  readonly memory: MappingMemory;
}

export function registerBulkCommands(register: Register, ports: Ports): void {
  const { service, registry, editors, memory } = ports;
  register('loadData', async (file?: vscode.Uri) => {
    const { newMapping } = await import('../bulk/newMapping.ts');
    await newMapping({ service, memory, org: await requireOrg(registry) }, file);
  });
  register('checkLoad', async (mapping?: vscode.Uri) => {
    const { checkMapping } = await import('../bulk/runMapping.ts');
    await checkMapping({ service, editors, memory, org: await requireOrg(registry) }, mapping);
  });
  register('startLoad', async (mapping?: vscode.Uri) => {
    const { loadMapping } = await import('../bulk/runMapping.ts');
    await loadMapping({ service, editors, memory, org: await requireOrg(registry) }, mapping);
  });
  // From a lens they say which statement.
  register('bulkExport', (uri?: string, offset?: number) => exportByBulk(ports, uri, offset));
}

async function exportByBulk({ context, service, registry }: Ports, uri?: string, at?: number): Promise<void> {
  const { document, offset } = await queryPlace(typeof uri === 'string' ? uri : undefined, at);
  const org = await orgOf({ service, registry }, document);
  const place = { org: org.key, uri: document.uri.toString(), offset };
  const binds = await askBinds(service, context.workspaceState, place);
  const format = binds && (await askFormat());
  const target = format && (await askTarget(format, path.posix.basename(document.uri.path)));
  if (!target) return;
  const asked = { ...place, binds, ...target };
  await whileWaiting(vscode.l10n.t('Preparing the export'), token => service.request(startBulkExport, asked, token));
  await vscode.commands.executeCommand('salesforceWorkbench.jobs.focus');
}
