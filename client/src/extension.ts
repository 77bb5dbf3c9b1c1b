// The entry point. It registers everything and starts nothing: sessions are read, the server and the local org are
// started, and the larger libraries are loaded when they are first needed.
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { requestPolicy } from '../../server/src/protocol/limits.ts';
import { orgsChanged } from '../../server/src/protocol/orgs.ts';
import { schemaAsking } from '../../server/src/protocol/schema.ts';
import { createFlows } from './auth/flows/flows.ts';
import { PROVIDER_ID, SalesforceAuthenticationProvider } from './auth/provider.ts';
import { createRefreshLock } from './auth/refreshLock.ts';
import { createSessionStore } from './auth/sessionStore.ts';
import { createSignIn } from './auth/signIn.ts';
import { createTokenService, type TokenService } from './auth/tokenService.ts';
import { createUriRedirects } from './auth/uriRedirect.ts';
import { createMappingEditors } from './bulk/mappingEditors.ts';
import { createMappingMemory } from './bulk/mappingMemory.ts';
import { registerBulkCommands } from './commands/bulk.ts';
import { registerCheckQueries } from './commands/checkQueries.ts';
import { registerDiagnose } from './commands/diagnose.ts';
import { registerExplain } from './commands/explainStatement.ts';
import { registerExternalClientApp } from './commands/externalClientApp.ts';
import { registerFileOrg } from './commands/fileOrg.ts';
import { followJobs } from './commands/jobEnds.ts';
import { registerJobCommands } from './commands/jobs.ts';
import { registerLimitCommands } from './commands/limits.ts';
import { registerLocalOrgCommands } from './commands/localOrg.ts';
import { registerNewQuery } from './commands/newQuery.ts';
import { registerObjectCommands } from './commands/objects.ts';
import { registerOrgCommands } from './commands/orgs.ts';
import { registerQueryHistory } from './commands/queryHistory.ts';
import { registerRecordCommands } from './commands/records.ts';
import { registerRelatedRecords } from './commands/relatedRecords.ts';
import { createRegister, createReporter } from './commands/report.ts';
import { registerRunCommands } from './commands/runStatement.ts';
import { registerSavedQueries } from './commands/savedQueries.ts';
import { registerSupportCommands } from './commands/support.ts';
import { registerViewCommands } from './commands/views.ts';
import { registerWhatNow } from './commands/whatNow.ts';
import { createQueryHistory } from './history/history.ts';
import { createRunRecorder } from './history/recorder.ts';
import { setContextKey } from './host/contextKeys.ts';
import { createLog } from './host/log.ts';
import { settleOtherSoqlExtension } from './host/otherSoqlExtension.ts';
import { ProblemError } from './host/problem.ts';
import { onSettingChanged, proxySettings, settings } from './host/settings.ts';
import { createTextDocuments } from './host/textDocuments.ts';
import { startServer } from './languageClient/serverProcess.ts';
import { createLanguageService, type LanguageService, type ServiceOptions } from './languageClient/service.ts';
import { createApiUsages } from './orgs/apiUsages.ts';
import { followHeldBack } from './orgs/heldBack.ts';
import { createLocalOrg, type LocalOrg } from './orgs/localOrg.ts';
import { readCliConfig } from './orgs/projectOrg.ts';
import { type ConnectedOrg, createOrgRegistry, type OrgRegistry } from './orgs/registry.ts';
import { createStatusBar } from './orgs/statusBar.ts';
import { registerViews } from './views/views.ts';

/** What other extensions, and the bench, get from `exports`. */
export interface Exports {
  /** Time that activation took, in milliseconds. */
  readonly activationMs: number;
}

type OnError = (error: unknown) => void;

