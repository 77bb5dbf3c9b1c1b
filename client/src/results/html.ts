import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { editWords } from './editWords.ts';
import { pageMarkup } from './markup.ts';
import type { Words } from './page/messages.ts';

export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  return pageMarkup({
    nonce: randomBytes(16).toString('base64url'),
    source: webview.cspSource,
    file: name => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString(),
    language: vscode.env.language,
    words: words(),
  });
}

function words(): Words {
  return {
    oneRow: vscode.l10n.t('1 row'),
    rows: vscode.l10n.t('{0} rows'),
    rowsOf: vscode.l10n.t('{0} of {1} rows'),
    rowsMatch: vscode.l10n.t('{0} match'),
    rate: vscode.l10n.t('{0} rows/s'),
    pages: vscode.l10n.t('pages: {0}'),
    calls: vscode.l10n.t('API calls: {0}'),
    noRows: vscode.l10n.t('No rows match'),
    noneFound: vscode.l10n.t('The query found no rows.'),
    noneMatch: vscode.l10n.t('No row matches the filter.'),
    clearFilter: vscode.l10n.t('Clear filter'),
    running: vscode.l10n.t('Running'),
    cancelled: vscode.l10n.t('Cancelled, rows so far are kept'),
    cancel: vscode.l10n.t('Cancel'),
    exportRows: vscode.l10n.t('Export rows…'),
    paused: vscode.l10n.t('Paused: the rest takes about {0} API calls. Fetch it, or export it'),
    fetchRest: vscode.l10n.t('Fetch the rest'),
    childRows: vscode.l10n.t('rows: {0}'),
    cells: vscode.l10n.t('Cells: {0}'),
    sum: vscode.l10n.t('Sum: {0}'),
    copied: vscode.l10n.t('Copied, rows: {0}'),
    copyTooLarge: vscode.l10n.t('That is too much for the clipboard: select fewer rows.'),
    sortWhenDone: vscode.l10n.t('Sorting is possible once all rows are here.'),
    filter: vscode.l10n.t('Filter: text, or Column: text'),
    find: vscode.l10n.t('Find'),
    findNext: vscode.l10n.t('Next match (Enter)'),
    findPrevious: vscode.l10n.t('Previous match (Shift+Enter)'),
    foundRows: vscode.l10n.t('in rows: {0}'),
    notFound: vscode.l10n.t('No match'),
    noColumn: vscode.l10n.t('No column {0}'),
    details: vscode.l10n.t('Value'),
    row: vscode.l10n.t('row {0}'),
    copy: vscode.l10n.t('Copy'),
    close: vscode.l10n.t('Close'),
    noChildRows: vscode.l10n.t('No rows'),
    openHint: vscode.l10n.t('Open the record: Ctrl+click or Ctrl+Enter'),
    openRecord: vscode.l10n.t('Open the record'),
    notARecord: vscode.l10n.t('This cell holds no record.'),
    results: vscode.l10n.t('Query results'),
    objects: vscode.l10n.t('Objects'),
    allObjects: vscode.l10n.t('All'),
    chart: {
      table: vscode.l10n.t('Table'),
      chart: vscode.l10n.t('Chart'),
      value: vscode.l10n.t('Value'),
      shape: vscode.l10n.t('Shape'),
      bars: vscode.l10n.t('Bars'),
      line: vscode.l10n.t('Lines'),
      described: vscode.l10n.t('{0} by {1}. The table has the same values.'),
      leftOut: vscode.l10n.t('Smallest series left out: {0}'),
      firstRows: vscode.l10n.t('The first {0} rows'),
    },
    edit: editWords(),
    nextSteps: {
      signIn: vscode.l10n.t('Sign in again'),
      connect: vscode.l10n.t('Connect an org'),
      retry: vscode.l10n.t('Run again'),
      showLog: vscode.l10n.t('Open log'),
      startLocalOrg: vscode.l10n.t('Start the local org'),
      editQuery: vscode.l10n.t('Go to the query'),
      openSettings: vscode.l10n.t('Open settings'),
      useReservedCalls: vscode.l10n.t('Send anyway'),
    },
  };
}
