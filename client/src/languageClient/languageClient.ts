// vscode-languageclient, wired to our protocol. A bundle of its own: it is parsed when the server is first needed.
import type { ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import {
  CloseAction,
  CodeLensRequest,
  DocumentDiagnosticRequest,
  ErrorAction,
  type ErrorHandler,
  InlayHintRequest,
  LanguageClient,
  LSPErrorCodes,
  ResponseError,
  State,
  type vsdiag,
} from 'vscode-languageclient/node';
import { accessToken } from '../../../server/src/protocol/auth.ts';
import type { InitializationOptions } from '../../../server/src/protocol/initialize.ts';
import type { ErrorData, NotificationMessage, RequestMessage } from '../../../server/src/protocol/message.ts';
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import { problemOf } from '../host/problem.ts';
import { onSettingChanged, settings } from '../host/settings.ts';
import { createCrashPolicy } from './crashes.ts';
import { createTransports, type Transports } from './transports.ts';

export interface ConnectionOptions {
  /** A process of the server that nobody talks to yet. */
  readonly startServer: () => ChildProcess;
  /** Asked for at each start of the server: settings may have changed since the last one. */
  readonly initializationOptions: () => InitializationOptions;
  readonly log: vscode.LogOutputChannel;
  readonly token: (org: OrgKey, rejected?: string) => Promise<{ accessToken: string; instanceUrl: string }>;
  /** Who hears the server's notifications, by method. */
  readonly notifications: ReadonlyMap<string, vscode.EventEmitter<unknown>>;
  /** Each time a server is ready: the first, and those that replace a crashed one. */
  readonly onReady: (connection: Connection) => Promise<void>;
  /** Each time a server has ended, by our wish or by a crash. */
  readonly onStopped: () => void;
}

export interface Connection {
  request<P, R>(message: RequestMessage<P, R>, params: P, token?: vscode.CancellationToken): Promise<R>;
  notify<P>(message: NotificationMessage<P>, params: P): Promise<void>;
  listen(method: string, emitter: vscode.EventEmitter<unknown>): void;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const LANGUAGES = [{ language: 'soql' }, { language: 'sosl' }];

export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const transports = createTransports(options.startServer, options.log);
  // A server that has just started knows no org yet; what is asked for must not overtake the news.
  let prepared: Promise<void> = Promise.resolve();
  const client = createClient(options, transports, () => prepared);
  const switches = [
    onSettingChanged('lens', () => refreshLenses(client)),
    onSettingChanged('diagnostics', () => refreshDiagnostics(client)),
    onSettingChanged('editing', () => refreshDiagnostics(client)),
    onSettingChanged('inlayHints', () => refreshInlayHints(client)),
  ];
  const connection: Connection = {
    async request({ method }, params, token) {
      if (!client.isRunning()) await client.start();
      await prepared;
      // Without a token, undefined would be sent as a second parameter.
      return token ? client.sendRequest(method, params, token) : client.sendRequest(method, params);
    },
    // Where the server has ended, the next one learns from `onReady` how things are.
    notify: ({ method }, params) =>
      client.sendNotification(method, params).catch((error: Error) => options.log.warn(`${method}: ${error.message}`)),
    listen: (method, emitter) => void client.onNotification(method, params => emitter.fire(params)),
    restart: () => client.restart(),
    stop() {
      for (const one of switches) one.dispose();
      return client.dispose();
    },
  };
  client.onRequest(accessToken.method, ({ org, rejected }: { org: OrgKey; rejected?: string }) =>
    options.token(org, rejected).catch((error: unknown) => {
      throw toResponseError(error);
    }),
  );
  for (const [method, emitter] of options.notifications) connection.listen(method, emitter);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped) {
      transports.close();
      options.onStopped();
    }
    if (newState !== State.Running) return;
    prepared = options.onReady(connection).catch((error: Error) => options.log.error(error.message));
  });
  await client.start();
  return connection;
}

