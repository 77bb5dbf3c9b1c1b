import * as vscode from 'vscode';
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import { describeOrg, usageShare } from './orgLabel.ts';
import type { OrgRegistry } from './registry.ts';

export interface StatusBar extends vscode.Disposable {
  showUsage(org: OrgKey, used: number, max: number): void;
}

/** The active org and the share of its daily API calls in use. Nothing is shown before there is an org. */
export function createStatusBar(registry: OrgRegistry): StatusBar {
  const item = vscode.window.createStatusBarItem('salesforceWorkbench.org', vscode.StatusBarAlignment.Left, 50);
  item.name = vscode.l10n.t('Salesforce org');
  item.command = 'salesforceWorkbench.switchOrg';
  const usage = new Map<OrgKey, { readonly used: number; readonly max: number }>();
  const draw = () => {
    const { active, orgs } = registry;
    if (orgs.length === 0) return item.hide();
    const { text, tooltip, accessible } = describeOrg(active, active && usage.get(active.key), vscode.l10n);
    item.text = text;
    item.tooltip = new vscode.MarkdownString(tooltip, true);
    item.accessibilityInformation = { label: accessible, role: 'button' };
    item.show();
  };
  const subscription = registry.onDidChange(draw);
  draw();
  return {
    showUsage(org, used, max) {
      const before = usage.get(org);
      usage.set(org, { used, max });
      // Each request changes the count; the bar is drawn again only when the share that it shows changes.
      if (!before || usageShare(before) !== usageShare({ used, max })) draw();
    },
    dispose() {
      subscription.dispose();
      item.dispose();
    },
  };
}
