// What the Objects view offers for an object or field. From the palette, the object is asked for.
import * as vscode from 'vscode';
import { countRecords, refreshSchema } from '../../../server/src/protocol/schema.ts';
import { openInBrowser } from '../host/browser.ts';
import { displayWords } from '../host/displayWords.ts';
import { ProblemError } from '../host/problem.ts';
import { numberText } from '../host/words.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ConnectedOrg, OrgRegistry } from '../orgs/registry.ts';
import { NEW_RECORD } from '../records/recordUri.ts';
import { apiNames } from '../views/objects/apiNames.ts';
import { insertion } from '../views/objects/insertion.ts';
import { type Fits, isCountable, isCreateable, isQueryable } from '../views/objects/marks.ts';
import type { FieldNode, ObjectNode } from '../views/objects/nodes.ts';
import type { ObjectsView, ObjectsViewNode } from '../views/objects/objectsView.ts';
import { listPath, setupPath } from '../views/objects/pages.ts';
import { pickFields } from '../views/objects/pickFields.ts';
import type { RememberedObjects } from '../views/objects/remembered.ts';
import type { ObjectsRepository } from '../views/objects/repository.ts';
import { requireOrg } from './activeOrg.ts';
import { FOCUSED, type Focused, isAboutObject } from './focused.ts';
import { openQuery, queryOf } from './newQuery.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly repository: ObjectsRepository;
  readonly remembered: RememberedObjects;
  readonly objects: ObjectsView;
  readonly focused: Focused;
  readonly extensionUri: vscode.Uri;
}

const SAMPLE_ROWS = 20;

export function registerObjectCommands(register: Register, ports: Ports): void {
  // Those that open something describe the object before: a page or an editor could tell less of what is wrong.
  const onObject = (
    id: string,
    act: (org: ConnectedOrg, object: string, node?: ObjectNode | FieldNode) => unknown,
    fits: Fits = () => true,
  ) =>
    register(id, async (given?: ObjectNode | FieldNode | typeof FOCUSED) => {
      const org = await requireOrg(ports.registry);
      const node = given === FOCUSED ? (await ports.focused()).find(isAboutObject) : given;
      const object = node?.object.name ?? (await askForObject(ports, org, fits));
      if (object === undefined) return;
      await ports.remembered.visit(org.key, object);
      await act(org, object, node);
      ports.objects.redraw();
    });
  onObject('showObject', (org, object) => showDocument(ports.service, org, object));
  onObject('showDiagram', async (org, object) => {
    await ports.repository.describe(org.key, object);
    const { showDiagram } = await import('../diagram/diagramPanel.ts');
    showDiagram({ ...ports, org, object });
  });
  onObject('openInSetup', (org, object, node) => {
    const part = node?.kind === 'field' ? 'fields' : 'details';
    return openInBrowser(new URL(setupPath(object, part), org.instanceUrl));
  });
  onObject('openObjectList', (org, object) => openInBrowser(new URL(listPath(object), org.instanceUrl)), isQueryable);
  onObject('sampleRecords', (org, object) => sample(ports, org, object), isQueryable);
  const create = (org: ConnectedOrg, object: string) =>
    vscode.commands.executeCommand('salesforceWorkbench.openRecord', { org: org.key, type: object, id: NEW_RECORD });
  onObject('newRecord', create, isCreateable);
  onObject('refreshObject', (org, object) => refreshObject(ports, org, object));
  register('countRecords', (node?: ObjectNode, selected?: readonly ObjectNode[]) => count(ports, node, selected));
  register('addFavorite', (node: ObjectNode, all?: readonly ObjectNode[]) => setFavorite(ports, node, all, true));
  register('removeFavorite', (node: ObjectNode, all?: readonly ObjectNode[]) => setFavorite(ports, node, all, false));
  register('copyApiName', (node: ObjectsViewNode, all?: readonly ObjectsViewNode[]) =>
    vscode.env.clipboard.writeText(apiNames(chosen(node, all))),
  );
  register('insertApiName', (node: ObjectsViewNode, all?: readonly ObjectsViewNode[]) =>
    insert(apiNames(chosen(node, all)), node.kind === 'field'),
  );
}

