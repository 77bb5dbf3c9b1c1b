// Whether the last calls of the active org's day are held back, for the command that lets them through.
import * as vscode from 'vscode';
import { apiUsage } from '../../../server/src/protocol/limits.ts';
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import { setContextKey } from '../host/contextKeys.ts';
import { onSettingChanged, settings } from '../host/settings.ts';
import type { LanguageService } from '../languageClient/service.ts';
import { isHigh, type Usage } from './orgLabel.ts';
import type { OrgRegistry } from './registry.ts';

export interface HeldBack extends vscode.Disposable {
  /** The user has let the last calls of this org through: so they are until the server ends. */
  release(org: OrgKey): void;
}

/** Keeps the context key `callsHeldBack` true to what the orgs tell. */
export function followHeldBack(
  service: Pick<LanguageService, 'onNotification' | 'onDidStop'>,
  registry: Pick<OrgRegistry, 'active' | 'onDidChange'>,
): HeldBack {
  const usages = new Map<OrgKey, Usage>();
  const released = new Set<OrgKey>();
  let shown = false;
  const draw = () => {
    const org = registry.active?.key ?? '';
    const usage = released.has(org) ? undefined : usages.get(org);
    const isHeld = usage !== undefined && isHigh(usage, settings.requestPolicy().stopAtPercent);
    if (isHeld !== shown) setContextKey('callsHeldBack', isHeld);
    shown = isHeld;
  };
  const subscriptions = [
    service.onNotification(apiUsage, ({ org, used, max }) => {
      usages.set(org, { used, max });
      draw();
    }),
    // The next one knows of no call yet.
    service.onDidStop(() => {
      usages.clear();
      released.clear();
      draw();
    }),
    registry.onDidChange(draw),
    onSettingChanged('api.stopAtPercent', draw),
  ];
  return {
    release(org) {
      released.add(org);
      draw();
    },
    dispose: () => vscode.Disposable.from(...subscriptions).dispose(),
  };
}
