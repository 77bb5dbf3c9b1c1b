import type { GridCell } from './gridCells.ts';

export type MenuAbout = GridCell | { readonly header: string } | undefined;

type Facts = Readonly<Record<string, boolean>>;

/**
 * Tells VS Code what its own next context menu is about, by the attribute that the conditions of `webview/context` read
 * and that goes to the command which is chosen.
 * https://code.visualstudio.com/api/extension-guides/webview#context-menus
 */
export function createMenuContext(
  host: HTMLElement,
  describe: { cell(cell: GridCell): Facts; column(path: string): Facts },
): (about: MenuAbout) => void {
  const contextOf = (about: MenuAbout) => {
    if (!about) return { webviewSection: 'none' };
    if ('header' in about) return { webviewSection: 'header', ...about, ...describe.column(about.header) };
    return { webviewSection: 'cell', ...describe.column(about.column), ...describe.cell(about) };
  };
  return about => {
    host.dataset.vscodeContext = JSON.stringify({ ...contextOf(about), preventDefaultContextMenuItems: true });
  };
}