/** All that are selected where the menu was opened on one of them. */
const chosen = <Node>(node: Node, selected: readonly Node[] | undefined): readonly Node[] =>
  selected?.includes(node) ? selected : [node];

async function askForObject({ repository }: Ports, org: ConnectedOrg, fits: Fits): Promise<string | undefined> {
  const items = repository
    .objects(org.key)
    .then(objects =>
      objects.filter(fits).map(({ name, label }) => ({ label: name, description: label === name ? '' : label })),
    );
  const title = vscode.l10n.t('Which object of {0}?', org.name);
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.label;
}

/** The description that a definition leads to as well, as a page to read and to search. */
async function showDocument(service: LanguageService, org: ConnectedOrg, object: string): Promise<void> {
  // The server provides the text, and VS Code asks only whom it knows.
  await service.start();
  const uri = vscode.Uri.from({ scheme: 'salesforce-object', path: `/${org.key}/${object}.md` });
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

async function sample({ repository }: Ports, org: ConnectedOrg, object: string): Promise<void> {
  const { fields } = await repository.describe(org.key, object);
  const { document } = await openQuery(queryOf(object, pickFields(fields), SAMPLE_ROWS));
  await vscode.commands.executeCommand('salesforceWorkbench.runStatement', document.uri.toString(), 0);
}

/** The view follows the server's message that the schema has changed. */
async function refreshObject({ service }: Ports, org: ConnectedOrg, object: string): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: 'salesforceWorkbench.objects' } }, async () => {
    await service.request(refreshSchema, { org: org.key, object });
  });
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} is up to date.', object), 5000);
}

/** One API call for each object, which VS Code shows while it waits, and lets the user cancel. */
async function count(ports: Ports, node?: ObjectNode, selected?: readonly ObjectNode[]): Promise<void> {
  const org = await requireOrg(ports.registry);
  const asked = node ? undefined : await askForObject(ports, org, isCountable);
  const objects = node ? chosen(node, selected).flatMap(countable) : asked ? [asked] : [];
  if (objects.length === 0) return;
  const title = vscode.l10n.t('Counting records in {0}', org.name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    for (const object of objects) {
      if (token.isCancellationRequested) return;
      progress.report({ message: object, increment: 100 / objects.length });
      const counted = await ports.service.request(countRecords, { org: org.key, object }, token);
      ports.objects.showCount(org.key, object, counted.count);
      if (!node) void showCount(object, counted.count);
    }
  });
}

/** The menu has the same rule; a selection of several goes past it. */
const countable = ({ object }: Partial<ObjectNode>): string[] => (object && isCountable(object) ? [object.name] : []);

const showCount = (object: string, records: number) =>
  vscode.window.showInformationMessage(
    vscode.l10n.t('{0}, records that you can see: {1}', object, numberText(records, displayWords())),
  );

async function setFavorite(
  { registry, remembered, objects }: Ports,
  node: ObjectNode,
  selected: readonly ObjectNode[] | undefined,
  favorite: boolean,
): Promise<void> {
  const org = await requireOrg(registry);
  const names = chosen(node, selected).flatMap(one => one.object?.name ?? []);
  await remembered.setFavorite(org.key, names, favorite);
  objects.redraw();
}

/** `listed`: names of a list, as fields are in a query. */
async function insert(text: string, listed: boolean): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    const message = vscode.l10n.t('Open a file first: the name is inserted at its caret.');
    throw new ProblemError({ code: 'NO_EDITOR', message });
  }
  const { document } = editor;
  const apart = listed && /^so[qs]l$/.test(document.languageId);
  const textAt = ({ isEmpty, active }: vscode.Selection) => {
    const line = document.lineAt(active.line).text;
    return apart && isEmpty ? insertion(text, line.slice(0, active.character), line.slice(active.character)) : text;
  };
  await editor.edit(edit => {
    for (const selection of editor.selections) edit.replace(selection, textAt(selection));
  });
  await vscode.window.showTextDocument(document, editor.viewColumn);
}
