import * as vscode from 'vscode';
import { setContextKey } from '../../host/contextKeys.ts';
import type { OrgRegistry } from '../../orgs/registry.ts';
import { isProblemNode, type ProblemNode, problemItem, problemNodes } from '../problemNode.ts';
import { fieldNodes, lookOf, objectNodes, type SchemaNode } from './nodes.ts';
import type { ObjectsRepository } from './repository.ts';

export type ObjectsViewNode = SchemaNode | ProblemNode;

interface Ports {
  readonly registry: Pick<OrgRegistry, 'active' | 'onDidChange'>;
  readonly repository: ObjectsRepository;
}

const GROUPED_AT_FIRST = true;

/** The objects of the active org, with their fields below. */
export class ObjectsView implements vscode.TreeDataProvider<ObjectsViewNode> {
  readonly #ports: Ports;
  readonly #changes = new vscode.EventEmitter<void>();
  #filter = '';
  #grouped = GROUPED_AT_FIRST;
  readonly onDidChangeTreeData = this.#changes.event;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  get filter(): string {
    return this.#filter;
  }

  setFilter(filter: string): void {
    this.#filter = filter;
    setContextKey('objectsFiltered', filter !== '');
    this.#changes.fire();
  }

  setGrouped(grouped: boolean): void {
    this.#grouped = grouped;
    setContextKey('objectsGrouped', grouped);
    this.#changes.fire();
  }

  redraw(): void {
    this.#changes.fire();
  }

  async getChildren(node?: ObjectsViewNode): Promise<ObjectsViewNode[]> {
    const org = this.#ports.registry.active;
    if (!org) return [];
    try {
      return [...(await this.#childrenOf(org.key, node))];
    } catch (error) {
      return [...problemNodes(error)];
    }
  }

  getTreeItem(node: ObjectsViewNode): vscode.TreeItem {
    if (isProblemNode(node)) return problemItem(node, 'salesforceWorkbench.refreshSchema');
    const look = lookOf(node, vscode.l10n);
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    const open = node.kind === 'group' && node.id === 'custom';
    const item = new vscode.TreeItem(look.label, node.kind === 'field' ? None : open ? Expanded : Collapsed);
    item.description = look.description;
    item.iconPath = new vscode.ThemeIcon(look.icon);
    if (look.tooltip) item.tooltip = new vscode.MarkdownString(look.tooltip);
    item.contextValue = node.kind === 'object' && !node.object.queryable ? 'object.notQueryable' : node.kind;
    item.id = idOf(node, this.#ports.registry.active?.key ?? '');
    return item;
  }

  async #childrenOf(org: string, node: ObjectsViewNode | undefined): Promise<readonly ObjectsViewNode[]> {
    const { repository } = this.#ports;
    if (!node) return objectNodes(await repository.objects(org), this.#filter, this.#grouped);
    if (node.kind === 'group') return node.objects.map(object => ({ kind: 'object', object }));
    if (node.kind === 'object') return fieldNodes(node.object, await repository.fields(org, node.object.name));
    return [];
  }
}

/** Stable, so that a redraw keeps what is open; per org, so that another org's tree starts closed. */
function idOf(node: SchemaNode, org: string): string {
  if (node.kind === 'group') return `${org}/group/${node.id}`;
  if (node.kind === 'object') return `${org}/${node.object.name}`;
  return `${org}/${node.object.name}/${node.field.name}`;
}
