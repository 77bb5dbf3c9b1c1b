// What the user sees before anything is sent.
import path from 'node:path';
import * as vscode from 'vscode';
import type { BulkJobStatus, LoadMapping, LoadReport } from '../../../server/src/protocol/bulk.ts';
import { displayWords } from '../host/displayWords.ts';
import { rowsText } from '../host/words.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';
import { confirmWrite } from '../records/confirm.ts';
import { loadQuestion } from './loadQuestion.ts';

/** Asks once, and for a production org once more; false where the user does not want it. */
export function confirmLoad(org: ConnectedOrg, mapping: LoadMapping, report: LoadReport): Promise<boolean> {
  const words = displayWords();
  const { question, detail, button } = loadQuestion({ org: org.name, mapping, report }, words);
  return confirmWrite(org, question, detail, button);
}

/** The same for rows that are loaded once more. */
export function confirmAgain(org: ConnectedOrg, job: BulkJobStatus): Promise<boolean> {
  const rows = rowsText(job.failed + job.unprocessed, displayWords());
  const question = vscode.l10n.t('Load {0} of {1} once more into {2}?', rows, path.basename(job.file), org.name);
  const detail = vscode.l10n.t('Those that failed or were not processed, as they are in the file.');
  return confirmWrite(org, question, detail, vscode.l10n.t('Load again'));
}
