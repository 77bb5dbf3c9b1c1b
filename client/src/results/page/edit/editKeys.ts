import type { SlickGrid } from 'slickgrid';

/** What a person does by keys in the grid while no cell is open. */
export interface EditKeys {
  undo(): void;
  redo(): void;
  paste(): void;
  fillDown(): void;
  clear(): void;
  deleteRecords(): void;
  inspect(): void;
  /** Opens the active cell, with what was typed. */
  edit(typed?: string): void;
  /** Whether a cell is about to open, and takes the key then. */
  keeps(key: KeyboardEvent): boolean;
}

/**
 * On the way down, as VS Code would take some of these for itself; and before the grid's own keys, so that a cell that is
 * about to open has each key once: not the Enter that opens it, but one that follows.
 */
export function listenToEditKeys(grid: SlickGrid, host: HTMLElement, keys: EditKeys): void {
  host.parentElement!.addEventListener(
    'keydown',
    key => {
      if (!host.contains(key.target as Node)) return;
      if (grid.getCellEditor() || !grid.getActiveCell()) return;
      const act = keys.keeps(key) ? () => undefined : actOf(key, keys);
      if (!act) return;
      key.preventDefault();
      key.stopPropagation();
      act();
    },
    { capture: true },
  );
}

function actOf(key: KeyboardEvent, keys: EditKeys): (() => void) | undefined {
  const name = key.key.length === 1 ? key.key.toLowerCase() : key.key;
  if (key.altKey) return undefined;
  if (key.ctrlKey || key.metaKey) {
    const shifted = key.shiftKey ? 'Shift+' : '';
    return {
      z: keys.undo,
      'Shift+z': keys.redo,
      y: keys.redo,
      v: keys.paste,
      d: keys.fillDown,
      Delete: keys.deleteRecords,
    }[shifted + name];
  }
  if (key.shiftKey && name === 'Enter') return keys.inspect;
  // Selects rows.
  if (key.shiftKey && name === ' ') return undefined;
  if (name === 'F2') return () => keys.edit();
  if (name === 'Delete' || name === 'Backspace') return keys.clear;
  // An input method sends other names while it composes.
  return key.key.length === 1 && !key.isComposing ? () => keys.edit(key.key) : undefined;
}
