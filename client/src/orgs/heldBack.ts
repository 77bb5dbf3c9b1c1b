// Whether the last calls of the active org's day are held back, for the command that lets them through.
import * as vscode from 'vscode';
import { apiUsage } from '../../../server/src/protocol/limits.ts';
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import { setContextKey } from '../host/contextKeys.ts';
import { onSettingChanged, settings } from '../host/settings.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from './registry.ts';

/** Keeps the context key `callsHeldBack` true to what the orgs tell. */
export function followHeldBack(
  service: Pick<LanguageService, 'onNotification'>,
  registry: Pick<OrgRegistry, 'active' | 'onDidChange'>,
): vscode.Disposable {
  const usage = new Map<OrgKey, { readonly used: number; readonly max: number }>();
  let shown = false;
  const draw = () => {
    const { stopAtPercent } = settings.requestPolicy();
    const { used, max } = (registry.active && usage.get(registry.active.key)) ?? { used: 0, max: 0 };
    const isHeld = max > 0 && stopAtPercent < 100 && used * 100 >= max * stopAtPercent;
    if (isHeld !== shown) setContextKey('callsHeldBack', isHeld);
    shown = isHeld;
  };
  return vscode.Disposable.from(
    service.onNotification(apiUsage, ({ org, used, max }) => {
      usage.set(org, { used, max });
      draw();
    }),
    registry.onDidChange(draw),
    onSettingChanged('api.stopAtPercent', draw),
  );
}
