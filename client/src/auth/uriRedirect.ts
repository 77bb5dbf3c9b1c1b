// Redirects that come to VS Code itself, by its own scheme: no port is needed, and none can be blocked.
import * as vscode from 'vscode';
import { firstRedirect, type Redirect, type RedirectTarget } from './redirect.ts';

const PATH = '/OauthRedirect';

export interface UriRedirects extends vscode.Disposable {
  /**
   * The address to register in the app, which the next sign-in comes back to. In a browser window it belongs to where
   * VS Code is served from, and has a number that VS Code counts up each time that it hands one out.
   */
  address(): Promise<string>;
  open(): Promise<RedirectTarget>;
}

/** @param onStray a redirect came that nobody here waits for */
export function createUriRedirects(extensionId: string, onStray: () => void): UriRedirects {
  const waiting = new Set<(redirect: Redirect) => boolean>();
  let unused: Promise<string> | undefined;
  const handler = vscode.window.registerUriHandler({
    handleUri({ path, query }) {
      if (path !== PATH) return;
      unused = undefined;
      const redirect = { params: new URLSearchParams(query), finish: () => undefined };
      if (![...waiting].some(offer => offer(redirect))) onStray();
    },
  });
  const plain = vscode.Uri.parse(`${vscode.env.uriScheme}://${extensionId}${PATH}`);
  // Until something comes back by it: what was registered would fit no more.
  const address = () => {
    unused ??= addressOf(plain).catch(error => {
      unused = undefined;
      throw error;
    });
    return unused;
  };
  return {
    address,
    async open() {
      const uri = await address();
      return {
        uri,
        redirect: (state, timeoutMs, signal) =>
          firstRedirect(
            offer => {
              waiting.add(offer);
              return () => waiting.delete(offer);
            },
            state,
            timeoutMs,
            signal,
          ),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      };
    },
    dispose: () => handler.dispose(),
  };
}

/**
 * On a desktop the plain address: `asExternalUri` would add the number of the window, and then no registered callback
 * fits. In a browser only that function knows the page that leads back here.
 */
async function addressOf(uri: vscode.Uri): Promise<string> {
  if (vscode.env.uiKind === vscode.UIKind.Desktop) return uri.toString(true);
  // Not `toString`: it would encode what the page has to find as it is.
  return (await vscode.env.asExternalUri(uri)).toString(true);
}
