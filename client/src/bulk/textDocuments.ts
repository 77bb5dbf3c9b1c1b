import * as vscode from 'vscode';

/** Documents to read only, such as a report: nobody is asked to save them. */
export interface TextDocuments extends vscode.Disposable {
  show(name: string, text: string): Promise<void>;
}

const SCHEME = 'salesforce-bulk';

export function createTextDocuments(): TextDocuments {
  const texts = new Map<string, string>();
  const changes = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changes.event,
    provideTextDocumentContent: ({ path }) => texts.get(path),
  });
  return {
    async show(name, text) {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
      texts.set(uri.path, text);
      changes.fire(uri);
      await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
    },
    dispose: () => vscode.Disposable.from(provider, changes).dispose(),
  };
}
