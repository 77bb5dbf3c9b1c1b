import * as vscode from 'vscode';

/** A document without a file that has this text already, else a new one: what nobody has changed shall not pile up. */
export async function untitledWith(language: string, content: string): Promise<vscode.TextDocument> {
  const same = vscode.workspace.textDocuments.find(
    document => document.isUntitled && document.languageId === language && document.getText() === content,
  );
  return same ?? vscode.workspace.openTextDocument({ language, content });
}
