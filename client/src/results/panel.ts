import * as vscode from 'vscode';
import { cancelRun, closeRun, type RunId, type RunProgress, resumeRun } from '../../../server/src/protocol/runs.ts';
import { setContextKey } from '../host/contextKeys.ts';
import { answerPage, type PendingAnswers } from './answers.ts';
import { exportRows } from './exportRows.ts';
import { pageHtml } from './html.ts';
import type { PendingChanges } from './page/edit/pendingEdits.ts';
import type { PageCommand, ToPage, ToPanel } from './page/messages.ts';
import { showJson } from './rawJson.ts';
import type { ResultsOptions, ResultsPanel, RunServer } from './results.ts';
import { optionsOf } from './resultsWebview.ts';
import { type Edits, type KeptTab, type Shown, withChanges } from './unsaved.ts';
import { lostProgress, mayHaveRows, nothing } from './withoutRows.ts';

export interface PanelParts {
  readonly webview: vscode.WebviewPanel;
  readonly extensionUri: vscode.Uri;
  readonly server: RunServer;
  /** Progress that came before the answer of `runs/start`. */
  readonly early: Map<RunId, RunProgress>;
  /** `kept`: what the tab takes along, where there are changes that are not saved. Its run is not closed then. */
  readonly closed: (kept: KeptTab | undefined) => void;
  /** Another run takes the tab, and changes were made after it was chosen. */
  readonly replaced: (kept: KeptTab) => void;
}

/** One tab: the host's side of the page. */
export class Panel implements ResultsPanel {
  run: RunId | undefined;
  options: ResultsOptions;
  pinned = false;
  private edits: Edits = new Map();
  /** Somebody is typing in a cell. */
  private cellIsOpen = false;
  /** Whose rows are shown, of the objects that a search has found. */
  private object: string | undefined;
  private shown: Shown | undefined;
  /** What another run has taken the place of: a last change of it may still be on its way. */
  private before: { readonly shown: Shown; readonly last: RunProgress } | undefined;
  private last: RunProgress | undefined;
  private disposed = false;
  private readonly waiting: ((last: RunProgress | undefined) => void)[] = [];
  private readonly parts: PanelParts;
  private readonly pending: PendingAnswers = new Map();

  constructor(parts: PanelParts, options: ResultsOptions) {
    this.parts = parts;
    this.options = options;
    const { webview, extensionUri, closed } = parts;
    webview.iconPath = new vscode.ThemeIcon('table');
    webview.webview.options = optionsOf(extensionUri);
    webview.webview.onDidReceiveMessage((message: ToPanel) => void this.receive(message));
    webview.onDidChangeViewState(() => this.tellOffers());
    webview.onDidDispose(() => {
      this.disposed = true;
      closed(this.kept());
      for (const resolve of this.waiting.splice(0)) resolve(undefined);
      this.free();
    });
    webview.webview.html = pageHtml(webview.webview, extensionUri);
  }

  /** Where the user keeps it. */
  get column(): vscode.ViewColumn | undefined {
    return this.parts.webview.viewColumn;
  }

  get active(): boolean {
    return this.parts.webview.active;
  }

  /** Whether another run of the statement may show here without any change being lost. */
  isFreeFor(options: ResultsOptions): boolean {
    if (options.key !== this.options.key || this.pinned || this.cellIsOpen) return false;
    return this.edits.size === 0 || this.goesOnWith(options);
  }

  exportRows(): Promise<void> {
    return exportRows(this.parts.server, this.last, this.options.source, this.object);
  }

  settled(): Promise<RunProgress | undefined> {
    const { last, disposed } = this;
    if (disposed || (last && last.state !== 'running')) return Promise.resolve(last);
    return new Promise(resolve => this.waiting.push(resolve));
  }

  showJson(): Promise<void> {
    return showJson(this.parts.server, this.last, this.options.source);
  }

  command(command: PageCommand): void {
    this.post({ type: 'do', command });
  }

  pin(pinned: boolean): void {
    this.pinned = pinned;
    this.parts.webview.iconPath = new vscode.ThemeIcon(pinned ? 'pinned' : 'table');
    this.tellOffers();
  }

  show(options: ResultsOptions, reveal = true): void {
    this.options = options;
    this.tellTitle();
    this.remember();
    if (reveal) this.parts.webview.reveal(undefined, true);
  }

  /** Goes on where a closed tab ended. */
  take({ run, last, edits, shown }: KeptTab): void {
    this.run = run;
    this.shown = shown;
    this.edits = edits;
    this.tellTitle();
    // The page is not there yet: `ready` brings it up to date.
    this.last = last;
  }

  follow(run: RunId, options: ResultsOptions): void {
    // Changes of rows that went with the server are those of the same rows, which come again.
    const edits = this.goesOnWith(options) ? this.edits : undefined;
    if (edits) this.edits = new Map();
    this.leave();
    this.run = run;
    this.shown = { run, options };
    if (edits) this.edits = edits;
    // The user may have closed the panel while the run was starting.
    if (this.disposed) {
      this.free();
      return;
    }
    this.last = undefined;
    const { early } = this.parts;
    const progress = early.get(run);
    early.clear();
    this.progress(progress ?? { run, state: 'running', ...nothing });
    this.restoreEdits();
  }

