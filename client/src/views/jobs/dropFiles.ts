import * as vscode from 'vscode';

const URI_LIST = 'text/uri-list';

/** CSV files that are dropped on the view, from the explorer or from the desktop, are mapped and loaded. */
export function dropFiles<Node>(load: (file: vscode.Uri) => Thenable<unknown>): vscode.TreeDragAndDropController<Node> {
  return {
    dragMimeTypes: [],
    dropMimeTypes: [URI_LIST, 'files'],
    async handleDrop(_target, data) {
      const files = await droppedFiles(data);
      const tables = files.filter(({ path }) => /\.(csv|tsv|txt)$/i.test(path));
      // One after the other: each may ask what it is.
      for (const file of tables) await load(file);
      if (tables.length === 0)
        void vscode.window.showWarningMessage(vscode.l10n.t('Drop CSV files of this computer here.'));
    },
  };
}

async function droppedFiles(data: vscode.DataTransfer): Promise<readonly vscode.Uri[]> {
  const list = (await data.get(URI_LIST)?.asString()) ?? '';
  const listed = list
    .split(/\r?\n/)
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => vscode.Uri.parse(line));
  if (listed.length > 0) return listed;
  return [...data].flatMap(([, item]) => item.asFile()?.uri ?? []);
}
