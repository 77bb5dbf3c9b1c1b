import * as vscode from 'vscode';
import { kindIcon, kindLabel } from './orgLabel.ts';
import type { ConnectedOrg } from './registry.ts';

/** An org in a list to choose from. `active`: the key of the one in use. */
export function orgItem(org: ConnectedOrg, active: string | undefined) {
  const kind = kindLabel(org.kind, vscode.l10n);
  const marks = [
    ...(org.key === active ? [vscode.l10n.t('active')] : []),
    ...(org.signedOut ? [vscode.l10n.t('signed out')] : []),
  ];
  return {
    org,
    label: `$(${kindIcon(org.kind)}) ${org.name}`,
    description: [kind, ...marks].join(' · '),
    detail: `${org.username}  ${new URL(org.instanceUrl).host}`,
  };
}
