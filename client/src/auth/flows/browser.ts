import * as vscode from 'vscode';
import { openInBrowser } from '../../host/browser.ts';
import { fetchIdentity } from '../identity.ts';
import type { AuthorizationRequest } from '../oauth.ts';
import type { Redirect, RedirectTarget } from '../redirect.ts';
import type { ActiveSession, StoredSession } from '../session.ts';
import type { UriRedirects } from '../uriRedirect.ts';
import type { Flow, SignInRequest } from './flow.ts';
import { pickLoginHost } from './pickLoginHost.ts';
import { withProgress } from './progress.ts';
import { type App, appFor, openLoopback } from './redirects.ts';
import { isRefusal, signInProblem, signInRequired } from './signInProblem.ts';

const TIMEOUT_MS = 2 * 60 * 1000;
const oauth = () => import('../oauth.ts');

type Open = (app: App) => Promise<RedirectTarget>;

/** Authorization code with PKCE: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm */
export const createBrowserFlow = (): Flow => ({
  id: 'browser',
  label: vscode.l10n.t('Browser sign-in'),
  detail: vscode.l10n.t('For production, sandboxes and any My Domain. You sign in at Salesforce itself.'),
  icon: 'globe',
  isPossible: place => place.loopbackReachable,
  signIn: request => signIn(request, 'browser', openLoopback),
  ...sessions(),
});

/** The same, but the browser comes back by VS Code's own address: for apps of the user's that have it registered. */
export const createUriHandlerFlow = (redirects: UriRedirects): Flow => ({
  id: 'uriHandler',
  label: vscode.l10n.t('Browser sign-in, back by link'),
  detail: vscode.l10n.t('For your own External Client App with the callback URL of VS Code. Needs no port.'),
  icon: 'link-external',
  isPossible: place => place.ownApp,
  signIn: request => signIn(request, 'uriHandler', redirects.open),
  ...sessions(),
});

const sessions = (): Pick<Flow, 'prepare' | 'renew' | 'isAlive' | 'revoke'> => ({
  prepare: session => Promise.resolve(session),
  renew,
  isAlive,
  revoke: async session => {
    const token = session.refreshToken ?? session.accessToken;
    if (token) await (await oauth()).revoke(session, token);
  },
});

async function signIn(request: SignInRequest, flow: 'browser' | 'uriHandler', open: Open): Promise<ActiveSession> {
  const loginUrl = request.loginUrl ?? (await pickLoginHost());
  const title = vscode.l10n.t('Waiting for you to sign in at {0} in the browser…', new URL(loginUrl).host);
  return withProgress(title, async signal => {
    try {
      return { flow, ...(await authorize(loginUrl, request, open, signal)) };
    } catch (error) {
      throw signInProblem(error, loginUrl);
    }
  });
}

async function authorize(
  loginUrl: string,
  asked: SignInRequest,
  open: Open,
  signal: AbortSignal,
): Promise<Omit<ActiveSession, 'flow'>> {
  const { beginAuthorization, checkReachable, redeemCode } = await oauth();
  const app = appFor(loginUrl);
  // The browser's page about a host that is not there would be all that the user gets to see.
  await checkReachable(loginUrl, signal);
  await using target = await open(app);
  const request: AuthorizationRequest = {
    loginUrl,
    clientId: app.clientId,
    redirectUri: target.uri,
    scopes: asked.scopes,
    ...(asked.username && { username: asked.username }),
  };
  const authorization = await beginAuthorization(request);
  await openInBrowser(authorization.url);
  const redirect = await target.redirect(authorization.state, TIMEOUT_MS, signal);
  return showingOutcome(
    redirect,
    async () => {
      const token = await redeemCode(request, authorization, redirect.params, signal);
      const identity = await fetchIdentity(token.instanceUrl, token.accessToken, signal);
      return { scopes: asked.scopes, clientId: app.clientId, loginUrl, ...token, ...identity };
    },
    loginUrl,
  );
}

/** The browser's tab says how it ended, not just that an answer came. */
async function showingOutcome<T>(redirect: Redirect, complete: () => Promise<T>, loginUrl: string): Promise<T> {
  try {
    const result = await complete();
    redirect.finish(vscode.l10n.t('You are signed in'), vscode.l10n.t('Close this tab and go back to VS Code.'));
    return result;
  } catch (error) {
    redirect.finish(vscode.l10n.t('You are not signed in'), signInProblem(error, loginUrl).message);
    throw error;
  }
}

async function isAlive(session: StoredSession): Promise<boolean> {
  const { isActive } = await oauth();
  try {
    return session.refreshToken !== undefined && (await isActive(session, session.refreshToken));
  } catch (error) {
    throw isRefusal(error) ? error : signInProblem(error, session.loginUrl);
  }
}

async function renew(session: StoredSession): Promise<ActiveSession> {
  const { refresh } = await oauth();
  if (!session.refreshToken) throw signInRequired();
  try {
    const { accessToken, refreshToken, instanceUrl } = await refresh(session, session.refreshToken);
    return { ...session, accessToken, instanceUrl, ...(refreshToken && { refreshToken }) };
  } catch (error) {
    if (isRefusal(error) && error.error === 'invalid_grant') throw signInRequired(error);
    throw signInProblem(error, session.loginUrl);
  }
}