export function activate(context: vscode.ExtensionContext): Exports {
  const start = performance.now();
  const log = createLog();
  const reporter = createReporter(log);
  const onError = (error: unknown) => void reporter.report(error);
  const localOrg = localOrgOf(context);
  const store = createSessionStore(context.secrets);
  const redirects = createUriRedirects(context.extension.id, () => onError(strayRedirect()));
  const flows = createFlows(localOrg, redirects);
  const signIn = createSignIn(flows, store);
  const provider = new SalesforceAuthenticationProvider({ store, flows, signIn, log, onError });
  const lock = createRefreshLock({ dir: path.join(context.globalStorageUri.fsPath, 'sessions'), store });
  const tokens = createTokenService({ store, lock, flows, onSignedOut: onError, words: vscode.l10n });
  const { workspaceState, subscriptions } = context;
  const registry = createOrgRegistry({
    store,
    workspaceState,
    apiVersion: settings.apiVersion,
    orgSetting: settings.org,
    cliConfig,
    onError,
  });
  const service = createLanguageService(
    () => startServer(context.asAbsolutePath('dist/server.cjs'), cacheDirOf(context)),
    () => serviceOptions(context, log, registry, tokens),
  );
  const views = registerViews(service, registry, context.globalState);
  const usages = createApiUsages(service);
  const statusBar = createStatusBar(registry, usages);
  const history = createQueryHistory(path.join(context.globalStorageUri.fsPath, 'history'), settings.historySize);
  const recorder = createRunRecorder(service, history, onError);

  const texts = createTextDocuments();
  const editors = createMappingEditors({ extensionUri: context.extensionUri, service, registry });
  const memory = createMappingMemory(path.join(context.globalStorageUri.fsPath, 'mappings'));
  const register = createRegister(subscriptions, reporter);
  registerOrgCommands(register, { signIn, store, registry, provider, reveal: views.reveal });
  registerExternalClientApp(register, { extensionId: context.extension.id, redirects, registry });
  registerLocalOrgCommands(register, {
    localOrg,
    store,
    clipboard: vscode.env.clipboard,
    onStarted: views.redraw,
  });
  registerFileOrg(register, { service, registry });
  registerBulkCommands(register, { context, service, registry, editors, memory });
  registerJobCommands(register, { service, registry, texts, ...views });
  followJobs({ context, service });
  registerRunCommands(register, { context, service, registry, recorder });
  registerQueryHistory(register, { history, registry });
  registerSavedQueries(register, { service, ...views });
  registerRecordCommands(register, { service, registry, onError, subscriptions });
  registerRelatedRecords(register, { registry, ...views });
  registerNewQuery(register, { registry, ...views });
  registerExplain(register, { context, service, registry });
  registerViewCommands(register, { service, registry, ...views });
  registerCheckQueries(register, { service, registry, subscriptions });
  registerLimitCommands(register, views);
  registerObjectCommands(register, { service, registry, ...views, extensionUri: context.extensionUri });
  registerSupportCommands(register, { log, service, registry, usages });
  registerDiagnose(register, { context, service, registry, reporter, texts });
  registerWhatNow(register, registry);

  subscriptions.push(
    localOrg,
    redirects,
    store,
    provider,
    registry,
    views,
    texts,
    editors,
    statusBar,
    usages,
    followHeldBack(usages, registry),
    recorder,
    vscode.authentication.registerAuthenticationProvider(PROVIDER_ID, 'Salesforce', provider, {
      supportsMultipleAccounts: true,
    }),
    service.onNotification(schemaAsking, ({ org, pending }) => statusBar.showAsking(org, pending)),
    onSettingChanged('api.warnAtPercent', statusBar.redraw),
    onSettingChanged('api', () => void service.notify(requestPolicy, settings.requestPolicy())),
    onSettingChanged('history.size', () => history.trim().catch(onError)),
    onSettingChanged('org', () => registry.followSetting().catch(onError)),
    onCliConfigChanged(() => registry.reload().catch(onError)),
    onSettingChanged('api.version', () => registry.reload().catch(onError)),
    onSettingChanged('api.versionByOrg', () => registry.reload().catch(onError)),
    { dispose: () => service.stop() },
  );
  followOrgs(registry, service, subscriptions);
  registry
    .reload()
    .then(() => {
      showState(registry);
      // Another window, or `npm start`, may have left it running: then it can be stopped here, and is not started twice.
      return registry.orgs.some(isLocal) ? localOrg.join() : undefined;
    })
    .catch(onError);
  startWithDocuments(service, context, onError);
  return { activationMs: performance.now() - start };
}

/** VS Code hands an address of its own to the window that was used last. */
function strayRedirect(): ProblemError {
  const message = vscode.l10n.t(
    'A sign-in came back to this window, which did not begin it or does not wait for it any more. Connect again here.',
  );
  return new ProblemError({ code: 'STRAY_REDIRECT', message, nextStep: 'connect' });
}

