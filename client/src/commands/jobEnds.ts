// Tells of each job's end once, and goes on after a reload of the window with what was unfinished.
import * as vscode from 'vscode';
import { type BulkJobStatus, jobProgress, listJobs } from '../../../server/src/protocol/bulk.ts';
import type { LanguageService } from '../languageClient/service.ts';
import { numberText, titleText } from '../views/jobs/jobWords.ts';
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
  if (job.state === 'stopped') {
    const message = vscode.l10n.t('A job has stopped: {0}', job.error?.message ?? '');
    void vscode.window.showWarningMessage(message);
    return;
  }
  const words = { t: vscode.l10n.t, language: vscode.env.language };
  const n = (value: number) => numberText(value, words);
  const bad = job.failed + job.unprocessed + job.unknown;
  const { what, open, act } =
    job.kind === 'export'
      ? {
          what: `${vscode.l10n.t('Exported, rows: {0}', n(job.processed))}. ${vscode.l10n.t('Bulk API: {0}', job.why ?? '')}`,
          open: vscode.l10n.t('Open file'),
          act: () => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(job.file)),
        }
      : {
          what: vscode.l10n.t('{0}: {1} rows, not loaded: {2}', titleText(job, words), n(job.rows), n(bad)),
          open: bad > 0 ? vscode.l10n.t('Open failures') : vscode.l10n.t('Open results'),
          act: () => openResults(service, job.id, bad > 0),
        };
  const show = bad > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  // Not awaited: the job is over, whether or not somebody answers.
  void show(what, open).then(answer => (answer === open ? act() : undefined));
}
