// The editor's side of a mapping's page. A bundle of its own: it is parsed when the first mapping is opened.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { checkMapping, type LoadReport, loadFields, previewCsv } from '../../../server/src/protocol/bulk.ts';
import { listObjects } from '../../../server/src/protocol/schema.ts';
import { displayWords } from '../host/displayWords.ts';
import { problemOf } from '../host/problem.ts';
import { planText } from './loadQuestion.ts';
import { changesOf, type MappingChange } from './mappingChanges.ts';
import type { MappingPorts, OpenMapping } from './mappingEditors.ts';
import { editFor, type MemberChange } from './mappingEdits.ts';
import { badRowsFileOf, csvFileOf, type MappingFile, parseMapping } from './mappingFile.ts';
import { mappingMarkup } from './mappingMarkup.ts';
import { mappingWords, wrongMapping } from './mappingWords.ts';
import { notLocal } from './newMapping.ts';
import type { FromMappingPage, ToMappingPage } from './page/messages.ts';
import type { Proposal } from './proposal.ts';
import { columnsOf } from './sampleValues.ts';

export function openMapping(
  ports: MappingPorts,
  document: vscode.TextDocument,
  panel: vscode.WebviewPanel,
): OpenMapping {
  const { extensionUri, registry } = ports;
  const editor = new MappingEditor(ports, document, message => void panel.webview.postMessage(message));
  panel.webview.options = {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
  };
  const subscriptions = [
    panel.webview.onDidReceiveMessage((message: FromMappingPage) => void editor.receive(message)),
    vscode.workspace.onDidChangeTextDocument(change => {
      if (change.document === document && change.contentChanges.length > 0) editor.changed();
    }),
    registry.onDidChange(() => editor.orgChanged()),
    editor,
  ];
  panel.onDidDispose(() => vscode.Disposable.from(...subscriptions).dispose());
  panel.webview.html = mappingMarkup({
    nonce: randomBytes(16).toString('base64url'),
    source: panel.webview.cspSource,
    file: name => panel.webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString(),
    language: vscode.env.language,
    words: mappingWords(),
  });
  return editor;
}

class MappingEditor implements OpenMapping, vscode.Disposable {
  readonly #ports: MappingPorts;
  readonly #document: vscode.TextDocument;
  readonly #post: (message: ToMappingPage) => void;
  /** What the page has, by what it was asked with: asked again when that changes. */
  #file: { readonly path: string; readonly header: readonly string[] } | undefined;
  #watcher: vscode.FileSystemWatcher | undefined;
  #org: string | undefined;
  #proposal: (Proposal & { readonly key: string }) | undefined;
  /** Parents that the user wants to see the external ids of. */
  #parents: readonly string[] = [];
  #report: LoadReport | undefined;
  #isCurrent = false;
  #drawing = false;
  #again = false;

  constructor(ports: MappingPorts, document: vscode.TextDocument, post: (message: ToMappingPage) => void) {
    this.#ports = ports;
    this.#document = document;
    this.#post = post;
  }

  dispose(): void {
    this.#watcher?.dispose();
  }

  showReport(report: LoadReport): void {
    this.#report = report;
    this.#postReport(true);
  }

  /** The document, the file or the org is another now. */
  changed(): void {
    this.#postReport(false);
    void this.#draw();
  }

