// Which statement a command is about.
import * as vscode from 'vscode';
import { ProblemError } from '../host/problem.ts';

export interface QueryPlace {
  readonly document: vscode.TextDocument;
  readonly offset: number;
}

/** The place that a lens names, else the caret of the active editor. Fails with NO_QUERY where there is none. */
export async function queryPlace(uri: string | undefined, offset: number | undefined): Promise<QueryPlace> {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  // In a view or a result, the query that is in sight is meant.
  const editor = activeTextEditor ?? visibleTextEditors.find(({ document }) => isQuery(document));
  if (uri !== undefined) {
    return { document: await vscode.workspace.openTextDocument(vscode.Uri.parse(uri)), offset: offset ?? 0 };
  }
  if (editor) return { document: editor.document, offset: editor.document.offsetAt(editor.selection.active) };
  // From the walkthrough, say, no editor is active: then it is the query that was opened last.
  const opened = vscode.workspace.textDocuments.findLast(isQuery);
  if (opened) return { document: opened, offset: 0 };
  const message = vscode.l10n.t('Open a query first, then put the caret in it.');
  throw new ProblemError({ code: 'NO_QUERY', message, nextStep: 'newQuery' });
}

const isQuery = ({ languageId }: vscode.TextDocument): boolean => languageId === 'soql' || languageId === 'sosl';
