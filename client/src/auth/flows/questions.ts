import * as vscode from 'vscode';
import { askForHost, pickLoginHost } from './pickLoginHost.ts';

export interface Question {
  readonly title: string;
  readonly prompt?: string;
  readonly placeHolder?: string;
  readonly value?: string;
  /** Typed unseen. */
  readonly secret?: boolean;
}

/** What a flow asks the user. Each throws CancellationError when the user leaves. */
export interface Questions {
  text(question: Question): Promise<string>;
  choose<T extends vscode.QuickPickItem>(title: string, items: readonly T[]): Promise<T>;
  /** Path of a file. */
  file(title: string): Promise<string>;
  /** Origin to sign in at. */
  loginHost(): Promise<string>;
  /** Origin of the org itself. */
  myDomain(): Promise<string>;
}

export const questions: Questions = {
  async text({ secret = false, ...options }) {
    const validateInput = (text: string) => (text.trim() ? undefined : vscode.l10n.t('Type or paste it here.'));
    const answer = await vscode.window.showInputBox({
      ...options,
      password: secret,
      ignoreFocusOut: true,
      validateInput,
    });
    return given(answer?.trim());
  },
  async choose(title, items) {
    const options = { title, ignoreFocusOut: true, matchOnDescription: true, matchOnDetail: true };
    return given(await vscode.window.showQuickPick(items, options));
  },
  async file(title) {
    const chosen = await vscode.window.showOpenDialog({ title, openLabel: vscode.l10n.t('Use this file') });
    return given(chosen?.[0]).fsPath;
  },
  loginHost: pickLoginHost,
  myDomain: askForHost,
};

function given<T>(answer: T | undefined): T {
  if (answer === undefined || answer === '') throw new vscode.CancellationError();
  return answer;
}
