// What exported rows are written as, and where to.
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { CsvOptions, ExportFormat } from '../../../server/src/protocol/runs.ts';
import { ProblemError } from '../host/problem.ts';
import { settings } from '../host/settings.ts';

export interface Format {
  readonly format: ExportFormat;
  readonly label: string;
  readonly description: string;
  readonly csv: CsvOptions;
}

export interface Target {
  /** Absolute path. */
  readonly file: string;
  readonly format: ExportFormat;
  readonly csv: CsvOptions;
}

function formats(): readonly Format[] {
  const csv = settings.exportCsv();
  return [
    { format: 'csv', label: 'CSV', description: vscode.l10n.t('for spreadsheets'), csv },
    {
      format: 'csv',
      label: 'CSV',
      description: vscode.l10n.t('for data loaders: values unchanged'),
      // A program reads the file, and a guard against formulas would change phone numbers.
      csv: { ...csv, guardFormulas: false },
    },
    { format: 'json', label: 'JSON', description: vscode.l10n.t('one list, with parents and child rows nested'), csv },
    { format: 'xlsx', label: 'Excel', description: vscode.l10n.t('a workbook; texts stay texts'), csv },
    { format: 'ndjson', label: 'NDJSON', description: vscode.l10n.t('one line of JSON per row'), csv },
  ];
}

/** Undefined where the user leaves the question open. */
export async function askFormat(): Promise<Format | undefined> {
  const placeHolder = vscode.l10n.t('Format of the file');
  // The page of a result takes the focus back when one question ends, which must not close the next one.
  return vscode.window.showQuickPick(formats(), { placeHolder, ignoreFocusOut: true });
}

/** Undefined where the user leaves the question open. Fails with NO_LOCAL_FILE. `source`: the name of the query's file. */
export async function askTarget({ format, label, csv }: Format, source: string): Promise<Target | undefined> {
  const name = `${path.posix.parse(source).name || vscode.l10n.t('rows')}.${format}`;
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri;
  // Without a place the dialog would suggest no name.
  const place = folder ?? vscode.Uri.file(os.homedir());
  const file = await vscode.window.showSaveDialog({
    filters: { [label]: [format] },
    title: vscode.l10n.t('Export rows'),
    defaultUri: vscode.Uri.joinPath(place, name),
  });
  if (!file) return undefined;
  if (file.scheme === 'file') return { file: file.fsPath, format, csv };
  const message = vscode.l10n.t('Rows can be exported to a folder of this computer only. Choose another place.');
  throw new ProblemError({ code: 'NO_LOCAL_FILE', message });
}
