import * as vscode from 'vscode';
import { ProblemError } from '../../host/problem.ts';
import { settings } from '../../host/settings.ts';
import { isLoopbackHost } from '../loginHost.ts';
import { listenOnLoopback, redirectUri } from '../loopback.ts';
import type { RedirectTarget } from '../redirect.ts';

/** Which app asks, and where it lets the browser come back to. */
export interface App {
  readonly clientId: string;
  /** Of the loopback address; 0: any. */
  readonly port: number;
}

/**
 * Salesforce compares the callback URL with the registered ones, port included, so the port is fixed; only the local org
 * takes any. PlatformCLI is the Salesforce CLI's own app, which every org knows.
 */
export function appFor(loginUrl: string): App {
  if (isLoopbackHost(new URL(loginUrl).hostname)) return { clientId: 'SalesforceIntegrationWorkbench', port: 0 };
  const own = settings.clientId();
  return own ? { clientId: own, port: settings.callbackPort() } : { clientId: 'PlatformCLI', port: 1717 };
}

/** Listens where the extension runs, at the address that the browser knows it by. */
export async function openLoopback({ port }: App): Promise<RedirectTarget> {
  const listener = await listenOnLoopback(port);
  try {
    return { ...listener, uri: redirectUri(await portInBrowser(listener.port, port)) };
  } catch (error) {
    await listener[Symbol.asyncDispose]();
    throw error;
  }
}

/** The port as the browser sees it: a remote window of desktop VS Code forwards ours, perhaps from another number. */
async function portInBrowser(port: number, registered: number): Promise<number> {
  if (!vscode.env.remoteName || vscode.env.uiKind === vscode.UIKind.Web) return port;
  const external = await vscode.env.asExternalUri(vscode.Uri.parse(`http://localhost:${port}/`));
  const forwarded = Number(external.authority.split(':')[1]);
  if (registered === 0 || forwarded === registered) return forwarded;
  throw new ProblemError({ code: 'EADDRINUSE', message: `Port ${registered} is in use.` });
}
