import * as vscode from 'vscode';
import { browserReachesLoopback } from '../../host/browser.ts';
import type { LocalOrg } from '../../orgs/localOrg.ts';
import type { FlowId } from '../session.ts';
import { createBrowserFlow } from './browser.ts';
import type { Flow } from './flow.ts';
import { createLocalOrgFlow } from './localOrg.ts';

export type Flows = Readonly<Record<FlowId, Flow>>;

/** All ways to sign in, in the order in which they are offered. */
export const createFlows = (localOrg: LocalOrg): Flows => ({
  browser: createBrowserFlow(),
  localOrg: createLocalOrgFlow(localOrg),
});

/** Asks for one of the flows that can work in this window. Throws CancellationError when the user leaves. */
export async function pickFlow(flows: Flows): Promise<Flow> {
  const place = { loopbackReachable: await browserReachesLoopback() };
  const items = Object.values(flows)
    .filter(flow => flow.isPossible(place))
    .map(flow => ({ flow, label: `$(${flow.icon}) ${flow.label}`, detail: flow.detail }));
  const title = vscode.l10n.t('Connect an org');
  const choice = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  if (!choice) throw new vscode.CancellationError();
  return choice.flow;
}
