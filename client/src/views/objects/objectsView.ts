import * as vscode from 'vscode';
import { setContextKey } from '../../host/contextKeys.ts';
import { displayWords } from '../../host/displayWords.ts';
import { problemOf } from '../../host/problem.ts';
import { numberText } from '../../host/words.ts';
import type { OrgRegistry } from '../../orgs/registry.ts';
import { isProblemNode, type ProblemNode, problemItem, problemNodes } from '../problemNode.ts';
import { UnansweredRead } from '../unanswered.ts';
import { lookOf } from './looks.ts';
import { marksOf } from './marks.ts';
import {
  belowField,
  childNodes,
  descriptionNodes,
  objectNodes,
  recordTypeNodes,
  rootNodes,
  type SchemaNode,
} from './nodes.ts';
import type { RememberedObjects } from './remembered.ts';
import type { ObjectsRepository } from './repository.ts';

export type ObjectsViewNode = SchemaNode | ProblemNode;

interface Ports {
  readonly registry: Pick<OrgRegistry, 'active' | 'onDidChange'>;
  readonly repository: ObjectsRepository;
  readonly remembered: RememberedObjects;
  /** Keeps how the user wants to see them. */
  readonly memory: Pick<vscode.Memento, 'get' | 'update'>;
}

const GROUPED = 'objectsGrouped';
const OPEN_AT_FIRST: readonly string[] = ['favorites', 'recent', 'custom'];
/** So many standard objects are shown at once: a small org shall not look empty. */
const FEW = 40;

/** The objects of the active org; below them fields, relationships both ways, record types and picklist values. */
export class ObjectsView implements vscode.TreeDataProvider<ObjectsViewNode> {
  readonly #ports: Ports;
  readonly #changes = new vscode.EventEmitter<void>();
  /** Records by org and object, since they were counted. */
  readonly #counts = new Map<string, number>();
  readonly unanswered = new UnansweredRead();
  #filter = '';
  #grouped: boolean;
  readonly onDidChangeTreeData = this.#changes.event;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#grouped = ports.memory.get(GROUPED, true);
    setContextKey('objectsGrouped', this.#grouped);
  }

  get filter(): string {
    return this.#filter;
  }

  setFilter(filter: string): void {
    if (filter === this.#filter) return;
    this.#filter = filter;
    setContextKey('objectsFiltered', filter !== '');
    this.#changes.fire();
  }

  async setGrouped(grouped: boolean): Promise<void> {
    this.#grouped = grouped;
    setContextKey('objectsGrouped', grouped);
    this.#changes.fire();
    await this.#ports.memory.update(GROUPED, grouped);
  }

  showCount(org: string, object: string, count: number): void {
    this.#counts.set(`${org}/${object}`, count);
    this.#changes.fire();
  }

  redraw(): void {
    this.#changes.fire();
  }

  async getChildren(node?: ObjectsViewNode): Promise<ObjectsViewNode[]> {
    const org = this.#ports.registry.active;
    if (!org) return [];
    try {
      const children = [...(await this.#childrenOf(org.key, node))];
      if (!node) this.unanswered.note(org.key);
      return children;
    } catch (error) {
      this.unanswered.note(org.key, problemOf(error)?.code);
      return [...problemNodes(error)];
    }
  }

  getTreeItem(node: ObjectsViewNode): vscode.TreeItem {
    if (isProblemNode(node)) return problemItem(node, 'salesforceWorkbench.refreshSchema');
    const org = this.#ports.registry.active?.key ?? '';
    const look = lookOf(node, vscode.l10n);
    const item = new vscode.TreeItem(look.label, stateOf(node));
    item.description = this.#described(org, node, look.description);
    item.iconPath = new vscode.ThemeIcon(look.icon);
    if (look.tooltip) item.tooltip = new vscode.MarkdownString(look.tooltip);
    item.contextValue = this.#contextOf(org, node);
    // Stable, so that a redraw keeps what is open; per org, so that another org's tree starts closed.
    item.id = `${org}/${node.path}`;
    return item;
  }

  async #childrenOf(org: string, node: ObjectsViewNode | undefined): Promise<readonly ObjectsViewNode[]> {
    const { repository, remembered } = this.#ports;
    if (!node) {
      const options = { filter: this.#filter, grouped: this.#grouped, remembered: remembered.of(org) };
      return rootNodes(await repository.objects(org), options);
    }
    switch (node.kind) {
      case 'group':
        return objectNodes(node.objects, node.path);
      case 'object':
        return descriptionNodes(node.object, await repository.describe(org, node.object.name), node.path);
      case 'field':
        return belowField(node, await repository.objects(org));
      case 'children':
        return childNodes(node);
      case 'child': {
        const object = (await repository.objects(org)).filter(({ name }) => name === node.child.childObject);
        return objectNodes(object, node.path);
      }
      case 'recordTypes':
        return recordTypeNodes(node);
      default:
        return [];
    }
  }

  #described(org: string, node: SchemaNode, description: string): string {
    const count = node.kind === 'object' ? this.#counts.get(`${org}/${node.object.name}`) : undefined;
    if (count === undefined) return description;
    const counted =
      count === 1 ? vscode.l10n.t('1 record') : vscode.l10n.t('{0} records', numberText(count, displayWords()));
    return [description, counted].filter(Boolean).join(' · ');
  }

  /** An object has marks after it, for what the menus offer: `object.queryable.favorite`. */
  #contextOf(org: string, node: SchemaNode): string {
    if (node.kind !== 'object') return node.kind;
    const isFavorite = this.#ports.remembered.of(org).favorites.includes(node.object.name);
    return ['object', ...marksOf(node.object), ...(isFavorite ? ['favorite'] : [])].join('.');
  }
}

const isOpenAtFirst = ({ group, objects }: { group: string; objects: readonly unknown[] }): boolean =>
  OPEN_AT_FIRST.includes(group) || (group === 'standard' && objects.length <= FEW);

function stateOf(node: SchemaNode): vscode.TreeItemCollapsibleState {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case 'group':
      return isOpenAtFirst(node) ? Expanded : Collapsed;
    case 'field':
      return node.field.referenceTo.length > 0 || node.field.picklistValues.length > 0 ? Collapsed : None;
    case 'object':
    case 'children':
    case 'child':
    case 'recordTypes':
      return Collapsed;
    default:
      return None;
  }
}
