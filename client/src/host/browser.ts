import * as vscode from 'vscode';
import { isLoopbackHost } from '../auth/loginHost.ts';

/**
 * Opens an address in the user's browser with its query intact. VS Code takes a string where its types say Uri;
 * a Uri would be decoded and encoded again on the way, which breaks OAuth parameters.
 */
export async function openInBrowser(address: URL): Promise<boolean> {
  const target = vscode.env.uiKind === vscode.UIKind.Web ? unproxied(address) : address;
  return vscode.env.openExternal(target.href as unknown as vscode.Uri);
}

/**
 * Whether a page in the user's browser reaches a port of the machine that this code runs on as localhost. Desktop
 * windows forward ports for us; in VS Code in a browser it holds only when VS Code itself is served from loopback.
 */
export async function browserReachesLoopback(): Promise<boolean> {
  if (vscode.env.uiKind === vscode.UIKind.Desktop) return true;
  const external = await vscode.env.asExternalUri(vscode.Uri.parse('http://localhost:1717/'));
  return isLoopbackHost(new URL(`http://${external.authority}`).hostname);
}

/**
 * In a browser, VS Code sends localhost addresses through its own proxy, below another path, where sign-in pages do
 * not work. It leaves names below .localhost alone, and those are loopback too.
 */
function unproxied(address: URL): URL {
  if (!isLoopbackHost(address.hostname)) return address;
  const direct = new URL(address);
  direct.hostname = 'salesforce.localhost';
  return direct;
}
