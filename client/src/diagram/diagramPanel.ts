// The panel of a relationship diagram. A bundle of its own: it is parsed when the first diagram is opened.
import * as vscode from 'vscode';
import type { ObjectDescription } from '../../../server/src/protocol/schema.ts';
import { problemOf } from '../host/problem.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';
import type { ObjectsRepository } from '../views/objects/repository.ts';
import { diagramOf } from './graph.ts';
import { diagramHtml } from './html.ts';
import { mermaidOf } from './mermaid.ts';
import type { Diagram, FromDiagramPage, ToDiagramPage } from './page/messages.ts';

interface Options {
  readonly extensionUri: vscode.Uri;
  readonly repository: ObjectsRepository;
  readonly org: ConnectedOrg;
  readonly object: string;
}

export function showDiagram(options: Options): void {
  const { extensionUri, org, object } = options;
  const title = vscode.l10n.t('{0} in {1}', object, org.name);
  const panel = vscode.window.createWebviewPanel('salesforceWorkbench.diagram', title, vscode.ViewColumn.Active, {
    enableScripts: true,
    enableFindWidget: true,
    retainContextWhenHidden: true,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
  });
  panel.iconPath = new vscode.ThemeIcon('type-hierarchy');
  const send = (message: ToDiagramPage) => panel.webview.postMessage(message);
  const state = createState(options);
  const answer = async (message: FromDiagramPage) => {
    switch (message.type) {
      case 'ready':
        return void (await send({ type: 'diagram', diagram: await state.toggle(object) }));
      case 'toggle':
        return void (await send({ type: 'diagram', diagram: await state.toggle(message.object) }));
      case 'system':
        return void (await send({ type: 'diagram', diagram: await state.showSystem(message.shown) }));
      case 'svg':
        return save(`${object}.svg`, message.text);
      case 'mermaid':
        return showMermaid(await state.diagram(), message.objects);
      default:
        return message satisfies never;
    }
  };
  panel.webview.onDidReceiveMessage((message: FromDiagramPage) => {
    answer(message).catch(async (error: unknown) => {
      const problem = problemOf(error);
      if (problem) await send({ type: 'problem', message: problem.message });
    });
  });
  panel.webview.html = diagramHtml(panel.webview, extensionUri);
}

function createState({ repository, org, object }: Options) {
  const expanded = new Map<string, ObjectDescription>();
  let system = false;
  const diagram = async (): Promise<Diagram> =>
    diagramOf({ focus: object, expanded, objects: await repository.objects(org.key), system });
  return {
    diagram,
    async toggle(name: string) {
      if (!expanded.has(name)) expanded.set(name, await repository.describe(org.key, name));
      // The object in the middle is never alone.
      else if (name !== object) expanded.delete(name);
      return diagram();
    },
    showSystem(shown: boolean) {
      system = shown;
      return diagram();
    },
  };
}

async function save(name: string, text: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const options = { filters: { SVG: ['svg'] }, ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }) };
  const file = await vscode.window.showSaveDialog(options);
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  void vscode.window.showInformationMessage(vscode.l10n.t('Saved {0}.', vscode.workspace.asRelativePath(file)));
}

/** As a document, to paste from or to save: what the page shows now. */
async function showMermaid({ nodes, edges }: Diagram, objects: readonly string[]): Promise<void> {
  const content = mermaidOf({ nodes: nodes.filter(({ name }) => objects.includes(name)), edges });
  const document = await vscode.workspace.openTextDocument({ language: 'mermaid', content }).then(
    opened => opened,
    () => vscode.workspace.openTextDocument({ language: 'markdown', content: `\`\`\`mermaid\n${content}\`\`\`\n` }),
  );
  await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
}
