import * as vscode from 'vscode';
import { untitledWith } from '../host/untitled.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { isQueryable } from '../views/objects/marks.ts';
import type { FieldNode, ObjectNode } from '../views/objects/nodes.ts';
import type { ObjectsView } from '../views/objects/objectsView.ts';
import { pickFields } from '../views/objects/pickFields.ts';
import type { RememberedObjects } from '../views/objects/remembered.ts';
import type { ObjectsRepository } from '../views/objects/repository.ts';
import { requireOrg } from './activeOrg.ts';
import { FOCUSED, type Focused, isAboutObject } from './focused.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly registry: OrgRegistry;
  readonly repository: ObjectsRepository;
  readonly remembered: RememberedObjects;
  readonly objects: Pick<ObjectsView, 'redraw'>;
  readonly focused: Focused;
}

/** A first query stays small, in time and in API calls. */
const ROWS = 200;

/** What the query is to read: an object, or fields. */
type Source = ObjectNode | FieldNode;

export function registerNewQuery(register: Register, ports: Ports): void {
  register('newQuery', async (node?: Source | typeof FOCUSED, selected?: readonly Source[]) => {
    if (!node) return emptyQuery();
    const nodes = node === FOCUSED ? await ports.focused() : selected?.includes(node) ? selected : [node];
    // The menu has the same rule; a key, and a selection of several, go past it.
    const sources = nodes.filter(isAboutObject).filter(({ kind, object }) => kind === 'field' || isQueryable(object));
    if (sources.length === 0) return emptyQuery();
    await openQuery(await queriesFor(ports, sources));
  });
}

/** A statement for each object: the selected fields, or those that a person would pick. */
async function queriesFor(
  { registry, repository, remembered, objects }: Ports,
  sources: readonly Source[],
): Promise<string> {
  const { key } = await requireOrg(registry);
  const statements: string[] = [];
  for (const object of new Set(sources.map(node => node.object.name))) {
    const chosen = sources.flatMap(node =>
      node.kind === 'field' && node.object.name === object ? node.field.name : [],
    );
    const fields = chosen.length > 0 ? chosen : pickFields((await repository.describe(key, object)).fields);
    statements.push(queryOf(object, fields, ROWS));
    await remembered.visit(key, object);
  }
  objects.redraw();
  return statements.join(';\n');
}

export const queryOf = (object: string, fields: readonly string[], rows: number, where = ''): string =>
  `SELECT ${fields.length > 0 ? fields.join(', ') : 'Id'}\nFROM ${object}\n${where && `WHERE ${where}\n`}LIMIT ${rows}\n`;

async function emptyQuery(): Promise<void> {
  const editor = await openQuery('');
  await editor.insertSnippet(new vscode.SnippetString(`SELECT \${2:Id, Name}\nFROM \${1:Account}\nLIMIT ${ROWS}\n`));
}

export async function openQuery(content: string): Promise<vscode.TextEditor> {
  const document = await untitledWith('soql', content);
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const shown = visibleTextEditors.find(editor => editor.document === document);
  if (shown) return vscode.window.showTextDocument(document, shown.viewColumn);
  // Beside a result, not over it.
  const beside = (activeTextEditor ?? visibleTextEditors.find(({ viewColumn }) => viewColumn))?.viewColumn;
  return vscode.window.showTextDocument(document, beside ?? vscode.ViewColumn.Active);
}
