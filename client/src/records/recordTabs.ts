// The tabs that show records.
import * as vscode from 'vscode';
import { closeTextTabs, type TextTab, textTabs } from '../host/tabs.ts';
import { isSameRecord, placeOfRecord, RECORD_SCHEME, type RecordPlace } from './recordUri.ts';

/** By whatever name they show it. */
export const tabsOf = (place: RecordPlace): readonly TextTab[] =>
  textTabs(uri => uri.scheme === RECORD_SCHEME && isSameRecord(placeOfRecord(uri), place));

/** As a command it reports its own failure. */
export async function showRecord({ org, object, id }: RecordPlace): Promise<void> {
  await vscode.commands.executeCommand('salesforceWorkbench.openRecord', { org, type: object, id });
}

/** Instead of the document that it was made from. */
export async function showInstead(template: vscode.Uri, record: RecordPlace): Promise<void> {
  await showRecord(record);
  await closeTextTabs(template);
}
