import * as vscode from 'vscode';

/** What is done sooner needs no words. In milliseconds. */
const momentMs = 500;

/** Tells of work that takes longer than a moment, and lets the user cancel it. */
export async function whileWaiting<Result>(
  title: string,
  work: (token: vscode.CancellationToken) => Promise<Result>,
): Promise<Result> {
  const source = new vscode.CancellationTokenSource();
  const working = work(source.token);
  const ended = working.then(
    () => undefined,
    () => undefined,
  );
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  const tell = () =>
    vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => source.cancel());
      return ended;
    });
  const waiting = setTimeout(tell, momentMs);
  try {
    return await working;
  } finally {
    clearTimeout(waiting);
    source.dispose();
  }
}
