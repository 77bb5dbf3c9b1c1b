// The queries that ran, to run or open again.
import * as vscode from 'vscode';
import { type HistoryEntry, textToRun } from '../history/entries.ts';
import type { QueryHistory } from '../history/history.ts';
import { type HistoryLook, lookOf, matching } from '../history/items.ts';
import { displayWords } from '../host/displayWords.ts';
import { untitledWith } from '../host/untitled.ts';
import { tellingName } from '../orgs/orgNames.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly history: QueryHistory;
  readonly registry: OrgRegistry;
}

export function registerQueryHistory(register: Register, ports: Ports): void {
  register('queryHistory', () => choose(ports));
}

type Item = vscode.QuickPickItem & { readonly entry?: HistoryEntry; readonly clears?: true };
type EntryItem = Item & HistoryLook;

async function choose(ports: Ports): Promise<void> {
  const { history } = ports;
  const [openButton, deleteButton, clearButton] = buttons();
  const list = vscode.window.createQuickPick<Item>();
  list.matchOnDetail = true;
  let known: readonly EntryItem[] = [];
  const show = () => {
    const found = matching(known, list.value);
    list.items = found.length > 0 ? found : [known.length > 0 ? noMatch() : nothing()];
  };
  const fill = async () => {
    known = (await history.list()).map(entry => itemOf(entry, [openButton, deleteButton]));
    list.buttons = known.length > 0 ? [clearButton] : [];
    show();
  };
  list.title = vscode.l10n.t('Query history');
  list.placeholder = vscode.l10n.t('Search in queries, orgs and times. Enter runs the query again.');
  await fill();
  list.show();
  return new Promise((resolve, reject) => {
    const act = (action: () => Promise<void>) => void action().catch(reject);
    // The command goes on until that is done: who called it hears of a failure.
    const leave = (action: () => Promise<void>) => {
      list.hide();
      resolve(action());
    };
    list.onDidTriggerButton(() => leave(() => clear(history)));
    list.onDidTriggerItemButton(({ item: { entry }, button }) => {
      if (!entry) return;
      if (button === openButton) leave(async () => void (await open(ports, entry)));
      else act(async () => history.remove(entry).then(fill));
    });
    list.onDidChangeValue(show);
    list.onDidAccept(() => {
      const chosen = acceptedOf(list, known);
      if (chosen?.clears) {
        list.value = '';
        show();
      } else if (chosen) leave(() => rerun(ports, chosen.entry));
    });
    list.onDidHide(() => {
      list.dispose();
      resolve();
    });
  });
}

/** Enter may come before the list has followed what was typed. */
function acceptedOf({ selectedItems: [chosen], value }: vscode.QuickPick<Item>, known: readonly EntryItem[]) {
  const found = matching(known, value);
  return found.find(item => item === chosen) ?? found[0] ?? (chosen?.entry ? undefined : chosen);
}

const buttons = () =>
  [
    { iconPath: new vscode.ThemeIcon('go-to-file'), tooltip: vscode.l10n.t('Open in an editor') },
    { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Delete from the history') },
    { iconPath: new vscode.ThemeIcon('clear-all'), tooltip: vscode.l10n.t('Clear the history') },
  ] as const;

/** VS Code's own search takes letters that are scattered over a query: `alwaysShow` leaves the choice to ours. */
const itemOf = (entry: HistoryEntry, itemButtons: vscode.QuickInputButton[]): EntryItem => ({
  ...lookOf(entry, displayWords()),
  entry,
  alwaysShow: true,
  buttons: itemButtons,
});

const noMatch = (): Item => ({
  label: vscode.l10n.t('$(clear-all) No query matches. Clear the filter'),
  clears: true,
  alwaysShow: true,
});

const nothing = (): Item => ({
  label: vscode.l10n.t('$(new-file) New query'),
  detail: vscode.l10n.t('Nothing is kept yet. What runs from now on is, unless the setting history.size is 0.'),
  alwaysShow: true,
});

async function rerun(ports: Ports, entry: HistoryEntry | undefined): Promise<void> {
  if (!entry) {
    await vscode.commands.executeCommand('salesforceWorkbench.newQuery');
    return;
  }
  const { uri } = await open(ports, entry);
  await vscode.commands.executeCommand('salesforceWorkbench.runStatement', uri.toString(), 0);
}

async function open({ registry }: Ports, entry: HistoryEntry): Promise<vscode.TextDocument> {
  const { active, orgs } = registry;
  const org = orgs.find(({ key }) => key === entry.org);
  const content = textToRun(entry, active?.key, org ? tellingName(org, orgs) : entry.orgName);
  const document = await untitledWith(entry.language, content);
  await vscode.window.showTextDocument(document);
  return document;
}

async function clear(history: QueryHistory): Promise<void> {
  const yes = vscode.l10n.t('Clear');
  const question = vscode.l10n.t('Forget all queries of the history, of all orgs?');
  if ((await vscode.window.showWarningMessage(question, { modal: true }, yes)) === yes) await history.clear();
}
