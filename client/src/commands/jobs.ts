// What the Jobs view offers.
import fs from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  actOnJob,
  actOnOrgJob,
  type BulkJobStatus,
  describeOrgJob,
  jobProgress,
  jobResults,
  type OrgJobInfo,
  saveOrgJob,
} from '../../../server/src/protocol/bulk.ts';
import { displayWords } from '../host/displayWords.ts';
import { ProblemError } from '../host/problem.ts';
import type { TextDocuments } from '../host/textDocuments.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { jobTitle, orgJobDocument } from '../views/jobs/jobDocument.ts';
import type { JobsView } from '../views/jobs/jobsView.ts';
import type { JobNode } from '../views/jobs/nodes.ts';
import type { Reveal } from '../views/views.ts';
import { requireOrg } from './activeOrg.ts';
import { filterAsTyped } from './filterAsTyped.ts';
import type { Register } from './report.ts';

export interface JobPorts {
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly jobs: JobsView;
  readonly reveal: Reveal;
  readonly texts: TextDocuments;
}

export function registerJobCommands(register: Register, ports: JobPorts): void {
  const { service, jobs, texts } = ports;
  const show = () => ports.reveal('jobs');
  register('refreshJobs', () => {
    jobs.reload();
    return show();
  });
  register('abortJob', (node: JobNode) => act(ports, node, 'abort'));
  register('resumeJob', (node: JobNode) => act(ports, node, 'resume'));
  register('retryJob', (node: JobNode) => act(ports, node, 'retry'));
  register('removeFinishedJobs', () => removeFinished(ports));
  register('removeJob', (node: JobNode) => act(ports, node, 'remove'));
  register('showJob', (node: JobNode) => showJob(ports, node));
  register('openJobResults', (node: JobNode) => openResults(service, node.job.id));
  register('saveJobResults', (node: JobNode) => saveResults(service, node));
  register('clearJobFilter', () => jobs.setFilter(''));
  register('filterJobs', () =>
    filterAsTyped(jobs, show, {
      title: vscode.l10n.t('Filter jobs'),
      prompt: vscode.l10n.t('Parts of an operation, an object, a state or a file. Empty: all of them.'),
    }),
  );
  // Details that are open stay true.
  service.onNotification(jobProgress, job => texts.update(nameOf(job), () => jobs.detailsOf(job)));
}

/**
 * Opens the rows of a load by what became of them; `failures` alone where asked for. Throws NO_RESULTS where there are
 * none.
 */
export async function openResults(service: LanguageService, id: string, failures = false): Promise<void> {
  const { succeeded, ...bad } = await service.request(jobResults, { id });
  const files = Object.values(failures ? bad : { succeeded, ...bad }).filter(file => file !== undefined);
  if (files.length === 0) throw noResults();
  const items = files.map(file => ({ label: path.basename(file), file }));
  const placeHolder = vscode.l10n.t('Rows by what became of them');
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { placeHolder });
  if (chosen) await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(chosen.file));
}

async function saveResults(service: LanguageService, node: JobNode): Promise<void> {
  const { id } = node.job;
  const ours = node.kind === 'job' ? Object.values(await service.request(jobResults, { id })) : undefined;
  if (ours?.length === 0) throw noResults();
  const [chosen] =
    (await vscode.window.showOpenDialog({
      ...{ canSelectFolders: true, canSelectFiles: false },
      title: vscode.l10n.t('Folder for the results'),
      openLabel: vscode.l10n.t('Save here'),
    })) ?? [];
  if (!chosen) return;
  // A job has a folder of its own, so that the results of two do not meet.
  const folder = path.join(chosen.fsPath, `results-${id.slice(0, 18)}`);
  if (node.kind === 'orgJob') {
    const options = { location: vscode.ProgressLocation.Notification, cancellable: true };
    const title = vscode.l10n.t('Fetching the results of {0}', id);
    const files = await vscode.window.withProgress({ ...options, title }, async (_, token) => {
      const { kind } = node.job;
      return (await service.request(saveOrgJob, { org: node.org, kind, id, folder }, token)).files;
    });
    if (files.length === 0) throw noResults();
  }
  await fs.mkdir(folder, { recursive: true });
  for (const file of ours ?? []) await fs.copyFile(file, path.join(folder, path.basename(file)));
  void vscode.window.showInformationMessage(vscode.l10n.t('Saved to {0}.', folder));
}

const noResults = () =>
  new ProblemError({
    code: 'NO_RESULTS',
    message: vscode.l10n.t('There are no results here: the job has not ended, or it exported a query.'),
  });

type Action = 'abort' | 'resume' | 'retry' | 'remove';

async function act({ service, jobs, registry }: JobPorts, node: JobNode, action: Action): Promise<void> {
  if (node.kind === 'job') {
    const { id } = node.job;
    if (action === 'retry' && !(await mayRetry(registry, node.job))) return;
    await service.request(actOnJob, { id, action });
  } else {
    const { id, kind } = node.job;
    if (!(await mayTouch(node.job.id, action))) return;
    await service.request(actOnOrgJob, { org: node.org, kind, id, action: action === 'remove' ? 'delete' : 'abort' });
  }
  jobs.reload();
}

/** Each keeps its rows and results on the disk until then. */
async function removeFinished({ service, jobs, registry }: JobPorts): Promise<void> {
  const { key, name } = await requireOrg(registry);
  const finished = await jobs.finished(key);
  if (finished.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No finished job with {0} is kept on this computer.', name),
    );
    return;
  }
  const question = vscode.l10n.t('Delete finished jobs with {0} from this computer: {1}?', name, finished.length);
  const detail = vscode.l10n.t(
    'Their results go, too. Jobs with rows that can be loaded again, or whose outcome is unknown, stay, and so do those of the org.',
  );
  const button = vscode.l10n.t('Delete');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) !== button) return;
  try {
    for (const { id } of finished) await service.request(actOnJob, { id, action: 'remove' });
  } finally {
    jobs.reload();
  }
}

async function mayRetry({ orgs }: OrgRegistry, job: BulkJobStatus): Promise<boolean> {
  const org = orgs.find(({ key }) => key === job.org);
  // The load itself says that the org is not connected any more.
  if (!org) return true;
  const { confirmAgain } = await import('../bulk/confirmLoad.ts');
  return confirmAgain(org, job);
}

/** Somebody else may have made it, and may wait for it. */
async function mayTouch(id: string, action: Action): Promise<boolean> {
  const [question, button] =
    action === 'remove'
      ? [vscode.l10n.t('Delete the job {0} and its results from the org?', id), vscode.l10n.t('Delete')]
      : [vscode.l10n.t('Abort the job {0} of the org?', id), vscode.l10n.t('Abort')];
  const detail = vscode.l10n.t('It was not started here.');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

async function showJob({ service, texts, jobs, registry }: JobPorts, node: JobNode): Promise<void> {
  if (node.kind === 'job') return texts.show(nameOf(node.job), jobs.detailsOf(node.job));
  const { id, kind } = node.job;
  const { job } = await service.request(describeOrgJob, { org: node.org, kind, id });
  const org = registry.orgs.find(({ key }) => key === node.org)?.name ?? node.org;
  await texts.show(nameOf(node.job), orgJobDocument(job, org, displayWords()));
}

/** The id keeps jobs apart; the last part is what the tab shows. */
const nameOf = (job: BulkJobStatus | OrgJobInfo): string => `${job.id}/${jobTitle(job, displayWords())}.md`;
