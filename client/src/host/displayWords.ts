import * as vscode from 'vscode';
import type { Words } from './words.ts';

/** The words of the language that VS Code is shown in. */
export const displayWords = (): Words => ({ t: vscode.l10n.t, language: vscode.env.language });