  #postReport(current: boolean): void {
    const report = this.#report;
    this.#isCurrent = current;
    const plan = report && planText(report, displayWords());
    if (report && plan) this.#post({ type: 'report', report, plan, current });
  }

  orgChanged(): void {
    if (this.#ports.registry.active?.key !== this.#org) this.changed();
  }

  async receive(message: FromMappingPage): Promise<void> {
    try {
      await this.#handle(message);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** One after the other: what changes meanwhile is drawn at the end. */
  async #draw(): Promise<void> {
    this.#again = true;
    if (this.#drawing) return;
    this.#drawing = true;
    while (this.#again) {
      this.#again = false;
      try {
        await this.#drawOnce();
      } catch (error) {
        this.#fail(error);
      }
    }
    this.#drawing = false;
  }

  async #drawOnce(): Promise<void> {
    const mapping = parseMapping(this.#document.getText());
    if ('wrong' in mapping) return this.#post({ type: 'failed', message: wrongMapping(mapping) });
    this.#post({ type: 'mapping', mapping });
    if (this.#document.uri.scheme !== 'file') throw notLocal();
    const { service, registry } = this.#ports;
    const titles = await this.#readFile(csvFileOf(this.#document.fileName, mapping));
    const org = registry.active;
    if (!org) return this.#post({ type: 'failed', message: vscode.l10n.t('Connect an org to see its fields.') });
    await this.#readOrg(org);
    await this.#readFields(org.key, mapping, titles);
    const { problems } = await service.request(checkMapping, { org: org.key, mapping, titles });
    this.#post({ type: 'problems', problems });
    this.#post({ type: 'failed', message: '' });
  }

  async #readFile(file: string): Promise<readonly string[]> {
    if (this.#file?.path === file) return this.#file.header;
    this.#watch(file);
    const preview = await this.#ports.service.request(previewCsv, { file });
    this.#file = { path: file, header: preview.header };
    this.#post({ type: 'file', name: path.basename(file), columns: columnsOf(preview) });
    return preview.header;
  }

  #watch(file: string): void {
    this.#watcher?.dispose();
    const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), path.basename(file));
    this.#watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const again = () => {
      this.#file = undefined;
      this.changed();
    };
    this.#watcher.onDidChange(again);
    this.#watcher.onDidCreate(again);
  }

  async #readOrg({ key, name }: { readonly key: string; readonly name: string }): Promise<void> {
    if (this.#org === key) return;
    const { objects } = await this.#ports.service.request(listObjects, { org: key });
    this.#org = key;
    this.#post({ type: 'org', name, objects: objects.map(object => ({ name: object.name, label: object.label })) });
  }

  async #readFields(org: string, mapping: MappingFile, titles: readonly string[]): Promise<Proposal> {
    const key = JSON.stringify([org, mapping.object, titles, this.#parents]);
    if (this.#proposal?.key === key) return this.#proposal;
    const named = Object.values(mapping.columns).filter(field => field?.includes('.')) as string[];
    const proposal = await this.#propose(org, mapping.object, titles, named).catch((error: unknown) => {
      // What was true of another object is not of this one.
      this.#proposal = undefined;
      this.#post({ type: 'fields', fields: [] });
      this.#post({ type: 'problems', problems: [] });
      throw error;
    });
    this.#proposal = { ...proposal, key };
    this.#post({ type: 'fields', fields: proposal.fields });
    return proposal;
  }

  async #propose(
    org: string,
    object: string,
    titles: readonly string[],
    named: readonly string[] = [],
  ): Promise<Proposal> {
    const wanted = [...titles, ...named, ...this.#parents.map(prefix => `${prefix}.Id`)];
    const { fields, columns } = await this.#ports.service.request(loadFields, { org, object, titles: wanted });
    return {
      fields,
      columns: Object.fromEntries(titles.map(title => [title, Object.hasOwn(columns, title) ? columns[title]! : null])),
    };
  }

  async #handle(message: FromMappingPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        // A page that was made again knows nothing.
        this.#file = undefined;
        this.#org = undefined;
        this.#proposal = undefined;
        await this.#draw();
        return this.#postReport(this.#isCurrent);
      case 'parents':
        this.#parents = [...new Set([...this.#parents, message.prefix])];
        return this.#draw();
      case 'check':
        return run('checkLoad', this.#document.uri);
      case 'load':
        return run('startLoad', this.#document.uri);
      case 'openText':
        return void (await vscode.commands.executeCommand('vscode.openWith', this.#document.uri, 'default'));
      case 'openLine':
        return this.#openCsv(message.line);
      case 'openBadRows':
        return void (await vscode.window.showTextDocument(vscode.Uri.file(badRowsFileOf(this.#file?.path ?? ''))));
      default:
        return this.#edit(await this.#changesOf(message));
    }
  }

  async #changesOf(edit: MappingChange): Promise<readonly MemberChange[]> {
    const mapping = this.#mapping();
    const org = this.#ports.registry.active;
    if (!mapping) return [];
    if (edit.type !== 'object' || !org) return changesOf(edit, mapping, this.#proposal);
    this.#parents = [];
    return changesOf(edit, mapping, await this.#propose(org.key, edit.object, this.#file?.header ?? []));
  }

  #mapping(): MappingFile | undefined {
    const mapping = parseMapping(this.#document.getText());
    return 'wrong' in mapping ? undefined : mapping;
  }

  async #edit(changes: readonly MemberChange[]): Promise<void> {
    const document = this.#document;
    const edit = editFor(document.getText(), changes);
    if (!edit) return;
    const workspaceEdit = new vscode.WorkspaceEdit();
    const range = new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.end));
    workspaceEdit.replace(document.uri, range, edit.text);
    await vscode.workspace.applyEdit(workspaceEdit);
  }

  async #openCsv(line: number): Promise<void> {
    if (!this.#file) return;
    const selection = new vscode.Range(line - 1, 0, line - 1, 0);
    const viewColumn = vscode.ViewColumn.Beside;
    await vscode.window.showTextDocument(vscode.Uri.file(this.#file.path), { selection, viewColumn });
  }

  #fail(error: unknown): void {
    const problem = problemOf(error);
    if (problem) this.#post({ type: 'failed', message: problem.message });
  }
}

const run = async (command: string, mapping: vscode.Uri): Promise<void> => {
  await vscode.commands.executeCommand(`salesforceWorkbench.${command}`, mapping);
};
