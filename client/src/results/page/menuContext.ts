import type { GridCell } from './grid.ts';

export type MenuAbout = GridCell | { readonly header: string } | undefined;

export interface MenuContext {
  /** What the next menu will be about. */
  set(about: MenuAbout): void;
  /** What the last one was about. */
  readonly about: MenuAbout;
}

/**
 * Tells VS Code what its own context menu is about, by the attribute that the conditions of `webview/context` read.
 * https://code.visualstudio.com/api/extension-guides/webview#context-menus
 */
export function createMenuContext(
  host: HTMLElement,
  describeCell: (cell: GridCell) => Readonly<Record<string, boolean>>,
): MenuContext {
  let about: MenuAbout;
  const contextOf = (next: MenuAbout) => {
    if (!next) return { webviewSection: 'none' };
    if ('header' in next) return { webviewSection: 'header' };
    return { webviewSection: 'cell', ...describeCell(next) };
  };
  return {
    set(next) {
      about = next;
      host.dataset.vscodeContext = JSON.stringify({ ...contextOf(next), preventDefaultContextMenuItems: true });
    },
    get about() {
      return about;
    },
  };
}
