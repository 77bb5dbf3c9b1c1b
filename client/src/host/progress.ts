import * as vscode from 'vscode';

/** What is done sooner needs no words. In milliseconds. */
const momentMs = 500;

/** Tells of work that takes longer than a moment, and how far it is, and lets the user cancel it. */
export async function whileWaiting<Result>(
  title: string,
  work: (token: vscode.CancellationToken, tell: (message: string) => void) => Promise<Result>,
): Promise<Result> {
  const source = new vscode.CancellationTokenSource();
  let shown: vscode.Progress<{ message: string }> | undefined;
  const working = work(source.token, message => shown?.report({ message }));
  const ended = working.then(
    () => undefined,
    () => undefined,
  );
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  const show = () =>
    vscode.window.withProgress(options, (progress, token) => {
      shown = progress;
      token.onCancellationRequested(() => source.cancel());
      return ended;
    });
  const waiting = setTimeout(show, momentMs);
  try {
    return await working;
  } finally {
    clearTimeout(waiting);
    source.dispose();
  }
}
