import * as vscode from 'vscode';
import { openInBrowser } from '../../host/browser.ts';
import { ProblemError } from '../../host/problem.ts';
import { settings } from '../../host/settings.ts';
import { fetchIdentity } from '../identity.ts';
import { isLoopbackHost } from '../loginHost.ts';
import { listenOnLoopback, type Redirect, redirectUri } from '../loopback.ts';
import type { AuthorizationRequest } from '../oauth.ts';
import type { ActiveSession, StoredSession } from '../session.ts';
import type { Flow, SignInRequest } from './flow.ts';
import { pickLoginHost } from './pickLoginHost.ts';
import { isRefusal, signInProblem, signInRequired } from './signInProblem.ts';

const TIMEOUT_MS = 2 * 60 * 1000;
const oauth = () => import('../oauth.ts');

/** Authorization code with PKCE: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm */
export const createBrowserFlow = (): Flow => ({
  id: 'browser',
  label: vscode.l10n.t('Browser sign-in'),
  detail: vscode.l10n.t('For production, sandboxes and any My Domain. You sign in at Salesforce itself.'),
  icon: 'globe',
  isPossible: place => place.loopbackReachable,
  signIn,
  prepare: session => Promise.resolve(session),
  renew,
  revoke: async session => {
    const token = session.refreshToken ?? session.accessToken;
    if (token) await (await oauth()).revoke(session, token);
  },
});

async function signIn(request: SignInRequest): Promise<ActiveSession> {
  const loginUrl = request.loginUrl ?? (await pickLoginHost());
  const title = vscode.l10n.t('Waiting for you to sign in at {0} in the browser…', new URL(loginUrl).host);
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_progress, cancellation) => {
    const abort = new AbortController();
    cancellation.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
    try {
      return await authorize(loginUrl, request, abort.signal);
    } catch (error) {
      throw signInProblem(error, loginUrl);
    }
  });
}

async function authorize(loginUrl: string, asked: SignInRequest, signal: AbortSignal): Promise<ActiveSession> {
  const { beginAuthorization, redeemCode } = await oauth();
  const app = appFor(loginUrl);
  await using listener = await listenOnLoopback(app.port);
  const request: AuthorizationRequest = {
    loginUrl,
    clientId: app.clientId,
    redirectUri: redirectUri(await portInBrowser(listener.port, app.port)),
    scopes: asked.scopes,
    ...(asked.username && { username: asked.username }),
  };
  const authorization = await beginAuthorization(request);
  await openInBrowser(authorization.url);
  const redirect = await listener.redirect(authorization.state, TIMEOUT_MS, signal);
  return showingOutcome(
    redirect,
    async () => {
      const token = await redeemCode(request, authorization, redirect.params, signal);
      const identity = await fetchIdentity(token.instanceUrl, token.accessToken, signal);
      return { flow: 'browser', scopes: asked.scopes, clientId: app.clientId, loginUrl, ...token, ...identity };
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

/**
 * Which app asks. Salesforce compares the callback URL with the registered ones, port included, so the port is fixed;
 * only the local org takes any. PlatformCLI is the Salesforce CLI's own app, which every org knows.
 */
function appFor(loginUrl: string): { readonly clientId: string; readonly port: number } {
  if (isLoopbackHost(new URL(loginUrl).hostname)) return { clientId: 'SalesforceIntegrationWorkbench', port: 0 };
  const own = settings.clientId();
  return own ? { clientId: own, port: settings.callbackPort() } : { clientId: 'PlatformCLI', port: 1717 };
}

/** The port as the browser sees it: a remote window of desktop VS Code forwards ours, perhaps from another number. */
async function portInBrowser(port: number, registered: number): Promise<number> {
  if (!vscode.env.remoteName || vscode.env.uiKind === vscode.UIKind.Web) return port;
  const external = await vscode.env.asExternalUri(vscode.Uri.parse(`http://localhost:${port}/`));
  const forwarded = Number(external.authority.split(':')[1]);
  if (registered === 0 || forwarded === registered) return forwarded;
  throw new ProblemError({ code: 'EADDRINUSE', message: `Port ${registered} is in use.` });
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
