// The query files of the workspace that count as saved queries.
import * as vscode from 'vscode';
import { settings } from '../../host/settings.ts';
import type { SavedQuery } from './nodes.ts';
import { insideWorkspace } from './paths.ts';

const FILES = '**/*.{soql,sosl}';
/** A tree with more is no list of a person's queries. */
const MOST_FILES = 2000;

/** Where queries of this workspace folder are saved. */
export const folderOf = (workspace: vscode.WorkspaceFolder): vscode.Uri =>
  vscode.Uri.joinPath(workspace.uri, insideWorkspace(settings.savedQueriesFolder(workspace.uri)));

/** All of them. With several workspace folders, each stands under the name of its own. */
export async function readSavedQueries(): Promise<readonly SavedQuery[]> {
  const { workspaceFolders = [] } = vscode.workspace;
  const perFolder = workspaceFolders.map(async workspace => {
    const folder = folderOf(workspace);
    const files = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, FILES), undefined, MOST_FILES);
    const above = workspaceFolders.length > 1 ? [workspace.name] : [];
    return Promise.all(files.map(file => read(file, [...above, ...pathBelow(folder, file)])));
  });
  return (await Promise.all(perFolder)).flat();
}

/** Tells of each file that comes, goes or changes. */
export function watchSavedQueries(act: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(FILES);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(act),
    watcher.onDidChange(act),
    watcher.onDidDelete(act),
    vscode.workspace.onDidChangeWorkspaceFolders(act),
  );
}

const pathBelow = (folder: vscode.Uri, file: vscode.Uri): string[] =>
  file.path.slice(folder.path.length).split('/').filter(Boolean);

async function read(file: vscode.Uri, path: readonly string[]): Promise<SavedQuery> {
  // One that went meanwhile, or may not be read, is listed all the same: opening it says why.
  const bytes = await vscode.workspace.fs.readFile(file).then(undefined, () => new Uint8Array());
  return { uri: file.toString(), path, text: new TextDecoder().decode(bytes) };
}
