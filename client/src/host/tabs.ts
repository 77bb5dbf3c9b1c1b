import * as vscode from 'vscode';

/** Where a document is open as text. */
export const textTabsOf = (uri: vscode.Uri): readonly vscode.Tab[] =>
  textTabs(shown => shown.toString() === uri.toString()).map(({ tab }) => tab);

/** The tabs of text documents whose address fits. */
export function textTabs(
  fits: (uri: vscode.Uri) => boolean,
): readonly { readonly tab: vscode.Tab; readonly uri: vscode.Uri }[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(tab =>
      tab.input instanceof vscode.TabInputText && fits(tab.input.uri) ? [{ tab, uri: tab.input.uri }] : [],
    ),
  );
}
