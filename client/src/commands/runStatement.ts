// Running the statement at the caret, cancelling it, and exporting its rows.
import path from 'node:path';
import * as vscode from 'vscode';
import { cancelRun, type RunId, runProgress, startRun } from '../../../server/src/protocol/runs.ts';
import { setContextKey } from '../host/contextKeys.ts';
import { stepFor } from '../host/nextSteps.ts';
import { type NextStep, ProblemError, problemOf } from '../host/problem.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { Results } from '../results/panel.ts';
import { askBinds } from './askBinds.ts';
import { orgOf } from './fileOrg.ts';
import { type QueryPlace, queryPlace } from './queryPlace.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri' | 'subscriptions' | 'workspaceState'>;
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
}

export function registerRunCommands(register: Register, ports: Ports): void {
  const running = trackRuns(ports.service);
  const results = resultsOnDemand(ports);
  // `uri` and `offset` come from the lens; without them the caret of the active editor decides.
  register('runStatement', async (uri?: string, offset?: number) =>
    run(ports, await results(), await queryPlace(uri, offset)),
  );
  register('exportRows', async () => {
    const panel = (await results()).active;
    if (panel) return panel.exportRows();
    throw new ProblemError({ code: 'NO_ROWS', message: vscode.l10n.t('Open a result first, then export its rows.') });
  });
  register('cancelRun', async () => {
    const newest = [...running].at(-1);
    if (newest) await ports.service.request(cancelRun, { run: newest });
  });
}

async function run(ports: Ports, results: Results, { document, offset }: QueryPlace): Promise<void> {
  const { context, service } = ports;
  const org = await orgOf(ports, document);
  const uri = document.uri.toString();
  const place = { org: org.key, uri, offset };
  const binds = await askBinds(service, context.workspaceState, place);
  if (!binds) return;
  const panel = results.show({
    key: uri,
    source: path.posix.basename(document.uri.path),
    nextStep: step => void takeStep(step, document, offset),
  });
  try {
    const started = await service.request(startRun, { ...place, binds });
    panel.follow(started.run);
  } catch (error) {
    const problem = problemOf(error);
    if (problem) panel.fail(problem.message, problem.nextStep);
  }
}

async function takeStep(name: string, document: vscode.TextDocument, offset: number): Promise<void> {
  const again = { command: 'salesforceWorkbench.runStatement', arguments: [document.uri.toString(), offset] };
  const step = stepFor(name as NextStep, again);
  if (step) await vscode.commands.executeCommand(step.command, ...(step.arguments ?? []));
  else await vscode.window.showTextDocument(document);
}

function resultsOnDemand({ context, service }: Ports): () => Promise<Results> {
  let created: Promise<Results> | undefined;
  const create = async () => {
    const { createResults } = await import('../results/panel.ts');
    const results = createResults(context.extensionUri, service);
    context.subscriptions.push(results);
    return results;
  };
  return () => {
    created ??= create();
    return created;
  };
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
