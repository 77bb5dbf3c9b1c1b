import * as vscode from 'vscode';
import type { SessionStore } from '../auth/sessionStore.ts';
import type { LocalOrg } from '../orgs/localOrg.ts';
import type { LocalOrgInfo } from '../orgs/localOrgAdmin.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly localOrg: LocalOrg;
  readonly store: SessionStore;
  /** What failed while the org was down is tried again. */
  readonly onStarted: () => void;
}

export function registerLocalOrgCommands(register: Register, ports: Ports): void {
  register('startLocalOrg', () => startLocalOrg(ports));
  register('stopLocalOrg', () => ports.localOrg.stop());
}

async function startLocalOrg({ localOrg, store, onStarted }: Ports): Promise<void> {
  const title = vscode.l10n.t('Starting the local org…');
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, async () => {
    await followTo(await localOrg.start(), store);
  });
  onStarted();
}

/** Another program may have taken its port: then it has a new address, where its tokens are still good. */
async function followTo({ origin, organizationId }: LocalOrgInfo, store: SessionStore): Promise<void> {
  for (const session of await store.list()) {
    const moved =
      session.kind === 'local' && session.organizationId === organizationId && session.instanceUrl !== origin;
    if (moved) await store.write({ ...session, instanceUrl: origin, loginUrl: origin });
  }
}
