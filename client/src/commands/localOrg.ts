import * as vscode from 'vscode';
import type { SessionStore } from '../auth/sessionStore.ts';
import type { LocalOrg } from '../orgs/localOrg.ts';
import type { LocalOrgInfo } from '../orgs/localOrgAdmin.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly localOrg: LocalOrg;
  readonly store: SessionStore;
  readonly clipboard: Pick<vscode.Clipboard, 'writeText'>;
  /** What failed while the org was down is tried again. */
  readonly onStarted: () => void;
}

export function registerLocalOrgCommands(register: Register, ports: Ports): void {
  register('startLocalOrg', () => startLocalOrg(ports));
  register('stopLocalOrg', () => ports.localOrg.stop());
  register('copyLocalOrgPassword', () => copyPassword(ports));
}

async function startLocalOrg({ localOrg, store, onStarted }: Ports): Promise<void> {
  const title = vscode.l10n.t('Starting the local org…');
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, async () => {
    await followTo(await localOrg.start(), store);
  });
  onStarted();
}

/** For the sign-in page, which asks in the browser like that of any org. */
async function copyPassword({ localOrg, clipboard }: Ports): Promise<void> {
  const { username, password } = await localOrg.start();
  await clipboard.writeText(password);
  void vscode.window.showInformationMessage(vscode.l10n.t('The password of {0} is copied.', username));
}

/** Another program may have taken its port: then it has a new address, where its tokens are still good. */
async function followTo({ origin, organizationId }: LocalOrgInfo, store: SessionStore): Promise<void> {
  for (const session of await store.list()) {
    const moved =
      session.kind === 'local' && session.organizationId === organizationId && session.instanceUrl !== origin;
    if (moved) await store.write({ ...session, instanceUrl: origin, loginUrl: origin });
  }
}
