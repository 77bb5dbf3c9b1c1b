import * as vscode from 'vscode';
import { browserReachesLoopback } from '../../host/browser.ts';
import { settings } from '../../host/settings.ts';
import type { LocalOrg } from '../../orgs/localOrg.ts';
import { listCliOrgs } from '../salesforceCli.ts';
import type { FlowId } from '../session.ts';
import type { UriRedirects } from '../uriRedirect.ts';
import { createAccessTokenFlow } from './accessToken.ts';
import { createBrowserFlow, createUriHandlerFlow } from './browser.ts';
import { createClientCredentialsFlow } from './clientCredentials.ts';
import type { Flow } from './flow.ts';
import { createJwtBearerFlow } from './jwtBearer.ts';
import { createLocalOrgFlow } from './localOrg.ts';
import { createPasswordFlow } from './password.ts';
import { questions } from './questions.ts';
import { cliFolder, createSalesforceCliFlow } from './salesforceCli.ts';

export type Flows = Readonly<Record<FlowId, Flow>>;

/** All ways to sign in, in the order in which they are offered. */
export const createFlows = (
  localOrg: LocalOrg,
  redirects: UriRedirects,
  ask = questions,
  cli = cliFolder(),
): Flows => ({
  browser: createBrowserFlow(),
  uriHandler: createUriHandlerFlow(redirects),
  salesforceCli: createSalesforceCliFlow(ask, cli),
  localOrg: createLocalOrgFlow(localOrg),
  accessToken: createAccessTokenFlow(ask),
  jwtBearer: createJwtBearerFlow(ask),
  clientCredentials: createClientCredentialsFlow(ask),
  password: createPasswordFlow(ask),
});

/** Asks for one of the flows that can work in this window. Throws CancellationError when the user leaves. */
export async function pickFlow(flows: Flows): Promise<Flow> {
  const place = {
    loopbackReachable: await browserReachesLoopback(),
    cliOrgs: (await listCliOrgs(cliFolder())).length > 0,
    ownApp: settings.clientId() !== undefined,
  };
  const items = Object.values(flows)
    .filter(flow => flow.isPossible(place))
    .map(flow => ({ flow, label: `$(${flow.icon}) ${flow.label}`, detail: flow.detail }));
  const title = vscode.l10n.t('Connect an org');
  const choice = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  if (!choice) throw new vscode.CancellationError();
  return choice.flow;
}
