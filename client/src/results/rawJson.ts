// The rows as Salesforce sent them, in a document that one reads and closes.
import * as vscode from 'vscode';
import { type RunProgress, runRecords } from '../../../server/src/protocol/runs.ts';
import { ProblemError } from '../host/problem.ts';
import type { RunServer } from './results.ts';

const SCHEME = 'salesforce-result';
/** More is a job for an export. */
const MOST_ROWS = 2000;

let documents: Map<string, string> | undefined;
let opened = 0;

/** Shows the first rows as they are arranged. Fails with NO_ROWS, or as the server does. */
export async function showJson(server: RunServer, last: RunProgress | undefined, source: string): Promise<void> {
  if (!last || last.rows === 0) {
    throw new ProblemError({ code: 'NO_ROWS', message: vscode.l10n.t('There are no rows to show.') });
  }
  const { records } = await server.request(runRecords, { run: last.run, start: 0, end: MOST_ROWS });
  const name = source.replace(/\.\w+$/, '');
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${++opened}/${name}.json` });
  contents().set(uri.toString(), `${JSON.stringify(records, null, 2)}\n`);
  await vscode.window.showTextDocument(uri, { preview: true });
}

/** The texts of the documents that are open. */
function contents(): Map<string, string> {
  if (documents) return documents;
  const texts = new Map<string, string>();
  documents = texts;
  // For as long as the extension lives: VS Code asks for a text when it opens the document.
  vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: uri => texts.get(uri.toString()) ?? '',
  });
  vscode.workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString()));
  return texts;
}
