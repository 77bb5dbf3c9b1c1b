import * as vscode from 'vscode';
import type { RecordItem } from '../../../server/src/protocol/records.ts';
import { linksOf } from './recordLinks.ts';
import { placeOfRecord } from './recordUri.ts';

/** Links from a record to the records that it names, and to those that name it. */
export function recordLinkProvider(files: {
  record(uri: vscode.Uri): RecordItem | undefined;
}): vscode.DocumentLinkProvider {
  return {
    provideDocumentLinks(document) {
      const record = files.record(document.uri);
      if (!record) return [];
      const { org } = placeOfRecord(document.uri);
      return linksOf(record, document.getText()).map(({ start, end, to }) => {
        const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
        const link = new vscode.DocumentLink(
          range,
          'id' in to
            ? commandUri('openRecord', { org, id: to.id })
            : commandUri('showRelatedRecords', { org, ...to, id: record.id }),
        );
        link.tooltip = 'id' in to ? vscode.l10n.t('Open record') : vscode.l10n.t('Show related records');
        return link;
      });
    },
  };
}

const commandUri = (command: string, argument: object): vscode.Uri =>
  vscode.Uri.parse(`command:salesforceWorkbench.${command}?${encodeURIComponent(JSON.stringify([argument]))}`);
