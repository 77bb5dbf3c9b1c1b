import * as vscode from 'vscode';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { ObjectNode } from '../views/objects/nodes.ts';
import type { ObjectsRepository } from '../views/objects/repository.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly registry: Pick<OrgRegistry, 'active'>;
  readonly repository: ObjectsRepository;
}

/** A first query stays small, in time and in API calls. */
const ROWS = 200;

export function registerNewQuery(register: Register, ports: Ports): void {
  register('newQuery', (node?: ObjectNode) => (node ? queryObject(ports, node) : emptyQuery()));
}

/** Id and the name field: what every reader of rows wants first. */
async function queryObject({ registry, repository }: Ports, { object }: ObjectNode): Promise<void> {
  const fields = registry.active ? await repository.fields(registry.active.key, object.name) : [];
  const name = fields.find(field => field.nameField)?.name;
  await openQuery(`SELECT ${name ? `Id, ${name}` : 'Id'}\nFROM ${object.name}\nLIMIT ${ROWS}\n`);
}

async function emptyQuery(): Promise<void> {
  const editor = await openQuery('');
  await editor.insertSnippet(new vscode.SnippetString(`SELECT \${2:Id}\nFROM \${1:Account}\nLIMIT ${ROWS}\n`));
}

async function openQuery(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'soql', content });
  return vscode.window.showTextDocument(document);
}
