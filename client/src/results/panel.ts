import * as vscode from 'vscode';
import type { NotificationMessage, RequestMessage } from '../../../server/src/protocol/message.ts';
import {
  arrangeRun,
  cancelRun,
  closeRun,
  type RunId,
  type RunProgress,
  rowWindow,
  runProgress,
} from '../../../server/src/protocol/runs.ts';
import { exportRows } from './exportRows.ts';
import { pageHtml } from './html.ts';
import type { ToPage, ToPanel } from './page/messages.ts';

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

export interface ResultsOptions {
  /** One panel per key: the next run of the same key shows in the same tab. */
  readonly key: string;
  /** The name of the file whose query runs. */
  readonly source: string;
  /** Does what a failed run offers: sign in, run again, and so on. */
  nextStep(step: string): void;
}

export interface Results {
  /** Shows the panel and awaits a run's progress. Call it before the run starts, so that no progress is missed. */
  show(options: ResultsOptions): ResultsPanel;
  /** The panel that the user is in. */
  readonly active: ResultsPanel | undefined;
}

export interface ResultsPanel {
  follow(run: RunId): void;
  /** The run could not start. */
  fail(message: string, nextStep?: string): void;
  /** Asks for a format and a place, and writes the rows there. Fails with NO_ROWS, or as the server does. */
  exportRows(): Promise<void>;
}

/** Panels with query results. They ask the server for the rows that they show and free them when they close. */
export function createResults(extensionUri: vscode.Uri, server: RunServer): Results & vscode.Disposable {
  const open = new Map<string, Panel>();
  const early = new Map<RunId, RunProgress>();
  const subscriptions = vscode.Disposable.from(
    server.onNotification(runProgress, progress => {
      const panel = [...open.values()].find(candidate => candidate.run === progress.run);
      if (panel) panel.progress(progress);
      else early.set(progress.run, progress);
    }),
    server.onDidStop(() => {
      for (const panel of open.values()) panel.lose();
    }),
  );
  return {
    show(options) {
      let panel = open.get(options.key);
      if (!panel) {
        const [beside] = open.values();
        panel = new Panel(extensionUri, server, early, beside?.column, () => open.delete(options.key));
        open.set(options.key, panel);
      }
      panel.show(options);
      return panel;
    },
    get active() {
      return [...open.values()].find(panel => panel.active);
    },
    dispose() {
      subscriptions.dispose();
      for (const panel of [...open.values()]) panel.dispose();
    },
  };
}

class Panel implements ResultsPanel {
  run: RunId | undefined;
  private last: RunProgress | undefined;
  private options: ResultsOptions | undefined;
  private disposed = false;
  private readonly webview: vscode.WebviewPanel;
  private readonly server: RunServer;
  private readonly early: Map<RunId, RunProgress>;

  constructor(
    extensionUri: vscode.Uri,
    server: RunServer,
    early: Map<RunId, RunProgress>,
    column: vscode.ViewColumn | undefined,
    closed: () => void,
  ) {
    this.server = server;
    this.early = early;
    this.webview = vscode.window.createWebviewPanel(
      'salesforceWorkbench.results',
      vscode.l10n.t('Query results'),
      { viewColumn: column ?? vscode.ViewColumn.Beside, preserveFocus: true },
      {
        enableScripts: true,
        retainContextWhenHidden: true,
        localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
      },
    );
    this.webview.iconPath = new vscode.ThemeIcon('table');
    this.webview.webview.onDidReceiveMessage((message: ToPanel) => void this.receive(message));
    this.webview.onDidDispose(() => {
      this.disposed = true;
      closed();
      this.free();
    });
    this.webview.webview.html = pageHtml(this.webview.webview, extensionUri);
  }

  /** Where the user keeps it. */
  get column(): vscode.ViewColumn | undefined {
    return this.webview.viewColumn;
  }

  get active(): boolean {
    return this.webview.active;
  }

  exportRows(): Promise<void> {
    return exportRows(this.server, this.last, this.options?.source ?? '');
  }

  show(options: ResultsOptions): void {
    this.options = options;
    this.webview.title = vscode.l10n.t('Results: {0}', options.source);
    this.webview.reveal(undefined, true);
  }

  follow(run: RunId): void {
    this.free();
    this.run = run;
    // The user may have closed the panel while the run was starting.
    if (this.disposed) {
      this.free();
      return;
    }
    this.last = undefined;
    const progress = this.early.get(run);
    this.early.clear();
    this.progress(progress ?? { run, state: 'running', rows: 0, totalSize: 0, pages: 0, calls: 0, elapsedMs: 0 });
  }

  fail(message: string, nextStep?: string): void {
    this.free();
    const error = { code: 'NOT_STARTED', message, ...(nextStep === undefined ? {} : { nextStep }) };
    this.progress({ run: '', state: 'failed', rows: 0, totalSize: 0, pages: 0, calls: 0, elapsedMs: 0, error });
  }

  /** The rows went with the server that had them. */
  lose(): void {
    if (this.run === undefined || this.last === undefined) return;
    this.run = undefined;
    const message = vscode.l10n.t('The language server stopped, and the rows of this query with it. Run it again.');
    const error = { code: 'RUNS_ENDED', message, nextStep: 'retry' };
    this.progress({ ...this.last, state: 'failed', rows: 0, totalSize: 0, error });
  }

  progress(progress: RunProgress): void {
    this.last = progress;
    this.post({ type: 'progress', progress });
  }

  dispose(): void {
    this.webview.dispose();
  }

  private post(message: ToPage): void {
    if (this.disposed) return;
    // A false answer means that the page is gone or not there yet; `ready` brings it up to date.
    this.webview.webview.postMessage(message).then(undefined, () => {});
  }

  private free(): void {
    const run = this.run;
    this.run = undefined;
    if (run === undefined) return;
    // The server may be gone as well, and its rows with it.
    this.server.request(closeRun, { run }).catch(() => {});
  }

  private async receive(message: ToPanel): Promise<void> {
    const request = message.type === 'window' ? { request: message.request } : {};
    try {
      await this.handle(message);
    } catch (error) {
      this.post({ type: 'failed', ...request, message: error instanceof Error ? error.message : String(error) });
    }
  }

  private async handle(message: ToPanel): Promise<void> {
    const run = this.run;
    switch (message.type) {
      case 'ready':
        if (this.last) this.post({ type: 'progress', progress: this.last });
        return;
      case 'nextStep':
        this.options?.nextStep(message.step);
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return;
      case 'export':
        await vscode.commands.executeCommand('salesforceWorkbench.exportRows');
        return;
      case 'cancel':
        if (run !== undefined) await this.server.request(cancelRun, { run });
        return;
      case 'window': {
        if (run === undefined) return this.post({ type: 'rows', request: message.request, rows: [] });
        const { rows } = await this.server.request(rowWindow, { run, start: message.start, end: message.end });
        return this.post({ type: 'rows', request: message.request, rows });
      }
      case 'sort': {
        if (run === undefined) return;
        const order = {
          ...(message.column === undefined ? {} : { column: message.column }),
          descending: message.descending,
        };
        const { column, descending } = message;
        await this.server.request(arrangeRun, { run, ...(column !== undefined && { sort: { column, descending } }) });
        if (run !== this.run) return;
        return this.post({ type: 'sorted', ...order });
      }
      default:
        message satisfies never;
    }
  }
}
