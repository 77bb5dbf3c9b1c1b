import * as vscode from 'vscode';

/** Where a document is open as text. */
export function textTabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  const shows = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(shows));
}
