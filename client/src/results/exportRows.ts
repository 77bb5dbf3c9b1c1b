// Exporting a result: which rows, which format, where to; then progress, and the file.
import path from 'node:path';
import * as vscode from 'vscode';
import { type ExportFormat, exportProgress, exportRun, type RunProgress } from '../../../server/src/protocol/runs.ts';
import { ProblemError } from '../host/problem.ts';
import { settings } from '../host/settings.ts';
import type { RunServer } from './results.ts';

interface Format {
  readonly format: ExportFormat;
  readonly label: string;
  readonly description: string;
  /** Values as they are: a program reads the file, and a guard against formulas would change phone numbers. */
  readonly unchanged?: true;
}

const FORMATS: readonly Format[] = [
  { format: 'csv', label: 'CSV', description: vscode.l10n.t('for spreadsheets') },
  { format: 'csv', label: 'CSV', description: vscode.l10n.t('for data loaders: values unchanged'), unchanged: true },
  { format: 'json', label: 'JSON', description: vscode.l10n.t('one list, with parents and child rows nested') },
  { format: 'xlsx', label: 'Excel', description: vscode.l10n.t('a workbook; texts stay texts') },
  { format: 'ndjson', label: 'NDJSON', description: vscode.l10n.t('one line of JSON per row') },
];

/** The page takes the focus back when one question ends, which must not close the next one. */
const ignoreFocusOut = true;

/** Does nothing where the user leaves a question open. Fails with NO_ROWS, NO_LOCAL_FILE, or as the server does. */
export async function exportRows(server: RunServer, last: RunProgress | undefined, source: string): Promise<void> {
  if (!last || last.rows === 0) {
    throw new ProblemError({ code: 'NO_ROWS', message: vscode.l10n.t('There are no rows to export.') });
  }
  const rest = await askRest(last);
  if (rest === undefined) return;
  const placeHolder = vscode.l10n.t('Format of the file');
  const chosen = await vscode.window.showQuickPick(FORMATS, { placeHolder, ignoreFocusOut });
  if (!chosen) return;
  const file = await askFile(chosen.format, chosen.label, source);
  if (!file) return;
  const { rows } = await write(server, last.run, { file, chosen, rest });
  const open = vscode.l10n.t('Open file');
  const count = rows.toLocaleString(vscode.env.language);
  // Not awaited: the export is done, whether or not somebody answers.
  void vscode.window.showInformationMessage(vscode.l10n.t('Exported, rows: {0}', count), open).then(answer => {
    if (answer === open) return vscode.commands.executeCommand('vscode.open', file);
    return undefined;
  });
}

/** A run that ended early can go on; the rest costs calls, so the user decides. */
async function askRest({ state, rows, totalSize, pages }: RunProgress): Promise<boolean | undefined> {
  if (state === 'running' || state === 'done') return false;
  const count = (n: number) => n.toLocaleString(vscode.env.language);
  const calls = Math.ceil((totalSize - rows) / Math.max(1, rows / pages));
  const here = { label: vscode.l10n.t('The rows that are here'), description: count(rows), rest: false };
  const all = {
    label: vscode.l10n.t('All rows'),
    description: vscode.l10n.t('{0}, API calls: about {1}', count(totalSize), count(calls)),
    rest: true,
  };
  const placeHolder = vscode.l10n.t('The query did not run to its end');
  return (await vscode.window.showQuickPick([all, here], { placeHolder, ignoreFocusOut }))?.rest;
}

async function askFile(format: ExportFormat, label: string, source: string): Promise<vscode.Uri | undefined> {
  const name = `${path.posix.parse(source).name || vscode.l10n.t('rows')}.${format}`;
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri;
  const file = await vscode.window.showSaveDialog({
    filters: { [label]: [format] },
    title: vscode.l10n.t('Export rows'),
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (!file || file.scheme === 'file') return file;
  const message = vscode.l10n.t('Rows can be exported to a folder of this computer only. Choose another place.');
  throw new ProblemError({ code: 'NO_LOCAL_FILE', message });
}

function write(
  server: RunServer,
  run: string,
  { file, chosen, rest }: { file: vscode.Uri; chosen: Format; rest: boolean },
): Thenable<{ readonly rows: number }> {
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true };
  const title = vscode.l10n.t('Exporting rows');
  return vscode.window.withProgress({ ...options, title }, async (progress, token) => {
    let shown = 0;
    const listener = server.onNotification(exportProgress, ({ file: other, rows, totalSize }) => {
      if (other !== file.fsPath) return;
      const message = vscode.l10n.t('{0} of {1}', rows.toLocaleString(), totalSize.toLocaleString());
      progress.report({ message, increment: ((rows - shown) / Math.max(1, totalSize)) * 100 });
      shown = rows;
    });
    const { format, unchanged } = chosen;
    const csv = { ...settings.exportCsv(), ...(unchanged && { guardFormulas: false }) };
    try {
      return await server.request(exportRun, { run, file: file.fsPath, format, csv, rest }, token);
    } finally {
      listener.dispose();
    }
  });
}