  fail(message: string, nextStep?: string): void {
    const step = nextStep === undefined ? {} : { nextStep };
    // The next try goes on with them.
    if (this.isLost && this.last && this.edits.size > 0) {
      this.progress({ ...this.last, error: { code: 'RUNS_ENDED', message, ...step } });
      return;
    }
    this.leave();
    this.progress({ run: '', state: 'failed', ...nothing, error: { code: 'NOT_STARTED', message, ...step } });
  }

  /** The rows went with the server that had them. */
  lose(): void {
    if (this.run === undefined || this.last === undefined) return;
    this.run = undefined;
    this.progress(lostProgress(this.last));
  }

  progress(progress: RunProgress): void {
    const mayChange = mayHaveRows(this.last) !== mayHaveRows(progress);
    this.last = progress;
    if (mayChange) this.tellOffers();
    this.post({ type: 'progress', progress });
    if (progress.state !== 'running') for (const resolve of this.waiting.splice(0)) resolve(progress);
  }

  dispose(): void {
    this.parts.webview.dispose();
  }

  /** With the sign of unsaved files where there are changes. */
  private tellTitle(): void {
    if (this.disposed) return;
    const title = vscode.l10n.t('Results: {0}', this.options.source);
    this.parts.webview.title = this.edits.size > 0 ? `● ${title}` : title;
    this.tellOffers();
  }

  private get isLost(): boolean {
    return this.shown !== undefined && this.run === undefined;
  }

  private goesOnWith(options: ResultsOptions): boolean {
    return this.isLost && options.org !== undefined && options.org.key === this.shown?.options.org?.key;
  }

  /** Takes run and changes out of this tab, where there are changes. */
  private kept(): KeptTab | undefined {
    const { run, last, shown, edits } = this;
    if (!last || !shown || edits.size === 0) return undefined;
    this.run = undefined;
    return { run, last, shown, edits };
  }

  /** Another run takes the place of the one that is shown. */
  private leave(): void {
    const { shown, last } = this;
    this.before = shown && last && { shown, last };
    const kept = this.kept();
    this.edits = new Map();
    this.cellIsOpen = false;
    this.object = undefined;
    this.tellTitle();
    if (kept) this.parts.replaced(kept);
    this.free();
    this.shown = undefined;
  }

  private changed(run: RunId, changes: PendingChanges): void {
    if (run === this.shown?.run) {
      this.edits = withChanges(this.edits, changes);
      this.tellTitle();
      this.remember();
    } else if (run === this.before?.shown.run && changes.changed.length > 0)
      this.parts.replaced({ ...this.before, run: undefined, edits: withChanges(new Map(), changes) });
  }

  private restoreEdits(): void {
    const records = [...this.edits.values()];
    this.tellTitle();
    if (records.length > 0) this.post({ type: 'restoreEdits', records, org: this.shown?.options.org?.name });
  }

  /** For what the palette and the title bar offer. Changes that are pending may outlive the rows. */
  private tellOffers(): void {
    if (!this.parts.webview.visible) return;
    setContextKey('resultPinned', this.pinned);
    setContextKey('resultHasChanges', this.edits.size > 0);
    setContextKey('resultIsLocal', this.shown?.options.org?.kind === 'local');
    setContextKey('resultHasRows', mayHaveRows(this.last) || this.edits.size > 0);
  }

  private remember(): void {
    const { key, source, uri, offset } = this.options;
    const unsaved = this.edits.size;
    this.post({ type: 'remember', state: { key, source, uri, offset, ...(unsaved > 0 && { unsaved }) } });
  }

  private post(message: ToPage): void {
    if (this.disposed) return;
    // A false answer means that the page is gone or not there yet; `ready` brings it up to date.
    this.parts.webview.webview.postMessage(message).then(undefined, () => {});
  }

  private free(): void {
    const run = this.run;
    this.run = undefined;
    if (run === undefined) return;
    // The server may be gone as well, and its rows with it.
    this.parts.server.request(closeRun, { run }).catch(() => {});
  }

  private async receive(message: ToPanel): Promise<void> {
    const request = message.type === 'ask' ? { request: message.request } : {};
    try {
      await this.handle(message);
    } catch (error) {
      this.post({ type: 'failed', ...request, message: error instanceof Error ? error.message : String(error) });
    }
  }

  private async handle(message: ToPanel): Promise<void> {
    const { server } = this.parts;
    switch (message.type) {
      case 'ready':
        this.remember();
        if (this.last) this.post({ type: 'progress', progress: this.last });
        return this.restoreEdits();
      case 'ask': {
        const { request, run, question, asked } = message;
        // The page may still show the run before, which can be of another org: nothing is written there then.
        const org = run === this.shown?.run ? this.shown.options.org : undefined;
        const answer = await answerPage({ server, pending: this.pending, run, org }, question, asked as never);
        return this.post({ type: 'answer', request, answer });
      }
      case 'openRecord':
        return (this.shown ?? this).options.openRecord(message.id, message.browser);
      case 'nextStep':
        return this.options.nextStep(message.step);
      case 'edits':
        return this.changed(message.run, message);
      case 'cell':
        this.cellIsOpen = message.open;
        return;
      case 'object':
        this.object = message.name;
        return;
      case 'export':
        await vscode.commands.executeCommand('salesforceWorkbench.exportRows');
        return;
      case 'resume':
        if (this.run !== undefined) await server.request(resumeRun, { run: this.run });
        return;
      case 'cancel':
        if (this.run !== undefined) await server.request(cancelRun, { run: this.run });
        return;
      default:
        message satisfies never;
    }
  }
}
