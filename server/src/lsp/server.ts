import { config as configureWords } from '@vscode/l10n';
import {
  type Connection,
  createConnection,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  type ServerCapabilities,
} from 'vscode-languageserver/node';
import type { Log } from '../base/log.ts';
import { type Timers, timersOf } from '../base/timers.ts';
import type { ApiUsage, AskToken, Orgs } from '../org/orgs.ts';
import type { InitializationOptions } from '../protocol/initialize.ts';
import type { BulkPort, JobStatus } from '../runs/bulk/port.ts';
import type { RunStatus, RunsPort } from '../runs/port.ts';
import { askTokenOf } from './auth.ts';
import type { Context } from './context.ts';
import { type About, createDispatch } from './dispatch.ts';
import { documentSync, openDocuments } from './documents.ts';
import { explain } from './explain.ts';
import { codeActionProvider, handleActions } from './handlers/actions.ts';
import { handleBulk } from './handlers/bulk.ts';
import { handleChecks } from './handlers/checks.ts';
import { completionProvider, handleCompletion } from './handlers/completion.ts';
import { handleDefinitions, textDocumentContent } from './handlers/definitions.ts';
import { diagnosticProvider, handleDiagnostics } from './handlers/diagnostics.ts';
import { handleExplanations, signatureHelpProvider } from './handlers/explanations.ts';
import { handleFormatting } from './handlers/formatting.ts';
import { handleLimits } from './handlers/limits.ts';
import { handleNames, renameProvider, semanticTokensProvider } from './handlers/names.ts';
import { handleOrgs } from './handlers/orgs.ts';
import { handlePlans } from './handlers/plans.ts';
import { handleRecords } from './handlers/records.ts';
import { handleRuns } from './handlers/runs.ts';
import { handleSchema } from './handlers/schema.ts';
import { handleStructure } from './handlers/structure.ts';
import { registerHostLanguages } from './hostLanguages.ts';
import { connectionLog } from './log.ts';
import { createNotifier } from './notifier.ts';
import { configureNumbers } from './numberText.ts';
import { rememberPlans } from './plans.ts';

/** What the editor's side gives to the services below it. */
export interface Ports {
  readonly options: InitializationOptions;
  readonly log: Log;
  readonly timers: Timers;
  readonly askToken: AskToken;
  readonly onSchemaChange: (org: string) => void;
  readonly onSchemaAsking: (org: string, pending: number) => void;
  readonly onUsage: (org: string, usage: ApiUsage) => void;
  readonly onRunStatus: (status: RunStatus) => void;
  readonly onJobStatus: (status: JobStatus) => void;
}

export interface Services {
  readonly orgs: Orgs;
  readonly runs: RunsPort;
  readonly bulk: BulkPort;
}

/** Speaks with the editor over the channel named on the command line. `build` makes what answers it. */
export function serve(build: (ports: Ports) => Services): void {
  const connection: Connection = createConnection(ProposedFeatures.all);
  const log = connectionLog(connection);
  const timers = timersOf(globalThis);
  const documents = openDocuments(connection);

  connection.onInitialize(({ initializationOptions, capabilities, locale }: InitializeParams): InitializeResult => {
    if (initializationOptions.words) configureWords({ fsPath: initializationOptions.words });
    configureNumbers(locale);
    const explainFor = (org: string | undefined, error: unknown) =>
      explain(error, org !== undefined && orgs.find(org)?.isLocal === true);
    const notifier = createNotifier({ connection, capabilities, timers, log, explainFor });
    const { orgs, runs, bulk } = build({
      options: initializationOptions,
      log,
      timers,
      askToken: askTokenOf(connection),
      ...notifier,
    });
    const orgsOfRuns = new Map<string, string>();
    const orgOfRequest = (about?: About) => about?.org ?? orgsOfRuns.get(about?.run ?? '');
    const dispatch = createDispatch(connection, log, (about, error) => explainFor(orgOfRequest(about), error));
    const plans = rememberPlans();
    const context: Context = {
      connection,
      capabilities,
      dispatch,
      documents,
      orgs,
      runs,
      plans,
      bulk,
      log,
      timers,
      explainFor,
      orgsOfRuns,
    };
    for (const handle of conversations) handle(context);
    handleOrgs(context, notifier.onOrgsChange);
    connection.onShutdown(async () => void (await Promise.all([orgs.close(), runs.stop()])));
    if (initializationOptions.embedded) connection.onInitialized(() => registerHostLanguages(connection, log));
    return { capabilities: serverCapabilities };
  });
  connection.listen();
}

const conversations = [
  handleCompletion,
  handleDiagnostics,
  handleExplanations,
  handleNames,
  handleActions,
  handleFormatting,
  handleDefinitions,
  handleStructure,
  handleSchema,
  handleChecks,
  handleLimits,
  handleRuns,
  handlePlans,
  handleBulk,
  handleRecords,
];

const serverCapabilities: ServerCapabilities = {
  textDocumentSync: documentSync,
  completionProvider,
  diagnosticProvider,
  codeLensProvider: {},
  codeActionProvider,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  hoverProvider: true,
  inlayHintProvider: true,
  definitionProvider: true,
  workspace: { textDocumentContent },
  signatureHelpProvider,
  documentHighlightProvider: true,
  renameProvider,
  semanticTokensProvider,
  selectionRangeProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
};
