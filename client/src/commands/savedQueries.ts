// Saving the statement at the caret, and what the Saved queries view offers.
import * as vscode from 'vscode';
import { listStatements } from '../../../server/src/protocol/runs.ts';
import { ProblemError } from '../host/problem.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { QueryNode } from '../views/savedQueries/nodes.ts';
import { fileNamed } from '../views/savedQueries/paths.ts';
import { folderOf } from '../views/savedQueries/repository.ts';
import type { SavedQueriesView } from '../views/savedQueries/savedQueriesView.ts';
import type { Reveal } from '../views/views.ts';
import { filterAsTyped } from './filterAsTyped.ts';
import { queryPlace } from './queryPlace.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly service: LanguageService;
  readonly savedQueries: SavedQueriesView;
  readonly reveal: Reveal;
}

export function registerSavedQueries(register: Register, { service, savedQueries, reveal }: Ports): void {
  register('saveQuery', () => save(service));
  register('runSavedQuery', (node: QueryNode) => run(node));
  // Renaming and deleting are the explorer's.
  register('revealSavedQuery', ({ uri }: QueryNode) =>
    vscode.commands.executeCommand('revealInExplorer', vscode.Uri.parse(uri)),
  );
  register('clearSavedQueryFilter', () => savedQueries.setFilter(''));
  register('filterSavedQueries', () =>
    filterAsTyped(savedQueries, () => reveal('savedQueries'), {
      title: vscode.l10n.t('Filter saved queries'),
      prompt: vscode.l10n.t('Parts of a name or of the query. Empty: all of them.'),
    }),
  );
}

async function run({ uri }: QueryNode): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.parse(uri));
  await vscode.commands.executeCommand('salesforceWorkbench.runFile');
}

async function save(service: LanguageService): Promise<void> {
  const { document, offset } = await queryPlace(undefined, undefined);
  const place = { uri: document.uri.toString(), start: offset, end: offset };
  const [statement] = (await service.request(listStatements, place)).statements;
  if (!statement) {
    const message = vscode.l10n.t('There is no query at the cursor. Put it into the query to save.');
    throw new ProblemError({ code: 'NO_STATEMENT', message });
  }
  const folder = folderOf(workspaceOf(document));
  const file = await askForFile(folder, document.languageId === 'sosl' ? 'sosl' : 'soql', statement.name);
  if (!file || !(await mayWrite(file))) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(`${statement.text.trimEnd()}\n`));
  await vscode.window.showTextDocument(file);
}

function workspaceOf({ uri }: vscode.TextDocument): vscode.WorkspaceFolder {
  const folder = vscode.workspace.getWorkspaceFolder(uri) ?? vscode.workspace.workspaceFolders?.[0];
  if (folder) return folder;
  const message = vscode.l10n.t('Queries are saved in a folder of the workspace. Open a folder first.');
  throw new ProblemError({ code: 'NO_FOLDER', message });
}

async function askForFile(
  folder: vscode.Uri,
  language: 'soql' | 'sosl',
  value: string,
): Promise<vscode.Uri | undefined> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Save query'),
    prompt: vscode.l10n.t('Its name in {0}. A / makes a folder.', vscode.workspace.asRelativePath(folder)),
    value,
    validateInput: text => (fileNamed(text, language) ? undefined : vscode.l10n.t('A file cannot be called that.')),
  });
  const file = name === undefined ? undefined : fileNamed(name, language);
  return file === undefined ? undefined : vscode.Uri.joinPath(folder, file);
}

/** Asks where there is such a file already. */
async function mayWrite(file: vscode.Uri): Promise<boolean> {
  const exists = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (!exists) return true;
  const replace = vscode.l10n.t('Replace');
  const question = vscode.l10n.t('{0} exists already. Replace it?', vscode.workspace.asRelativePath(file));
  return (await vscode.window.showWarningMessage(question, { modal: true }, replace)) === replace;
}
