// What the Objects and Limits views offer.
import * as vscode from 'vscode';
import { refreshSchema } from '../../../server/src/protocol/schema.ts';
import { ProblemError } from '../host/problem.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { LimitsView } from '../views/limits/limitsView.ts';
import type { FieldNode, ObjectNode } from '../views/objects/nodes.ts';
import type { ObjectsView } from '../views/objects/objectsView.ts';
import type { ObjectsRepository } from '../views/objects/repository.ts';
import { requireOrg } from './activeOrg.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly repository: ObjectsRepository;
  readonly objects: ObjectsView;
  readonly limits: LimitsView;
}

type NamedNode = ObjectNode | FieldNode;

export function registerViewCommands(register: Register, ports: Ports): void {
  const { objects, limits } = ports;
  register('refreshSchema', () => refresh(ports));
  register('filterObjects', () => askForFilter(objects));
  register('clearObjectFilter', () => objects.setFilter(''));
  register('groupObjects', () => objects.setGrouped(true));
  register('flattenObjects', () => objects.setGrouped(false));
  register('refreshLimits', () => limits.redraw());
  register('copyApiName', (node: NamedNode, selected?: readonly NamedNode[]) =>
    vscode.env.clipboard.writeText(apiNames(node, selected)),
  );
  register('insertApiName', (node: NamedNode, selected?: readonly NamedNode[]) => insert(apiNames(node, selected)));
}

async function refresh({ service, registry, repository, objects }: Ports): Promise<void> {
  const org = await requireOrg(registry);
  await vscode.window.withProgress({ location: { viewId: 'salesforceWorkbench.objects' } }, async () => {
    await service.request(refreshSchema, { org: org.key });
    repository.forget(org.key);
    objects.redraw();
  });
}

async function askForFilter(objects: ObjectsView): Promise<void> {
  const filter = await vscode.window.showInputBox({
    title: vscode.l10n.t('Filter objects'),
    prompt: vscode.l10n.t('Part of a name or label. Empty: all objects.'),
    value: objects.filter,
  });
  if (filter !== undefined) objects.setFilter(filter.trim());
}

/** All that are selected where the menu was opened on one of them, in the form in which a SELECT lists them. */
function apiNames(node: NamedNode, selected: readonly NamedNode[] | undefined): string {
  const nodes = selected?.includes(node) ? selected : [node];
  return nodes.map(named => (named.kind === 'field' ? named.field.name : named.object.name)).join(', ');
}

async function insert(text: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    const message = vscode.l10n.t('Open a file first: the name is inserted at its caret.');
    throw new ProblemError({ code: 'NO_EDITOR', message });
  }
  await editor.edit(edit => {
    for (const selection of editor.selections) edit.replace(selection, text);
  });
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
}
