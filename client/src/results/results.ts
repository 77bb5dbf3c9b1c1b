// The tabs with query results of this window.
import * as vscode from 'vscode';
import type { NotificationMessage, RequestMessage } from '../../../server/src/protocol/message.ts';
import { closeRun, type RunId, type RunProgress, runProgress } from '../../../server/src/protocol/runs.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';
import type { PageCommand } from './page/messages.ts';
import { Panel } from './panel.ts';
import { createWebview } from './resultsWebview.ts';
import type { KeptTab } from './unsaved.ts';

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
  /** How many records had changes that were not saved. What they were is not kept: that would be data of the org. */
  readonly unsaved?: number;
}

export interface ResultsOptions extends ResultsState {
  /** Where the rows come from, and changes go to; unknown in a tab that was kept over a reload of the window. */
  readonly org: ConnectedOrg | undefined;
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
  /** @param options those of this run: its tab may show another one until now, of another org */
  follow(run: RunId, options: ResultsOptions): void;
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
  let stops = 0;
  const subscriptions = vscode.Disposable.from(
    server.onNotification(runProgress, progress => {
      const panel = [...open].find(candidate => candidate.run === progress.run);
      if (panel) panel.progress(progress);
      else early.set(progress.run, progress);
    }),
    server.onDidStop(() => {
      stops++;
      for (const panel of open) panel.lose();
    }),
  );
  const add = (webview: vscode.WebviewPanel, options: ResultsOptions): Panel => {
    const closed = (kept: KeptTab | undefined) => {
      open.delete(panel);
      if (kept) void openAgain(kept);
    };
    const replaced = (kept: KeptTab) => void openAgain(kept);
    const panel = new Panel({ webview, extensionUri, server, early, closed, replaced }, options);
    open.add(panel);
    return panel;
  };
  /** VS Code closes such a tab without asking anybody. */
  const openAgain = async (kept: KeptTab) => {
    const { edits, run } = kept;
    const { options } = kept.shown;
    const stopped = stops;
    const again = vscode.l10n.t('Open again');
    const text = vscode.l10n.t(
      '{0} was closed with changes that are not saved, records: {1}.',
      options.source,
      edits.size,
    );
    if ((await vscode.window.showWarningMessage(text, again)) === again) {
      const [beside] = open;
      const panel = add(createWebview(extensionUri, beside?.column), options);
      panel.take(kept);
      if (stops !== stopped) panel.lose();
      panel.show(options);
      return;
    }
    if (run === undefined) return;
    // The server may be gone as well, and its rows with it.
    await server.request(closeRun, { run }).catch(() => undefined);
  };
  return {
    show(options) {
      const same = [...open].find(panel => panel.isFreeFor(options));
      const [beside] = open;
      const panel = same ?? add(createWebview(extensionUri, beside?.column), options);
      panel.show(options);
      return panel;
    },
    restore(webview, options) {
      const panel = add(webview, options);
      panel.show(options, false);
      const { unsaved = 0 } = options;
      const lost = vscode.l10n.t('Changes that were not saved went with them, records: {0}.', unsaved);
      const text = vscode.l10n.t('The rows of this query went with the window. Run it again.');
      panel.fail(unsaved > 0 ? `${text} ${lost}` : text, 'retry');
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
