import * as vscode from 'vscode';
import { setContextKey } from '../../host/contextKeys.ts';
import { type SavedQuery, type SavedQueryNode, savedQueryNodes } from './nodes.ts';

/** As much of a query as a hover needs. */
const HOVER_LENGTH = 2000;

/** The `.soql` and `.sosl` files of the folder of saved queries. */
export class SavedQueriesView implements vscode.TreeDataProvider<SavedQueryNode> {
  readonly #read: () => Promise<readonly SavedQuery[]>;
  readonly #changes = new vscode.EventEmitter<void>();
  #queries: Promise<readonly SavedQuery[]> | undefined;
  #filter = '';
  readonly onDidChangeTreeData = this.#changes.event;

  constructor(read: () => Promise<readonly SavedQuery[]>) {
    this.#read = read;
  }

  get filter(): string {
    return this.#filter;
  }

  setFilter(filter: string): void {
    this.#filter = filter;
    setContextKey('savedQueriesFiltered', filter !== '');
    this.#changes.fire();
  }

  /** Reads the files again when the tree is shown. */
  redraw(): void {
    this.#queries = undefined;
    this.#changes.fire();
  }

  async getChildren(node?: SavedQueryNode): Promise<SavedQueryNode[]> {
    if (node) return node.kind === 'folder' ? [...node.children] : [];
    this.#queries ??= this.#read();
    return [...savedQueryNodes(await this.#queries, this.#filter)];
  }

  getTreeItem(node: SavedQueryNode): vscode.TreeItem {
    if (node.kind === 'folder') return folderItem(node.name, node.id, this.#filter);
    const uri = vscode.Uri.parse(node.uri);
    const item = new vscode.TreeItem(node.name);
    item.id = node.id;
    item.iconPath = vscode.ThemeIcon.File;
    item.resourceUri = uri;
    item.tooltip = new vscode.MarkdownString().appendCodeblock(node.text.slice(0, HOVER_LENGTH), 'soql');
    item.contextValue = 'savedQuery';
    item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] };
    return item;
  }
}

/** What matches a filter is in view at once: a folder is another one then, which starts open. */
function folderItem(name: string, id: string, filter: string): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(name, filter ? Expanded : Collapsed);
  item.id = filter ? `${id} ${filter}` : id;
  item.iconPath = vscode.ThemeIcon.Folder;
  item.contextValue = 'savedQueryFolder';
  return item;
}
