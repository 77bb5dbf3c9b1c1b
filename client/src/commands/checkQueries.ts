// Checks every query file of the workspace against an org, and lists what is wrong in the Problems view.
import * as vscode from 'vscode';
import { checkQueries, type QueryProblem } from '../../../server/src/protocol/checks.ts';
import { ProblemError } from '../host/problem.ts';
import { whileWaiting } from '../host/progress.ts';
import type { LanguageService } from '../languageClient/service.ts';
import { kindLabel } from '../orgs/orgLabel.ts';
import type { ConnectedOrg, OrgRegistry } from '../orgs/registry.ts';
import { requireOrg } from './activeOrg.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly subscriptions: vscode.Disposable[];
}

interface Outcome {
  readonly files: number;
  readonly problems: number;
  readonly cancelled: boolean;
}

export function registerCheckQueries(register: Register, ports: Ports): void {
  const found = vscode.languages.createDiagnosticCollection('soql-workspace');
  const forget = (uri: vscode.Uri) => found.delete(uri);
  ports.subscriptions.push(
    found,
    // An open query has problems of its own, which follow what is typed.
    vscode.workspace.onDidOpenTextDocument(({ uri }) => forget(uri)),
    vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach(forget)),
  );
  register('checkQueries', async () => {
    const org = await chooseOrg(ports.registry);
    if (!org) return;
    const files = await queryFiles();
    if (files.length === 0) {
      const message = vscode.l10n.t('This workspace has no .soql or .sosl files. Save a query in one first.');
      throw new ProblemError({ code: 'NO_QUERY_FILES', message });
    }
    const outcome = await check(ports, org, files, found);
    void tell(outcome, org);
  });
}

/** The file system of a virtual workspace may be slow to search, or never answer: the user may give up. */
const queryFiles = () =>
  whileWaiting(vscode.l10n.t('Looking for query files'), token => {
    const cancelled = new Promise<never>((_, reject) =>
      token.onCancellationRequested(() => reject(new vscode.CancellationError())),
    );
    const found = vscode.workspace.findFiles('**/*.{soql,sosl}', '**/node_modules/**', undefined, token);
    return Promise.race([found, cancelled]);
  });

/** With several orgs the user chooses: queries are often checked against the org that they will run in next. */
async function chooseOrg(registry: OrgRegistry): Promise<ConnectedOrg | undefined> {
  const active = await requireOrg(registry);
  if (registry.orgs.length === 1) return active;
  const items = registry.orgs.map(org => ({ org, label: org.name, description: kindLabel(org.kind, vscode.l10n) }));
  const title = vscode.l10n.t('Check the queries against which org?');
  return (await vscode.window.showQuickPick(items, { title }))?.org;
}

function check(
  { service, registry }: Ports,
  org: ConnectedOrg,
  files: readonly vscode.Uri[],
  found: vscode.DiagnosticCollection,
): Thenable<Outcome> {
  const title = vscode.l10n.t('Checking queries against {0}', org.name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  found.clear();
  return vscode.window.withProgress(options, async (progress, token) => {
    let [checked, problems] = [0, 0];
    for (const uri of files) {
      if (token.isCancellationRequested) break;
      progress.report({ message: vscode.workspace.asRelativePath(uri), increment: 100 / files.length });
      const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
      const text = open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      const answer = await service.request(checkQueries, { org: org.key, text }, token);
      const worth = answer.problems.filter(({ severity }) => severity !== 'hint');
      // What is open shows the problems of the active org already.
      if (!open || org.key !== registry.active?.key) found.set(uri, worth.map(toDiagnostic));
      checked++;
      problems += worth.length;
    }
    return { files: checked, problems, cancelled: checked < files.length };
  });
}

async function tell({ files, problems, cancelled }: Outcome, org: ConnectedOrg): Promise<void> {
  const show = vscode.l10n.t('Show problems');
  const counts = [vscode.l10n.t('query files: {0}', files), vscode.l10n.t('problems: {0}', problems)].join(', ');
  const message = cancelled
    ? vscode.l10n.t('The check against {0} was stopped; so far {1}.', org.name, counts)
    : problems === 0
      ? vscode.l10n.t('The queries fit {0}; {1}.', org.name, counts)
      : vscode.l10n.t('Not all queries fit {0}; {1}.', org.name, counts);
  const chosen =
    problems > 0
      ? await vscode.window.showWarningMessage(message, show)
      : await vscode.window.showInformationMessage(message);
  if (chosen === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}

function toDiagnostic({ start, end, message, severity, code, page }: QueryProblem): vscode.Diagnostic {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const { Error: Fault, Warning } = vscode.DiagnosticSeverity;
  const diagnostic = new vscode.Diagnostic(range, message, severity === 'error' ? Fault : Warning);
  diagnostic.source = 'SOQL';
  diagnostic.code = page ? { value: code, target: vscode.Uri.parse(page) } : code;
  return diagnostic;
}
