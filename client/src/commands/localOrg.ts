import * as vscode from 'vscode';
import { orgKeyOf } from '../auth/session.ts';
import type { SessionStore } from '../auth/sessionStore.ts';
import type { TokenService } from '../auth/tokenService.ts';
import type { LocalOrg } from '../orgs/localOrg.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly localOrg: LocalOrg;
  readonly store: SessionStore;
  readonly tokens: TokenService;
  /** What failed while the org was down is tried again. */
  readonly onStarted: () => void;
}

export function registerLocalOrgCommands(register: Register, ports: Ports): void {
  register('startLocalOrg', () => startLocalOrg(ports));
  register('stopLocalOrg', () => ports.localOrg.stop());
}

async function startLocalOrg({ localOrg, store, tokens, onStarted }: Ports): Promise<void> {
  const title = vscode.l10n.t('Starting the local org…');
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, async () => {
    await localOrg.start();
    // Its address may be another one than before; obtaining a token brings the session up to date.
    const session = (await store.list()).find(({ flow }) => flow === 'localOrg');
    if (session) await tokens.accessToken(orgKeyOf(session));
  });
  onStarted();
}
