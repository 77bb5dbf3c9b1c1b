import * as vscode from 'vscode';

export interface TextTab {
  readonly tab: vscode.Tab;
  readonly uri: vscode.Uri;
}

/** Where a document is open as text. */
export const textTabsOf = (uri: vscode.Uri): readonly vscode.Tab[] =>
  textTabs(shown => shown.toString() === uri.toString()).map(({ tab }) => tab);

/** Closes them, as many as there are by now: VS Code fails for a tab whose place another one has taken, as a preview's. */
export async function closeTextTabs(uri: vscode.Uri): Promise<void> {
  await vscode.window.tabGroups.close(textTabsOf(uri));
}

/** The tabs of text documents whose address fits. */
export function textTabs(fits: (uri: vscode.Uri) => boolean): readonly TextTab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(tab =>
      tab.input instanceof vscode.TabInputText && fits(tab.input.uri) ? [{ tab, uri: tab.input.uri }] : [],
    ),
  );
}
