// The tabs with query results of this window.
import * as vscode from 'vscode';
import type { NotificationMessage, RequestMessage } from '../../../server/src/protocol/message.ts';
import { type RunId, type RunProgress, runProgress } from '../../../server/src/protocol/runs.ts';
import type { PageCommand } from './page/messages.ts';
import { createWebview, Panel } from './panel.ts';

/** What the panel needs of the language client. */
export interface RunServer {
  request<Params, Result>(
    message: RequestMessage<Params, Result>,
    params: Params,
    token?: vscode.CancellationToken,
  ): Promise<Result>;
  onNotification<Params>(message: NotificationMessage<Params>, listener: (params: Params) => void): vscode.Disposable;
  /** The server has stopped, crashed or been restarted: its rows are gone. */
  readonly onDidStop: vscode.Event<void>;
}

/** What survives a reload of the window. */
export interface ResultsState {
  /** One tab per key, unless it is pinned: the next run of the same statement shows there. */
  readonly key: string;
  /** The name of the file whose query runs. */
  readonly source: string;
  readonly uri: string;
  /** Of the statement in the document. */
  readonly offset: number;
}

export interface ResultsOptions extends ResultsState {
  /** Does what a failed run offers: sign in, run again, and so on. */
  nextStep(step: string): void;
  /** Opens a record, in the editor or in the browser. */
  openRecord(id: string, browser: boolean): void;
}

export interface Results {
  /** Shows the tab and awaits a run's progress. Call it before the run starts, so that no progress is missed. */
  show(options: ResultsOptions): ResultsPanel;
  /** Takes over the tab that VS Code has kept over a reload of the window. Its rows are gone. */
  restore(webview: vscode.WebviewPanel, options: ResultsOptions): void;
  /** The tab that the user is in. */
  readonly active: ResultsPanel | undefined;
}

export interface ResultsPanel {
  follow(run: RunId): void;
  /** The run could not start. */
  fail(message: string, nextStep?: string): void;
  /** Asks for a format and a place, and writes the rows there. Fails with NO_ROWS, or as the server does. */
  exportRows(): Promise<void>;
  /** The last progress once the run does not go on by itself any more; undefined where the tab was closed before. */
  settled(): Promise<RunProgress | undefined>;
  /** What a menu or a key wants of the page. */
  command(command: PageCommand): void;
  /** Keeps this result: the next run of the statement gets a tab of its own. */
  pin(pinned: boolean): void;
  /** The rows as Salesforce sent them, as far as one wants to read them, in a document. */
  showJson(): Promise<void>;
}

/** Panels with query results. They ask the server for the rows that they show and free them when they close. */
export function createResults(extensionUri: vscode.Uri, server: RunServer): Results & vscode.Disposable {
  const open = new Set<Panel>();
  const early = new Map<RunId, RunProgress>();
  const subscriptions = vscode.Disposable.from(
    server.onNotification(runProgress, progress => {
      const panel = [...open].find(candidate => candidate.run === progress.run);
      if (panel) panel.progress(progress);
      else early.set(progress.run, progress);
    }),
    server.onDidStop(() => {
      for (const panel of open) panel.lose();
    }),
  );
  const add = (webview: vscode.WebviewPanel, options: ResultsOptions): Panel => {
    const panel = new Panel({ webview, extensionUri, server, early, closed: () => open.delete(panel) }, options);
    open.add(panel);
    return panel;
  };
  return {
    show(options) {
      const same = [...open].find(panel => panel.options.key === options.key && !panel.pinned);
      const [beside] = open;
      const panel = same ?? add(createWebview(extensionUri, beside?.column), options);
      panel.show(options);
      return panel;
    },
    restore(webview, options) {
      const panel = add(webview, options);
      panel.show(options, false);
      panel.fail(vscode.l10n.t('The rows of this query went with the window. Run it again.'), 'retry');
    },
    get active() {
      return [...open].find(panel => panel.active);
    },
    dispose() {
      subscriptions.dispose();
      for (const panel of [...open]) panel.dispose();
    },
  };
}
