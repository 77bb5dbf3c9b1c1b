// Loading CSV files, exporting by the Bulk API, and what the Jobs view offers.
import path from 'node:path';
import * as vscode from 'vscode';
import {
  actOnJob,
  actOnOrgJob,
  type BulkJobStatus,
  describeOrgJob,
  jobProgress,
  jobResults,
  listJobs,
  startBulkExport,
} from '../../../server/src/protocol/bulk.ts';
import type { MappingEditors } from '../bulk/mappingEditors.ts';
import type { MappingMemory } from '../bulk/mappingMemory.ts';
import type { TextDocuments } from '../bulk/textDocuments.ts';
import { ProblemError } from '../host/problem.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { askFormat, askTarget, bulkFormats } from '../results/exportTarget.ts';
import type { JobsView } from '../views/jobs/jobsView.ts';
import type { JobNode } from '../views/jobs/nodes.ts';
import { requireOrg } from './activeOrg.ts';
import { askBinds } from './askBinds.ts';
import { orgOf } from './fileOrg.ts';
import { queryPlace } from './queryPlace.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState' | 'subscriptions'>;
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly jobs: JobsView;
  readonly texts: TextDocuments;
  readonly editors: MappingEditors;
  readonly memory: MappingMemory;
}

export function registerBulkCommands(register: Register, ports: Ports): void {
  const { service, registry, jobs, editors, memory } = ports;
  register('loadData', async (file?: vscode.Uri) => {
    const { newMapping } = await import('../bulk/newMapping.ts');
    await newMapping({ service, memory, org: await requireOrg(registry) }, file);
  });
  register('checkLoad', async (mapping?: vscode.Uri) => {
    const { checkMapping } = await import('../bulk/runMapping.ts');
    await checkMapping({ service, editors, memory, org: await requireOrg(registry) }, mapping);
  });
  register('startLoad', async (mapping?: vscode.Uri) => {
    const { loadMapping } = await import('../bulk/runMapping.ts');
    await loadMapping({ service, editors, memory, org: await requireOrg(registry) }, mapping);
  });
  // From a lens they say which statement.
  register('bulkExport', (uri?: string, offset?: number) => exportByBulk(ports, uri, offset));
  register('refreshJobs', () => jobs.reload());
  register('abortJob', (node: JobNode) => act(ports, node, 'abort'));
  register('resumeJob', (node: JobNode) => act(ports, node, 'resume'));
  register('retryJob', (node: JobNode) => act(ports, node, 'retry'));
  register('removeJob', (node: JobNode) => act(ports, node, 'remove'));
  register('showJob', (node: JobNode) => showJob(ports, node));
  register('openJobResults', (node: JobNode) => openResults(ports, node.job.id));
  followJobs(ports);
}

async function act({ service, jobs, registry }: Ports, node: JobNode, action: 'abort' | 'resume' | 'retry' | 'remove') {
  if (action === 'retry' && node.kind === 'job' && !(await mayRetry(registry, node.job))) return;
  if (node.kind === 'job') await service.request(actOnJob, { id: node.job.id, action });
  else {
    const { id, kind } = node.job;
    await service.request(actOnOrgJob, { org: node.org, kind, id, action: action === 'remove' ? 'delete' : 'abort' });
  }
  jobs.reload();
}

async function mayRetry(registry: OrgRegistry, job: BulkJobStatus): Promise<boolean> {
  const org = registry.orgs.find(({ key }) => key === job.org);
  // The load itself says that the org is not connected any more.
  if (!org) return true;
  const { confirmAgain } = await import('../bulk/confirmLoad.ts');
  return confirmAgain(org, job);
}

async function showJob({ service, texts }: Ports, node: JobNode): Promise<void> {
  const { id } = node.job;
  const told =
    node.kind === 'job'
      ? node.job
      : (await service.request(describeOrgJob, { org: node.org, kind: node.job.kind, id })).job;
  await texts.show(`${id}.json`, JSON.stringify(told, null, 2));
}

async function openResults({ service }: Ports, id: string): Promise<void> {
  const files = Object.values(await service.request(jobResults, { id }));
  if (files.length === 0) {
    const message = vscode.l10n.t('There are no results here: the job has not ended, or it exported a query.');
    throw new ProblemError({ code: 'NO_RESULTS', message });
  }
  const items = files.map(file => ({ label: path.basename(file), file }));
  const placeHolder = vscode.l10n.t('Rows by what became of them');
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { placeHolder });
  if (chosen) await vscode.window.showTextDocument(vscode.Uri.file(chosen.file));
}

async function exportByBulk({ context, service, registry }: Ports, uri?: string, at?: number): Promise<void> {
  const { document, offset } = await queryPlace(typeof uri === 'string' ? uri : undefined, at);
  const org = await orgOf({ service, registry }, document);
  const place = { org: org.key, uri: document.uri.toString(), offset };
  const binds = await askBinds(service, context.workspaceState, place);
  const format = binds && (await askFormat(bulkFormats()));
  const target = format && (await askTarget(format, path.posix.basename(document.uri.path)));
  if (!target) return;
  await service.request(startBulkExport, { ...place, binds, ...target });
  await vscode.commands.executeCommand('salesforceWorkbench.jobs.focus');
}

const UNFINISHED = 'unfinishedJobs';

/** Tells of each end once, and goes on after a reload of the window with what was unfinished. */
function followJobs(ports: Ports): void {
  const { context, service } = ports;
  const running = new Set<string>();
  const told = new Set<string>();
  context.subscriptions.push(
    service.onNotification(jobProgress, job => {
      const isOver = job.endedAt !== undefined || job.state === 'stopped';
      // The window that worked on it tells its end.
      if (isOver && !told.has(job.id) && !job.elsewhere) tellEnd(ports, job);
      const before = running.size;
      for (const [set, isIn] of [
        [told, isOver],
        [running, !isOver],
      ] as const) {
        if (isIn) set.add(job.id);
        else set.delete(job.id);
      }
      if (running.size !== before) void context.globalState.update(UNFINISHED, running.size > 0);
    }),
  );
  // The Jobs view asks as well, but it may be closed.
  if (context.globalState.get<boolean>(UNFINISHED)) service.request(listJobs, {}).catch(() => undefined);
}

function tellEnd(ports: Ports, job: BulkJobStatus): void {
  const n = (value: number) => value.toLocaleString(vscode.env.language);
  if (job.state === 'stopped') {
    const message = vscode.l10n.t('A job has stopped: {0}', job.error?.message ?? '');
    void vscode.window.showWarningMessage(message);
    return;
  }
  const bad = job.failed + job.unprocessed + job.unknown;
  const open = job.kind === 'export' ? vscode.l10n.t('Open file') : vscode.l10n.t('Open results');
  const what =
    job.kind === 'export'
      ? `${vscode.l10n.t('Exported, rows: {0}', n(job.processed))}. ${vscode.l10n.t('Bulk API: {0}', job.why ?? '')}`
      : vscode.l10n.t('{0} {1}: {2} rows, not loaded: {3}', job.operation, job.object, n(job.rows), n(bad));
  const show = bad > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  // Not awaited: the job is over, whether or not somebody answers.
  void show(what, open).then(answer => {
    if (answer !== open) return undefined;
    if (job.kind === 'export') return vscode.commands.executeCommand('vscode.open', vscode.Uri.file(job.file));
    return openResults(ports, job.id);
  });
}
