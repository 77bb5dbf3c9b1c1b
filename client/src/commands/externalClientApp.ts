// The guided set-up of the user's own External Client App; its steps are the walkthrough of that name.
import * as vscode from 'vscode';
import { pickLoginHost } from '../auth/flows/pickLoginHost.ts';
import { isGeneralHost } from '../auth/loginHost.ts';
import { redirectUri } from '../auth/loopback.ts';
import type { UriRedirects } from '../auth/uriRedirect.ts';
import { browserReachesLoopback, openInBrowser } from '../host/browser.ts';
import { ProblemError } from '../host/problem.ts';
import { saveClientId, settings } from '../host/settings.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly extensionId: string;
  readonly redirects: Pick<UriRedirects, 'address'>;
  readonly registry: Pick<OrgRegistry, 'active'>;
}

export function registerExternalClientApp(register: Register, ports: Ports): void {
  register('setUpApp', () =>
    vscode.commands.executeCommand('workbench.action.openWalkthrough', `${ports.extensionId}#externalClientApp`, false),
  );
  register('openAppSetup', () => openSetup(ports));
  register('copyCallbackUrl', () => copyCallbackUrls(ports));
  register('enterConsumerKey', enterConsumerKey);
  register('testApp', testApp);
}

/** The page of Setup that lists the apps: of the active org, else of the one that the user names. */
async function openSetup({ registry }: Ports): Promise<void> {
  const { active } = registry;
  const origin = active && active.kind !== 'local' ? active.instanceUrl : await pickLoginHost();
  await openInBrowser(setupPage(origin));
}

/** The general login hosts have no Setup; they lead to the org's own after the sign-in. */
export function setupPage(origin: string): URL {
  const page = '/lightning/setup/ManageExternalClientApplication/home';
  if (!isGeneralHost(origin)) return new URL(page, origin);
  const url = new URL(origin);
  url.searchParams.set('startURL', page);
  return url;
}

/** All that can work in this window, a line each, as the field in Setup takes them. */
async function copyCallbackUrls({ redirects }: Ports): Promise<void> {
  const loopback = (await browserReachesLoopback()) ? [redirectUri(settings.callbackPort())] : [];
  const urls = [...loopback, await redirects.address()];
  await vscode.env.clipboard.writeText(urls.join('\n'));
  await vscode.window.showInformationMessage(vscode.l10n.t('Copied: {0}', urls.join('  ')));
}

async function enterConsumerKey(): Promise<void> {
  const key = await vscode.window.showInputBox({
    title: vscode.l10n.t('Consumer key of your app'),
    prompt: vscode.l10n.t('In the OAuth settings of the app: Consumer Key and Secret. The secret is not needed.'),
    value: settings.clientId() ?? '',
    ignoreFocusOut: true,
  });
  if (key !== undefined) await saveClientId(key.trim());
}

/** A sign-in by that app: the only proof that its settings are right. */
async function testApp(): Promise<void> {
  if (!settings.clientId()) {
    const message = vscode.l10n.t('Enter the consumer key of your app first.');
    throw new ProblemError({ code: 'NO_CLIENT_ID', message, nextStep: 'enterConsumerKey' });
  }
  const flow = (await browserReachesLoopback()) ? 'browser' : 'uriHandler';
  await vscode.commands.executeCommand('salesforceWorkbench.connectOrg', { flow });
}
