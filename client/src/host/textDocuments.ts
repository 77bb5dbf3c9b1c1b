import * as vscode from 'vscode';

/** Markdown to read only, such as the details of a job: nobody is asked to save it, and all of it can be copied. */
export interface TextDocuments extends vscode.Disposable {
  /** Shows it beside the editor. */
  show(name: string, text: string): Promise<void>;
  /** Shows its source in an editor: for what is handed on as it stands. */
  open(name: string, text: string): Promise<void>;
  /** Changes the text of one that was shown. */
  update(name: string, text: () => string): void;
}

const SCHEME = 'salesforce-text';

export function createTextDocuments(): TextDocuments {
  // Kept: a preview may ask for its text long after the document was closed.
  const texts = new Map<string, string>();
  const changes = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changes.event,
    provideTextDocumentContent: ({ path }) => texts.get(path),
  });
  const write = (uri: vscode.Uri, text: string) => {
    texts.set(uri.path, text);
    changes.fire(uri);
  };
  return {
    async show(name, text) {
      const uri = uriOf(name);
      write(uri, text);
      await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    },
    async open(name, text) {
      const uri = uriOf(name);
      write(uri, text);
      await vscode.window.showTextDocument(uri, { preview: false });
    },
    update(name, text) {
      const uri = uriOf(name);
      if (texts.has(uri.path)) write(uri, text());
    },
    dispose: () => vscode.Disposable.from(provider, changes).dispose(),
  };
}

const uriOf = (name: string): vscode.Uri => vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
