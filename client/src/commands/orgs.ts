// Connecting, switching and leaving orgs.
import * as vscode from 'vscode';
import { signInAgain } from '../auth/provider.ts';
import { orgKeyOf } from '../auth/session.ts';
import type { SessionStore } from '../auth/sessionStore.ts';
import type { ConnectRequest, SignIn } from '../auth/signIn.ts';
import { orgItem } from '../orgs/orgItem.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { Reveal } from '../views/views.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly signIn: SignIn;
  readonly store: SessionStore;
  readonly registry: OrgRegistry;
  readonly provider: Pick<vscode.AuthenticationProvider, 'removeSession'>;
  readonly reveal: Reveal;
}

export function registerOrgCommands(register: Register, ports: Ports): void {
  register('connectOrg', (request?: ConnectRequest) => connect(ports, request));
  register('tryLocalOrg', () => connect(ports, { flow: 'localOrg' }));
  register('signInAgain', () => reconnect(ports));
  register('switchOrg', () => switchOrg(ports));
  register('signOut', () => signOut(ports));
}

/** Signs in, makes the org the active one of this window, and shows what is in it. */
async function connect({ signIn, registry, reveal }: Ports, request?: ConnectRequest): Promise<void> {
  const session = await signIn(request);
  await registry.reload();
  await registry.activate(orgKeyOf(session));
  await reveal('objects');
}

/** To the active org, unless the session that is over is that of another one, which a file works with. */
async function reconnect(ports: Ports): Promise<void> {
  const { active, orgs } = ports.registry;
  const org = active?.signedOut ? active : (orgs.find(({ signedOut }) => signedOut) ?? active);
  const session = org && (await ports.store.read(org.key));
  if (!session || !active || org === active) return connect(ports, session && signInAgain(session));
  // The window goes on with its own org.
  await ports.signIn(signInAgain(session));
  await ports.registry.reload();
}

async function switchOrg(ports: Ports): Promise<void> {
  const { registry } = ports;
  const connectAnother = { label: vscode.l10n.t('$(plug) Connect another org…'), org: undefined };
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, org: undefined };
  const items = [...registry.orgs.map(org => orgItem(org, registry.active?.key)), separator, connectAnother];
  const title = vscode.l10n.t('Switch org');
  const choice = await vscode.window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true });
  if (choice === connectAnother) await connect(ports);
  if (!choice?.org) return;
  await registry.activate(choice.org.key);
  if (choice.org.signedOut) await reconnect(ports);
}

async function signOut({ registry, provider }: Ports): Promise<void> {
  const items = registry.orgs.map(org => orgItem(org, registry.active?.key));
  const title = vscode.l10n.t('Sign out of which org?');
  const choice = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  if (choice) await provider.removeSession(choice.org.key);
}
