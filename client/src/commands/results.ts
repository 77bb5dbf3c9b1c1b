// The tabs with results: made when the first one is needed, and the commands of their menus and keys.
import * as vscode from 'vscode';
import type { CopyFormat } from '../../../server/src/protocol/runs.ts';
import { ProblemError } from '../host/problem.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { EditCommandName } from '../results/page/edit/messages.ts';
import type { ColumnCommandName, PageCommand } from '../results/page/messages.ts';
import type { Results, ResultsOptions, ResultsPanel, ResultsState } from '../results/results.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri' | 'subscriptions'>;
  readonly service: LanguageService;
}

export function resultsOnDemand(
  { context, service }: Ports,
  optionsOf: (state: ResultsState) => ResultsOptions,
): () => Promise<Results> {
  let created: Promise<Results> | undefined;
  const create = async () => {
    const { createResults } = await import('../results/results.ts');
    const results = createResults(context.extensionUri, service);
    context.subscriptions.push(results);
    return results;
  };
  const results = () => {
    created ??= create();
    return created;
  };
  const serializer: vscode.WebviewPanelSerializer<ResultsState> = {
    // A page that never got its state has nothing to run again.
    deserializeWebviewPanel: async (webview, state) =>
      state ? (await results()).restore(webview, optionsOf(state)) : webview.dispose(),
  };
  context.subscriptions.push(vscode.window.registerWebviewPanelSerializer('salesforceWorkbench.results', serializer));
  return results;
}

export function registerResultCommands(register: Register, results: () => Promise<Results>): void {
  const active = async (): Promise<ResultsPanel> => {
    const panel = (await results()).active;
    if (panel) return panel;
    throw new ProblemError({ code: 'NO_ROWS', message: vscode.l10n.t('Open a result first.') });
  };
  const page = (id: string, command: PageCommand) => register(id, async () => (await active()).command(command));
  // From a menu of the page, VS Code hands over what the page has told of the place where it was opened.
  const column = (name: ColumnCommandName) =>
    register(name, async (place?: { readonly header?: string }) =>
      (await active()).command({ name, ...(place?.header !== undefined && { header: place.header }) }),
    );
  const copy = (id: string, format: CopyFormat, titles = false) => page(id, { name: 'copy', format, titles });
  register('showResultJson', async () => (await active()).showJson());
  register('pinResult', async () => (await active()).pin(true));
  register('unpinResult', async () => (await active()).pin(false));
  copy('copyRows', 'text');
  copy('copyRowsWithTitles', 'text', true);
  copy('copyRowsAsCsv', 'csv', true);
  copy('copyRowsAsJson', 'json');
  copy('copyRowsAsMarkdown', 'markdown', true);
  copy('copyRowsAsSoqlIn', 'soqlIn');
  const edit = (id: string, act: EditCommandName) => page(id, { name: 'edit', act });
  edit('editResultCell', 'editCell');
  edit('pasteIntoResult', 'pasteCells');
  edit('fillResultDown', 'fillDown');
  edit('deleteResultRecords', 'deleteRecords');
  edit('undeleteResultRecords', 'undeleteRecords');
  edit('discardResultEdits', 'discardEdits');
  edit('keepMyValues', 'keepMine');
  edit('takeTheirValues', 'takeTheirs');
  edit('reviewResultEdits', 'reviewEdits');
  page('findInResult', { name: 'find' });
  page('filterResult', { name: 'filter' });
  page('filterByValue', { name: 'filterByValue' });
  page('inspectCell', { name: 'inspect' });
  page('openResultRecord', { name: 'openRecord' });
  page('openResultRecordInBrowser', { name: 'openInBrowser' });
  page('clearSort', { name: 'clearSort' });
  page('chooseColumns', { name: 'chooseColumns' });
  page('resetColumns', { name: 'resetColumns' });
  column('sortAscending');
  column('sortDescending');
  column('hideColumn');
  column('pinColumn');
  column('unpinColumn');
}