function createClient(
  { log, initializationOptions }: ConnectionOptions,
  transports: Transports,
  prepared: () => Promise<void>,
): LanguageClient {
  return new LanguageClient('salesforceWorkbench', 'Salesforce Integration Workbench', transports.open, {
    documentSelector: LANGUAGES,
    diagnosticCollectionName: 'soql',
    outputChannel: log,
    initializationOptions,
    markdown: { isTrusted: { enabledCommands: ['salesforceWorkbench.refreshSchema'] } },
    errorHandler: crashHandler(log),
    middleware: {
      async provideCompletionItem(document, position, context, token, next) {
        if (!settings.editing()) return [];
        await prepared();
        return next(document, position, context, token);
      },
      provideHover: (document, position, token, next) => (settings.editing() ? next(document, position, token) : null),
      provideSignatureHelp: (document, position, context, token, next) =>
        settings.editing() ? next(document, position, context, token) : null,
      provideDocumentFormattingEdits: (document, options, token, next) =>
        settings.editing() ? next(document, options, token) : [],
      provideDiagnostics: async (document, previous, token, next) => shown(await next(document, previous, token)),
      provideInlayHints: (document, range, token, next) => (settings.inlayHints() ? next(document, range, token) : []),
      provideCodeLenses: async (document, token, next) => (await next(document, token))?.filter(isWanted),
    },
  });
}

/** Said once for a series of crashes; one more than is patient with, and the user decides. */
function crashHandler(log: vscode.LogOutputChannel): ErrorHandler {
  const onCrash = createCrashPolicy({ now: Date.now, wait: ms => new Promise(resolve => setTimeout(resolve, ms)) });
  return {
    // What cannot be read or written is followed by the end of the connection.
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    async closed() {
      const answer = await onCrash();
      if (answer.restart && answer.first) void tellRestarted();
      if (!answer.restart) void tellGivenUp();
      log.warn(answer.restart ? 'The language server ended and is started again.' : 'The language server stays down.');
      return { action: answer.restart ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
    },
  };
}

async function tellRestarted(): Promise<void> {
  const openLog = vscode.l10n.t('Open log');
  const message = vscode.l10n.t(
    'The Salesforce language server ended and was started again. Open results keep only the rows that were in view.',
  );
  if (await vscode.window.showWarningMessage(message, openLog))
    await vscode.commands.executeCommand('salesforceWorkbench.openLog');
}

async function tellGivenUp(): Promise<void> {
  const restart = vscode.l10n.t('Start again');
  const message = vscode.l10n.t(
    'The Salesforce language server ended five times in five minutes. Please report it with the log.',
  );
  const chosen = await vscode.window.showErrorMessage(message, restart, vscode.l10n.t('Open log'));
  const command = chosen === restart ? 'restartServer' : 'openLog';
  if (chosen) await vscode.commands.executeCommand(`salesforceWorkbench.${command}`);
}

function shown<R extends vsdiag.DocumentDiagnosticReport | null | undefined>(report: R): R {
  if (!report || !('items' in report)) return report;
  if (!settings.diagnostics() || !settings.editing()) return { ...report, items: [] };
  if (settings.hints()) return report;
  const isProblem = ({ severity }: vscode.Diagnostic) => severity !== vscode.DiagnosticSeverity.Hint;
  return { ...report, items: report.items.filter(isProblem) };
}

/** Each kind of lens has a switch of its own. */
function isWanted({ command }: vscode.CodeLens): boolean {
  switch (command?.command) {
    case 'salesforceWorkbench.chooseFileOrg':
      return settings.orgLens();
    case 'salesforceWorkbench.explainStatement':
      return settings.explainLens();
    case 'salesforceWorkbench.bulkExport':
      return settings.bulkExportLens();
    default:
      return settings.runLens();
  }
}

function refreshDiagnostics(client: LanguageClient): void {
  const feature = client.getFeature(DocumentDiagnosticRequest.method);
  for (const document of vscode.workspace.textDocuments)
    feature.getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
}

function refreshInlayHints(client: LanguageClient): void {
  const feature = client.getFeature(InlayHintRequest.method);
  for (const document of vscode.workspace.textDocuments) feature.getProvider(document)?.onDidChangeInlayHints.fire();
}

function refreshLenses(client: LanguageClient): void {
  const feature = client.getFeature(CodeLensRequest.method);
  for (const document of vscode.workspace.textDocuments)
    feature.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
}

function toResponseError(error: unknown): ResponseError<ErrorData> {
  const problem = problemOf(error) ?? { code: 'CANCELLED', message: 'Cancelled' };
  const data = { code: problem.code, ...('nextStep' in problem && { nextStep: problem.nextStep }) } as ErrorData;
  return new ResponseError(LSPErrorCodes.RequestFailed, problem.message, data);
}
