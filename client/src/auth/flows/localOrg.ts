import * as vscode from 'vscode';
import type { LocalOrg } from '../../orgs/localOrg.ts';
import { fetchIdentity } from '../identity.ts';
import type { StoredSession } from '../session.ts';
import type { Flow, SignInRequest } from './flow.ts';
import { withProgress } from './progress.ts';

const REVOKE_MS = 30_000;

/** Signs in to the local org. No browser and no password: this user owns the process. */
export function createLocalOrgFlow(localOrg: LocalOrg): Flow {
  const prepare = async (session: StoredSession): Promise<StoredSession> => {
    const { origin } = await localOrg.start();
    return origin === session.instanceUrl ? session : { ...session, instanceUrl: origin, loginUrl: origin };
  };
  return {
    id: 'localOrg',
    label: vscode.l10n.t('Local org'),
    detail: vscode.l10n.t('A practice org on this computer, with sample data. Nothing to set up.'),
    icon: 'vm',
    isPossible: () => true,
    async signIn({ scopes }: SignInRequest) {
      const title = vscode.l10n.t('Starting the local org…');
      return withProgress(title, async signal => {
        const { origin } = await orAborted(localOrg.start(), signal);
        const token = await orAborted(localOrg.token(), signal);
        const identity = await fetchIdentity(origin, token.accessToken, signal);
        return { flow: 'localOrg', scopes, clientId: '', loginUrl: origin, instanceUrl: origin, ...token, ...identity };
      });
    },
    prepare,
    async renew(session) {
      return { ...(await prepare(session)), ...(await localOrg.token()) };
    },
    async revoke({ instanceUrl, accessToken }) {
      if (!accessToken) return;
      const body = new URLSearchParams({ token: accessToken });
      const signal = AbortSignal.timeout(REVOKE_MS);
      await fetch(new URL('/services/oauth2/revoke', instanceUrl), { method: 'POST', body, redirect: 'error', signal });
    },
  };
}

/** The start goes on, for whoever else waits for it: the person just waits no longer. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
  return Promise.race([work, aborted]);
}
