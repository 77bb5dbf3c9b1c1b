import * as vscode from 'vscode';
import type { OrgRegistry } from '../../orgs/registry.ts';
import { isProblemNode, type ProblemNode, problemItem, problemNodes } from '../problemNode.ts';
import { type LimitNode, limitNodes, spacedName, usageIcon, usageText } from './nodes.ts';
import type { LimitsRepository } from './repository.ts';

interface Ports {
  readonly registry: Pick<OrgRegistry, 'active'>;
  readonly repository: LimitsRepository;
}

/** The limits of the active org with what is used of them. */
export class LimitsView implements vscode.TreeDataProvider<LimitNode | ProblemNode> {
  readonly #ports: Ports;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changes.event;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  redraw(): void {
    this.#changes.fire();
  }

  async getChildren(node?: LimitNode | ProblemNode): Promise<(LimitNode | ProblemNode)[]> {
    const org = this.#ports.registry.active;
    if (!org || node) return [];
    try {
      return [...limitNodes(await this.#ports.repository.limits(org.key))];
    } catch (error) {
      return [...problemNodes(error)];
    }
  }

  getTreeItem(node: LimitNode | ProblemNode): vscode.TreeItem {
    if (isProblemNode(node)) return problemItem(node, 'salesforceWorkbench.refreshLimits');
    const item = new vscode.TreeItem(node.name);
    const icon = usageIcon(node.share);
    item.description = usageText(node);
    item.iconPath = new vscode.ThemeIcon(
      icon,
      icon === 'warning' ? new vscode.ThemeColor('list.warningForeground') : undefined,
    );
    item.tooltip = `${spacedName(node.name)}: ${usageText(node)}`;
    item.contextValue = 'limit';
    return item;
  }
}
