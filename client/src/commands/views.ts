// What the title bar of the Objects view offers.
import * as vscode from 'vscode';
import { refreshSchema } from '../../../server/src/protocol/schema.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { ObjectsView } from '../views/objects/objectsView.ts';
import type { ObjectsRepository } from '../views/objects/repository.ts';
import type { Reveal } from '../views/views.ts';
import { requireOrg } from './activeOrg.ts';
import { filterAsTyped } from './filterAsTyped.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly repository: ObjectsRepository;
  readonly objects: ObjectsView;
  readonly reveal: Reveal;
}

export function registerViewCommands(register: Register, ports: Ports): void {
  const { objects } = ports;
  const show = () => ports.reveal('objects');
  const setGrouped = async (grouped: boolean) => {
    await objects.setGrouped(grouped);
    await show();
  };
  register('refreshSchema', () => refresh(ports));
  register('showSchemaChanges', () => showChanges(ports));
  register('filterObjects', () =>
    filterAsTyped(objects, show, {
      title: vscode.l10n.t('Filter objects'),
      prompt: vscode.l10n.t('Parts of a name or label. Empty: all objects.'),
    }),
  );
  register('clearObjectFilter', () => objects.setFilter(''));
  register('groupObjects', () => setGrouped(true));
  register('flattenObjects', () => setGrouped(false));
}

async function showChanges({ service, registry }: Ports): Promise<void> {
  const { key } = await requireOrg(registry);
  // The server provides the text, and VS Code asks only whom it knows.
  await service.start();
  const uri = vscode.Uri.from({ scheme: 'salesforce-changes', path: `/${key}/Schema changes.md` });
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

async function refresh({ service, registry, repository, objects }: Ports): Promise<void> {
  const org = await requireOrg(registry);
  await vscode.window.withProgress({ location: { viewId: 'salesforceWorkbench.objects' } }, async () => {
    await service.request(refreshSchema, { org: org.key });
    await repository.refresh(org.key);
    objects.redraw();
  });
  tellUpToDate(org.name);
}

/** Where the view is not in sight, nothing else would tell. */
const tellUpToDate = (org: string) =>
  vscode.window.setStatusBarMessage(vscode.l10n.t('The schema of {0} is up to date.', org), 5000);
