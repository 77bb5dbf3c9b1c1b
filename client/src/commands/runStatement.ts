// Running statements of a file, and cancelling them.
import path from 'node:path';
import * as vscode from 'vscode';
import {
  cancelRun,
  listStatements,
  type RunId,
  type RunStatementItem,
  runProgress,
  startRun,
} from '../../../server/src/protocol/runs.ts';
import type { RunRecorder } from '../history/recorder.ts';
import { setContextKey } from '../host/contextKeys.ts';
import { stepFor } from '../host/nextSteps.ts';
import { type NextStep, problemOf } from '../host/problem.ts';
import { settings } from '../host/settings.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ConnectedOrg, OrgRegistry } from '../orgs/registry.ts';
import type { Results, ResultsOptions, ResultsPanel, ResultsState } from '../results/results.ts';
import { askBinds } from './askBinds.ts';
import { copyRequest } from './copyRequest.ts';
import { orgOf } from './fileOrg.ts';
import { openRecord } from './openRecord.ts';
import { queryPlace } from './queryPlace.ts';
import type { Register } from './report.ts';
import { registerResultCommands, resultsOnDemand } from './results.ts';

export interface Ports {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri' | 'subscriptions' | 'workspaceState'>;
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly recorder: Pick<RunRecorder, 'note'>;
}

/** A stretch of a document; both ends the same: the statement there. */
export interface Place {
  readonly document: vscode.TextDocument;
  readonly start: number;
  readonly end: number;
}

export function registerRunCommands(register: Register, ports: Ports): void {
  const running = trackRuns(ports.service);
  const results = resultsOnDemand(ports, state => restored(ports, state));
  registerResultCommands(register, results);
  // `uri` and `offset` come from the lens; without them the selection or the caret of the active editor decides.
  register('runStatement', async (uri?: string, offset?: number) =>
    runAll(ports, await results(), await placeOf(uri, offset)),
  );
  register('runFile', async () => {
    const { document } = await placeOf();
    return runAll(ports, await results(), { document, start: 0, end: document.getText().length });
  });
  register('exportRows', async () => {
    const open = await results();
    return open.active ? open.active.exportRows() : exportQuery(ports, open, await placeOf());
  });
  register('copyRequest', async (uri?: string, offset?: number) => copyRequest(ports, await placeOf(uri, offset)));
  register('cancelRun', async () => {
    const newest = [...running].at(-1);
    if (newest) await ports.service.request(cancelRun, { run: newest });
  });
}

/** The statements of the stretch, one after the other started; each has a tab. */
async function runAll(ports: Ports, results: Results, { document, start, end }: Place): Promise<void> {
  const uri = document.uri.toString();
  const { statements } = await ports.service.request(listStatements, { uri, start, end });
  const [first, ...others] = statements;
  for (const statement of [first ?? nothing(start), ...others]) {
    if (!(await run(ports, results, document, statement, askAbove()))) return;
  }
}

/** Runs the statement until it is known how many rows it has, which decides how they are exported. */
async function exportQuery(ports: Ports, results: Results, { document, start }: Place): Promise<void> {
  const uri = document.uri.toString();
  const { statements } = await ports.service.request(listStatements, { uri, start, end: start });
  const statement = statements[0] ?? nothing(start);
  const panel = await run(ports, results, document, statement, { askAbove: settings.bulk().threshold });
  const last = await panel?.settled();
  // Why it failed stands in its tab.
  if (last && (last.state !== 'failed' || last.rows > 0)) await panel?.exportRows();
}

const nothing = (offset: number): RunStatementItem => ({ offset, index: 0, name: '', text: '' });

/** Undefined where the user gave up. */
async function run(
  ports: Ports,
  results: Results,
  document: vscode.TextDocument,
  statement: RunStatementItem,
  pausing: { readonly askAbove?: number },
): Promise<ResultsPanel | undefined> {
  const { context, service } = ports;
  const org = await orgOf(ports, document);
  const uri = document.uri.toString();
  const place = { org: org.key, uri, offset: statement.offset };
  const binds = await askBinds(service, context.workspaceState, place);
  if (!binds) return undefined;
  const state = stateOf(document, statement);
  const options = optionsOf(ports, state, org);
  const panel = results.show(options);
  try {
    const started = await service.request(startRun, { ...place, binds, ...pausing });
    panel.follow(started.run, options);
    ports.recorder.note(started.run, org, document, statement);
  } catch (error) {
    const problem = problemOf(error);
    if (problem) panel.fail(problem.message, problem.nextStep);
  }
  return panel;
}

function askAbove(): { askAbove?: number } {
  const rows = settings.askAboveRows();
  return rows > 0 ? { askAbove: rows } : {};
}

function stateOf({ uri }: vscode.TextDocument, { index, offset, name }: RunStatementItem): ResultsState {
  const file = path.posix.basename(uri.path);
  const source = index === 0 || name === '' ? file : `${file}: ${name}`;
  return { key: `${uri}#${index}`, source, uri: uri.toString(), offset };
}

function optionsOf(ports: Ports, state: ResultsState, org: ConnectedOrg | undefined): ResultsOptions {
  return {
    ...state,
    org,
    nextStep: step => void takeStep(ports.registry, step, state),
    openRecord: (id, browser) => void openRecord(org ?? ports.registry.active, id, browser),
  };
}

function restored(ports: Ports, state: ResultsState): ResultsOptions {
  return optionsOf(ports, state, undefined);
}

/** The statement of the lens, else what is selected in the active editor, else the statement at the caret. */
async function placeOf(uri?: string, offset?: number): Promise<Place> {
  const editor = vscode.window.activeTextEditor;
  if (uri === undefined && editor) {
    const { document, selection } = editor;
    return { document, start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  }
  const place = await queryPlace(uri, offset);
  return { document: place.document, start: place.offset, end: place.offset };
}

/** Steps that take away what has stopped the query: it runs again after them. */
const OPENING: readonly string[] = ['startLocalOrg', 'useReservedCalls', 'signIn'] satisfies NextStep[];

async function takeStep(registry: OrgRegistry, name: string, { uri, offset }: ResultsState): Promise<void> {
  const again = { command: 'salesforceWorkbench.runStatement', arguments: [uri, offset] };
  const step = stepFor(name as NextStep, again);
  if (step) await vscode.commands.executeCommand(step.command, ...(step.arguments ?? []));
  else await vscode.window.showTextDocument(vscode.Uri.parse(uri));
  const isGivenUp = name === 'signIn' && registry.orgs.some(({ signedOut }) => signedOut);
  if (OPENING.includes(name) && !isGivenUp) await vscode.commands.executeCommand(again.command, ...again.arguments);
}

/** The runs under way in this window, oldest first. */
function trackRuns(service: LanguageService): ReadonlySet<RunId> {
  const running = new Set<RunId>();
  service.onNotification(runProgress, ({ run, state }) => {
    const before = running.size;
    if (state === 'running') running.add(run);
    else running.delete(run);
    if (before > 0 !== running.size > 0) setContextKey('running', running.size > 0);
  });
  service.onDidStop(() => {
    running.clear();
    setContextKey('running', false);
  });
  return running;
}
