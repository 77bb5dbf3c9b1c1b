// vscode-languageclient, wired to our protocol. A bundle of its own: it is parsed when the server is first needed.
import * as vscode from 'vscode';
import {
  CodeLensRequest,
  DocumentDiagnosticRequest,
  InlayHintRequest,
  LanguageClient,
  LSPErrorCodes,
  ResponseError,
  State,
  TransportKind,
  type vsdiag,
} from 'vscode-languageclient/node';
import { accessToken } from '../../../server/src/protocol/auth.ts';
import type { InitializationOptions } from '../../../server/src/protocol/initialize.ts';
import type { ErrorData, NotificationMessage, RequestMessage } from '../../../server/src/protocol/message.ts';
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import { problemOf } from '../host/problem.ts';
import { onSettingChanged, settings } from '../host/settings.ts';
import { serverProcess } from './serverProcess.ts';

export interface ConnectionOptions {
  /** The server's bundle. */
  readonly serverModule: string;
  readonly initializationOptions: InitializationOptions;
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
  const client = createClient(options);
  const switches = [
    onSettingChanged('lens', () => refreshLenses(client)),
    onSettingChanged('diagnostics', () => refreshDiagnostics(client)),
    onSettingChanged('inlayHints', () => refreshInlayHints(client)),
  ];
  // A server that has just started knows no org yet; what is asked for must not overtake the news.
  let prepared: Promise<void> = Promise.resolve();
  const connection: Connection = {
    async request({ method }, params, token) {
      if (!client.isRunning()) await client.start();
      await prepared;
      // Without a token, undefined would be sent as a second parameter.
      return token ? client.sendRequest(method, params, token) : client.sendRequest(method, params);
    },
    notify: (message, params) => client.sendNotification(message.method, params),
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
    if (newState === State.Stopped) options.onStopped();
    if (newState !== State.Running) return;
    prepared = options.onReady(connection).catch((error: Error) => options.log.error(error.message));
  });
  await client.start();
  return connection;
}

function createClient({ serverModule, log, initializationOptions }: ConnectionOptions): LanguageClient {
  const options = serverProcess(initializationOptions.cacheDir);
  const server = { module: serverModule, transport: TransportKind.ipc, options };
  const execArgv = [...options.execArgv, '--nolazy', '--inspect=6009'];
  const inspected = { ...server, options: { ...options, execArgv } };
  return new LanguageClient(
    'salesforceWorkbench',
    'Salesforce Integration Workbench',
    { run: server, debug: inspected },
    {
      documentSelector: LANGUAGES,
      diagnosticCollectionName: 'soql',
      outputChannel: log,
      initializationOptions,
      markdown: { isTrusted: { enabledCommands: ['salesforceWorkbench.refreshSchema'] } },
      middleware: {
        provideDiagnostics: async (document, previous, token, next) => shown(await next(document, previous, token)),
        provideInlayHints: (document, range, token, next) =>
          settings.inlayHints() ? next(document, range, token) : [],
        provideCodeLenses: async (document, token, next) => (await next(document, token))?.filter(isWanted),
      },
    },
  );
}

function shown<R extends vsdiag.DocumentDiagnosticReport | null | undefined>(report: R): R {
  if (!report || !('items' in report)) return report;
  if (!settings.diagnostics()) return { ...report, items: [] };
  if (settings.hints()) return report;
  const isProblem = ({ severity }: vscode.Diagnostic) => severity !== vscode.DiagnosticSeverity.Hint;
  return { ...report, items: report.items.filter(isProblem) };
}

/** Lenses about the org have a switch of their own. */
function isWanted({ command }: vscode.CodeLens): boolean {
  return command?.command === 'salesforceWorkbench.chooseFileOrg' ? settings.orgLens() : settings.runLens();
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
