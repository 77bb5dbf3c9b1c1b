// Exporting a result: which format, which rows by which API, where to; then progress, and the file.
import path from 'node:path';
import * as vscode from 'vscode';
import {
  exportChoice,
  exportProgress,
  exportRun,
  exportRunByBulk,
  type RunProgress,
} from '../../../server/src/protocol/runs.ts';
import { displayWords } from '../host/displayWords.ts';
import { ProblemError } from '../host/problem.ts';
import { whileWaiting } from '../host/progress.ts';
import { settings } from '../host/settings.ts';
import { numberText } from '../host/words.ts';
import { askFormat, askTarget, type Format, type Target } from './exportTarget.ts';
import type { RunServer } from './results.ts';

/**
 * `object`: only its rows, of those that a search has found. Does nothing where the user leaves a question open. Fails with
 * NO_ROWS, NO_LOCAL_FILE, or as the server does.
 */
export async function exportRows(
  server: RunServer,
  last: RunProgress | undefined,
  source: string,
  object: string | undefined,
): Promise<void> {
  if (!last || last.rows === 0) {
    throw new ProblemError({ code: 'NO_ROWS', message: vscode.l10n.t('There are no rows to export.') });
  }
  const format = await askFormat();
  const way = format && (await askWay(server, last, format));
  const target =
    way && (await askTarget(format, object === undefined ? source : `${path.posix.parse(source).name} ${object}`));
  if (!target) return;
  if (way.bulk) return startBulk(server, last.run, target);
  const { rows } = await write(server, last.run, target, { rest: way.rest, ...(object !== undefined && { object }) });
  tellEnd(target, rows, way.why);
}

interface Way {
  /** The rows that have not come are fetched, too. */
  readonly rest: boolean;
  /** By a query job, which fetches all of them. */
  readonly bulk: boolean;
  /** Which API fetches them, and why. */
  readonly why?: string;
}

/** A run that ended early can go on; the rest costs calls, so the user decides. */
async function askWay(server: RunServer, last: RunProgress, { format }: Format): Promise<Way | undefined> {
  const { run, state, rows, totalSize, pages } = last;
  if (state === 'done') return { rest: false, bulk: false };
  const rest = vscode.l10n.t('REST API: {0}', vscode.l10n.t('The query is fetching its rows already.'));
  if (state === 'running') return { rest: false, bulk: false, why: rest };
  const choice = await server.request(exportChoice, { run, rows: totalSize, format, threshold: threshold() });
  const calls = Math.ceil((totalSize - rows) / Math.max(1, rows / pages));
  const byRest = vscode.l10n.t('REST API, calls: about {0}', count(calls));
  const bulk = choice.api === 'bulk';
  const why = bulk ? vscode.l10n.t('Bulk API: {0}', choice.why) : vscode.l10n.t('REST API: {0}', choice.why);
  const items: readonly (vscode.QuickPickItem & Way)[] = [
    {
      label: vscode.l10n.t('All rows'),
      description: bulk ? `${count(totalSize)}, Bulk API` : `${count(totalSize)}, ${byRest}`,
      detail: choice.why,
      ...{ rest: true, bulk, why },
    },
    ...(bulk
      ? [{ label: vscode.l10n.t('All rows, the rest of them by single calls'), description: byRest, ...restOnly }]
      : []),
    { label: vscode.l10n.t('The rows that are here'), description: count(rows), rest: false, bulk: false },
  ];
  const placeHolder = vscode.l10n.t('The query did not run to its end');
  return vscode.window.showQuickPick(items, { placeHolder, ignoreFocusOut: true });
}

const restOnly = { rest: true, bulk: false } as const;

const threshold = () => settings.bulk().threshold;
const count = (n: number) => numberText(n, displayWords());

/** The Jobs view shows how it goes, and the end is told there. */
async function startBulk(server: RunServer, run: string, target: Target): Promise<void> {
  const asked = { run, ...target, threshold: threshold() };
  await whileWaiting(vscode.l10n.t('Preparing the export'), token => server.request(exportRunByBulk, asked, token));
  await vscode.commands.executeCommand('salesforceWorkbench.jobs.focus');
}

function write(
  server: RunServer,
  run: string,
  { file, format, csv }: Target,
  part: { readonly rest: boolean; readonly object?: string },
): Thenable<{ readonly rows: number }> {
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true };
  const title = vscode.l10n.t('Exporting rows');
  return vscode.window.withProgress({ ...options, title }, async (progress, token) => {
    let shown = 0;
    const listener = server.onNotification(exportProgress, ({ file: other, rows, totalSize }) => {
      if (other !== file) return;
      const message = vscode.l10n.t('{0} of {1}', count(rows), count(totalSize));
      progress.report({ message, increment: ((rows - shown) / Math.max(1, totalSize)) * 100 });
      shown = rows;
    });
    try {
      return await server.request(exportRun, { run, file, format, csv, ...part }, token);
    } finally {
      listener.dispose();
    }
  });
}

function tellEnd({ file }: Target, rows: number, why: string | undefined): void {
  const open = vscode.l10n.t('Open file');
  const exported = vscode.l10n.t('Exported, rows: {0}', count(rows));
  // Not awaited: the export is done, whether or not somebody answers.
  void vscode.window.showInformationMessage(why ? `${exported}. ${why}` : exported, open).then(answer => {
    if (answer === open) return vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
    return undefined;
  });
}
