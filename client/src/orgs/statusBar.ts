import * as vscode from 'vscode';
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import { displayWords } from '../host/displayWords.ts';
import { settings } from '../host/settings.ts';
import type { ApiUsages } from './apiUsages.ts';
import { describeOrg, isHigh, usageShare } from './orgLabel.ts';
import type { OrgRegistry } from './registry.ts';

export interface StatusBar extends vscode.Disposable {
  redraw(): void;
  /** The org is being asked for so many objects. */
  showAsking(org: OrgKey, pending: number): void;
}

const SLOW_MS = 500;

/** The active org and the share of its daily API calls in use. Nothing is shown before there is an org. */
export function createStatusBar(registry: OrgRegistry, usages: ApiUsages): StatusBar {
  const item = vscode.window.createStatusBarItem('salesforceWorkbench.org', vscode.StatusBarAlignment.Left, 50);
  item.name = vscode.l10n.t('Salesforce org');
  item.command = 'salesforceWorkbench.switchOrg';
  const asking = new Set<OrgKey>();
  const timers = new Map<OrgKey, NodeJS.Timeout>();
  let shownShare: string | undefined;
  const usage = () => registry.active && usages.of(registry.active.key);
  const share = () => {
    const known = usage();
    return known && usageShare(known);
  };
  const draw = () => {
    const { active, orgs } = registry;
    if (orgs.length === 0) return item.hide();
    const known = usage();
    shownShare = share();
    const high = known !== undefined && isHigh(known, settings.warnAtPercent());
    const { text, tooltip, accessible } = describeOrg(active, known, high, displayWords());
    item.backgroundColor = high ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.text = active && asking.has(active.key) ? text.replace(/\$\([\w-]+\)/, '$(sync~spin)') : text;
    item.tooltip = new vscode.MarkdownString(tooltip, true);
    item.accessibilityInformation = { label: accessible, role: 'button' };
    item.show();
  };
  const start = (org: OrgKey) => {
    asking.add(org);
    draw();
  };
  const subscription = registry.onDidChange(draw);
  // Each request changes the count; the bar is drawn again only when the share that it shows changes.
  usages.onDidChange(() => share() !== shownShare && draw());
  draw();
  return {
    redraw: draw,
    showAsking(org, pending) {
      if (pending > 0) {
        // What takes no time shows nothing.
        if (!timers.has(org))
          timers.set(
            org,
            setTimeout(() => start(org), SLOW_MS),
          );
        return;
      }
      clearTimeout(timers.get(org));
      timers.delete(org);
      if (asking.delete(org)) draw();
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      subscription.dispose();
      item.dispose();
    },
  };
}
