// Tells of each job's end once, and goes on after a reload of the window with what was unfinished.
import * as vscode from 'vscode';
import { type BulkJobStatus, jobProgress, listJobs } from '../../../server/src/protocol/bulk.ts';
import { displayWords } from '../host/displayWords.ts';
import { numberText, rowsText, type Words } from '../host/words.ts';
import type { LanguageService } from '../languageClient/service.ts';
import { titleText } from '../views/jobs/jobWords.ts';
import type { JobNode } from '../views/jobs/nodes.ts';
import { openResults } from './jobs.ts';

interface Ports {
  readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'subscriptions'>;
  readonly service: LanguageService;
}

const UNFINISHED = 'unfinishedJobs';

export function followJobs({ context, service }: Ports): void {
  const running = new Set<string>();
  const told = new Set<string>();
  context.subscriptions.push(
    service.onNotification(jobProgress, job => {
      const isOver = job.endedAt !== undefined || job.state === 'stopped';
      // The window that worked on it tells its end.
      if (isOver && !told.has(job.id) && !job.elsewhere) tellEnd(service, job);
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

function tellEnd(service: LanguageService, job: BulkJobStatus): void {
  const words = displayWords();
  if (job.state === 'stopped' || (job.kind === 'export' && job.state === 'failed')) {
    tellTrouble(job, words);
    return;
  }
  // Who has aborted it knows, and there is no file.
  if (job.kind === 'export' && job.state === 'aborted') return;
  const n = (value: number) => numberText(value, words);
  const bad = job.failed + job.unprocessed + job.unknown;
  const { what, open, act } =
    job.kind === 'export'
      ? {
          what: [
            vscode.l10n.t('Exported, rows: {0}', n(job.processed)),
            ...(job.why ? [vscode.l10n.t('Bulk API: {0}', job.why)] : []),
          ].join('. '),
          open: vscode.l10n.t('Open file'),
          act: () => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(job.file)),
        }
      : {
          what: vscode.l10n.t('{0}: {1}, not loaded: {2}', titleText(job, words), rowsText(job.rows, words), n(bad)),
          open: bad > 0 ? vscode.l10n.t('Open failures') : vscode.l10n.t('Open results'),
          act: () => openResults(service, job.id, bad > 0),
        };
  const show = bad > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  offer(show(what, open), open, act);
}

/** A job that did not get to its end: why, and the way on. */
function tellTrouble(job: BulkJobStatus, words: Words): void {
  const details = vscode.l10n.t('Show details');
  const resume = job.state === 'stopped' ? [vscode.l10n.t('Resume')] : [];
  const [title, why] = [titleText(job, words), job.error?.message ?? job.problem ?? ''];
  const told =
    job.state === 'stopped'
      ? vscode.l10n.t('{0} has stopped: {1}', title, why)
      : vscode.l10n.t('{0} has failed: {1}', title, why);
  const act = (command: string) =>
    vscode.commands.executeCommand(`salesforceWorkbench.${command}`, { kind: 'job', job } satisfies JobNode);
  const answered = vscode.window.showErrorMessage(told, ...resume, details);
  offer(answered, details, () => act('showJob'));
  offer(answered, resume[0], () => act('resumeJob'));
}

/** Not awaited: the job is over, whether or not somebody answers. */
function offer(answered: Thenable<string | undefined>, choice: string | undefined, act: () => unknown): void {
  void answered.then(answer => (answer !== undefined && answer === choice ? act() : undefined));
}
