import * as vscode from 'vscode';

/** Shows that `work` is under way, with a button that ends it: its signal is aborted with a CancellationError then. */
export function withProgress<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (_progress, cancellation) => {
    const abort = new AbortController();
    cancellation.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
    return work(abort.signal);
  });
}

/** While the new session is obtained and its owner asked for. */
export const signingInAt = (loginUrl: string): string => vscode.l10n.t('Signing in at {0}…', new URL(loginUrl).host);