/** One per user and machine; tests name another folder for theirs. */
function localOrgOf(context: vscode.ExtensionContext): LocalOrg {
  return createLocalOrg({
    stateDir: process.env.SALESFORCE_WORKBENCH_LOCAL_ORG || path.join(context.globalStorageUri.fsPath, 'local-org'),
    script: context.asAbsolutePath('dist/localOrg.cjs'),
    onRunningChanged: running => setContextKey('localOrgRunning', running),
  });
}

const cliConfig = () => {
  const { isTrusted, workspaceFolders = [] } = vscode.workspace;
  // A project that the user does not trust has no say in which org this window works with.
  const folders = isTrusted ? workspaceFolders.filter(({ uri }) => uri.scheme === 'file') : [];
  const paths = folders.map(({ uri }) => uri.fsPath);
  return readCliConfig(paths, os.homedir());
};

/** `sf config set target-org` in a folder of the workspace. */
function onCliConfigChanged(act: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/{.sf/config.json,.sfdx/sfdx-config.json}');
  return vscode.Disposable.from(
    watcher,
    vscode.workspace.onDidGrantWorkspaceTrust(act),
    watcher.onDidChange(act),
    watcher.onDidCreate(act),
    watcher.onDidDelete(act),
    vscode.workspace.onDidChangeWorkspaceFolders(act),
  );
}

function serviceOptions(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  registry: OrgRegistry,
  tokens: TokenService,
): ServiceOptions {
  return {
    log,
    token: tokens.accessToken,
    async onReady(connection) {
      await connection.notify(requestPolicy, settings.requestPolicy());
      // A window that has just opened is slow to hand out its secrets: the server starts meanwhile.
      await registry.ready();
      await connection.notify(orgsChanged, orgsOf(registry));
    },
    initializationOptions: () => ({
      embedded: settings.embedded(),
      cacheDir: cacheDirOf(context),
      jobsDir: path.join(context.globalStorageUri.fsPath, 'jobs'),
      resultsDir: path.join(context.globalStorageUri.fsPath, 'results'),
      clientName: 'SalesforceIntegrationWorkbench',
      traceRequests: log.logLevel === vscode.LogLevel.Trace,
      logHttp: settings.logHttp(),
      ...(vscode.l10n.uri && { words: vscode.l10n.uri.fsPath }),
      proxy: proxySettings(),
    }),
  };
}

const cacheDirOf = ({ globalStorageUri }: vscode.ExtensionContext) => path.join(globalStorageUri.fsPath, 'schema');

const orgsOf = ({ orgs, active }: OrgRegistry) => ({ orgs, ...(active && { active: active.key }) });

function followOrgs(registry: OrgRegistry, service: LanguageService, subscriptions: vscode.Disposable[]): void {
  subscriptions.push(
    registry.onDidChange(() => {
      showState(registry);
      void service.notify(orgsChanged, orgsOf(registry));
    }),
  );
}

const isLocal = ({ kind }: ConnectedOrg) => kind === 'local';

function showState({ orgs, active }: OrgRegistry): void {
  setContextKey('activeIsLocal', active?.kind === 'local');
  setContextKey('orgs', orgs.length === 0 ? 'none' : active ? 'active' : 'inactive');
  setContextKey('localOrgConnected', orgs.some(isLocal));
  setContextKey('signedOut', active?.signedOut ?? false);
}

/** The server looks for them closely; it need not start for a file that has none. */
function mayHoldQueries(document: vscode.TextDocument): boolean {
  if (document.languageId === 'apex') return true;
  return /^(type|java)script(react)?$/.test(document.languageId) && /\bsoql\s*`/.test(document.getText());
}

/** The server runs from the first query document on. */
function startWithDocuments(service: LanguageService, context: vscode.ExtensionContext, onError: OnError): void {
  const startFor = (document: vscode.TextDocument) => {
    const { languageId } = document;
    const isQueryFile = languageId === 'soql' || languageId === 'sosl';
    if (!isQueryFile && !(settings.embedded() && mayHoldQueries(document))) return;
    service.start().catch(onError);
    if (isQueryFile) settleOtherSoqlExtension(context.globalState).catch(onError);
  };
  vscode.workspace.textDocuments.forEach(startFor);
  context.subscriptions.push(vscode.workspace.onDidOpenTextDocument(startFor));
}
