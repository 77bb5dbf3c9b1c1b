import * as vscode from 'vscode';
import { setContextKey } from '../../host/contextKeys.ts';
import { displayWords } from '../../host/displayWords.ts';
import { problemOf } from '../../host/problem.ts';
import { settings } from '../../host/settings.ts';
import type { OrgRegistry } from '../../orgs/registry.ts';
import { isProblemNode, type ProblemNode, problemItem, problemNodes } from '../problemNode.ts';
import { UnansweredRead } from '../unanswered.ts';
import type { LimitHistory } from './history.ts';
import { factsOf, type LimitFactNode, type LimitNode, limitNodes, lookOfLimit } from './nodes.ts';
import type { LimitsRepository } from './repository.ts';
import { warnFrom, warnings } from './thresholds.ts';

export type LimitsViewNode = LimitNode | LimitFactNode | ProblemNode;

interface Ports {
  readonly registry: Pick<OrgRegistry, 'active'>;
  readonly repository: LimitsRepository;
  readonly history: LimitHistory;
  /** Keeps how the user wants to see them. */
  readonly memory: Pick<vscode.Memento, 'get' | 'update'>;
}

const IN_USE = 'limitsInUse';

/** The limits of the active org with what is used of them. */
export class LimitsView implements vscode.TreeDataProvider<LimitsViewNode> {
  readonly #ports: Ports;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly unanswered = new UnansweredRead();
  #inUse: boolean;
  readonly onDidChangeTreeData = this.#changes.event;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#inUse = ports.memory.get(IN_USE, false);
    setContextKey('limitsInUse', this.#inUse);
  }

  async setInUse(inUse: boolean): Promise<void> {
    this.#inUse = inUse;
    setContextKey('limitsInUse', inUse);
    this.redraw();
    await this.#ports.memory.update(IN_USE, inUse);
  }

  /** Asks the org again. */
  refresh(): void {
    this.#ports.repository.forget();
    this.redraw();
  }

  redraw(): void {
    this.#changes.fire();
  }

  async getChildren(node?: LimitsViewNode): Promise<LimitsViewNode[]> {
    const org = this.#ports.registry.active;
    if (!org) return [];
    if (node) return node.kind === 'limit' ? this.#below(org.key, node) : [];
    try {
      const limits = await this.#ports.repository.limits(org.key);
      this.unanswered.note(org.key);
      await this.#ports.history.record(org.key, limitNodes(limits), Date.now());
      return [...limitNodes(limits, this.#inUse)];
    } catch (error) {
      this.unanswered.note(org.key, problemOf(error)?.code);
      return [...problemNodes(error)];
    }
  }

  getTreeItem(node: LimitsViewNode): vscode.TreeItem {
    if (isProblemNode(node)) return problemItem(node, 'salesforceWorkbench.refreshLimits');
    if (node.kind === 'limitFact') return factItem(node);
    const { label, description, accessible } = lookOfLimit(node, displayWords());
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
    const warns = warnings([node], settings.limitWarnings()).length > 0;
    const icon = warns ? 'warning' : node.used > 0 ? 'circle-filled' : 'circle-outline';
    item.id = node.path;
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(icon, warns ? new vscode.ThemeColor('list.warningForeground') : undefined);
    item.tooltip = accessible;
    item.accessibilityInformation = { label: accessible };
    item.contextValue = 'limit';
    return item;
  }

  #below(org: string, node: LimitNode): LimitsViewNode[] {
    const samples = this.#ports.history.samples(org, node.path);
    return [
      ...factsOf(node, { samples, warnFrom: warnFrom(node, settings.limitWarnings()) }, displayWords()),
      ...node.inner,
    ];
  }
}

function factItem({ path, label, description, icon }: LimitFactNode): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = path;
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.accessibilityInformation = { label: `${label} ${description}` };
  item.contextValue = 'limitFact';
  return item;
}
