import * as vscode from 'vscode';
import { type LoginHostProblem, PRODUCTION, parseLoginHost, SANDBOX } from '../loginHost.ts';

/** Asks where to sign in; the answer is an origin. Throws CancellationError when the user leaves. */
export async function pickLoginHost(): Promise<string> {
  const choices: (vscode.QuickPickItem & { readonly origin?: string })[] = [
    { label: vscode.l10n.t('$(cloud) Production or Developer Edition'), detail: PRODUCTION, origin: PRODUCTION },
    { label: vscode.l10n.t('$(beaker) Sandbox'), detail: SANDBOX, origin: SANDBOX },
    {
      label: vscode.l10n.t('$(link) My Domain or another host…'),
      detail: vscode.l10n.t('Needed where the org does not allow signing in at the general addresses.'),
    },
  ];
  const title = vscode.l10n.t('Where is the org?');
  const choice = await vscode.window.showQuickPick(choices, { title, ignoreFocusOut: true });
  if (!choice) throw new vscode.CancellationError();
  return choice.origin ?? askForHost();
}

/** Asks for the org's own host. Throws CancellationError when the user leaves. */
export async function askForHost(): Promise<string> {
  const input = await vscode.window.showInputBox({
    title: vscode.l10n.t('Host of the org'),
    prompt: vscode.l10n.t('Its My Domain, or any address of the org.'),
    placeHolder: 'acme.my.salesforce.com',
    ignoreFocusOut: true,
    validateInput: text => {
      const parsed = parseLoginHost(text);
      return 'problem' in parsed ? words(parsed.problem) : undefined;
    },
  });
  const parsed = parseLoginHost(input ?? '');
  if ('problem' in parsed) throw new vscode.CancellationError();
  return parsed.origin;
}

function words(problem: LoginHostProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Type a host name.');
    case 'notAHost':
      return vscode.l10n.t('This is not a host name. It looks like acme.my.salesforce.com.');
    case 'notHttps':
      return vscode.l10n.t('Only https is allowed, except on this computer.');
    case 'lightning':
      return vscode.l10n.t('Signing in does not work at this host. Use the My Domain that ends in .my.salesforce.com.');
    default:
      return problem satisfies never;
  }
}
