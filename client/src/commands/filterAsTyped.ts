import * as vscode from 'vscode';

/** A tree that can be filtered. */
export interface Filtered {
  readonly filter: string;
  setFilter(filter: string): void;
}

/** The tree, which `show` brings into view, follows what is typed. Escape brings back what was there before. */
export async function filterAsTyped(
  view: Filtered,
  show: () => Promise<void>,
  words: { readonly title: string; readonly prompt: string },
): Promise<void> {
  await show();
  const before = view.filter;
  const input = vscode.window.createInputBox();
  input.title = words.title;
  input.prompt = words.prompt;
  input.value = before;
  input.show();
  return new Promise(resolve => {
    let accepted = false;
    input.onDidChangeValue(value => view.setFilter(value.trim()));
    input.onDidAccept(() => {
      accepted = true;
      view.setFilter(input.value.trim());
      input.hide();
    });
    input.onDidHide(() => {
      if (!accepted) view.setFilter(before);
      input.dispose();
      resolve();
    });
  });
}
