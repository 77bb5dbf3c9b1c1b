// Whether the last calls of the active org's day are held back, for the command that lets them through.
import * as vscode from 'vscode';
import { setContextKey } from '../host/contextKeys.ts';
import { onSettingChanged, settings } from '../host/settings.ts';
import type { ApiUsages } from './apiUsages.ts';
import type { OrgRegistry } from './registry.ts';

/** Keeps the context key `callsHeldBack` true to what the orgs tell. */
export function followHeldBack(
  usages: ApiUsages,
  registry: Pick<OrgRegistry, 'active' | 'onDidChange'>,
): vscode.Disposable {
  let shown = false;
  const draw = () => {
    const isHeld = usages.isHeldBack(registry.active?.key ?? '', settings.requestPolicy().stopAtPercent);
    if (isHeld !== shown) setContextKey('callsHeldBack', isHeld);
    shown = isHeld;
  };
  usages.onDidChange(draw);
  return vscode.Disposable.from(registry.onDidChange(draw), onSettingChanged('api.stopAtPercent', draw));
}
