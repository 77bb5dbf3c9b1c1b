// One stop for Tab: the grid as a whole, whose cells the arrows reach.
import type { SlickGrid } from 'slickgrid';

/** Shows where the keyboard is as soon as it comes to the grid, and lets Tab go on: SlickGrid would keep it, cell by cell. */
export function beOneTabStop(grid: SlickGrid, host: HTMLElement): void {
  // SlickGrid's two places for the focus, in front of the grid's parts and behind them.
  const places = host.querySelectorAll<HTMLElement>(':scope > [tabindex]');
  const [front, back] = [places[0]!, places[places.length - 1]!];
  host.addEventListener(
    'keydown',
    key => {
      if (key.key !== 'Tab' || key.ctrlKey || key.metaKey || key.altKey || grid.getCellEditor()) return;
      // From the outermost place the browser's own Tab leads out of the grid.
      (key.shiftKey ? front : back).focus();
      key.stopPropagation();
    },
    { capture: true },
  );
  for (const place of [front, back]) {
    place.addEventListener('focus', () => {
      if (!grid.getActiveCell() && place.matches(':focus-visible')) activateFirstInSight(grid);
    });
    place.addEventListener('contextmenu', event => moveMenu(event, grid.getActiveCellNode()));
  }
  tellActiveCell(grid, [front, back]);
}

/** Screen readers hear of the active cell by reference: SlickGrid leaves the focus in its places, which are empty. */
function tellActiveCell(grid: SlickGrid, places: readonly HTMLElement[]): void {
  for (const place of places) {
    // Of what may stand in a grid, rows alone can refer to an active cell, and a row has a cell.
    const empty = document.createElement('div');
    empty.setAttribute('role', 'gridcell');
    place.setAttribute('role', 'row');
    place.append(empty);
  }
  let told: HTMLElement | null = null;
  const tell = () => {
    const node = grid.getActiveCellNode();
    const active = grid.getActiveCell();
    if (node === told) return;
    told?.removeAttribute('id');
    told = node;
    if (node && active) node.id = `${grid.getUID()}-${active.row}-${active.cell}`;
    for (const place of places) {
      if (node) place.setAttribute('aria-activedescendant', node.id);
      else place.removeAttribute('aria-activedescendant');
    }
  };
  grid.onActiveCellChanged.subscribe(tell);
  // A row that is drawn again has other cells.
  grid.onRendered.subscribe(tell);
}

/** A menu that a key opens would come up in the corner of the window, where SlickGrid's places for the focus are. */
function moveMenu(event: MouseEvent, cell: HTMLElement | null): void {
  if (!cell) return;
  event.preventDefault();
  event.stopPropagation();
  const { left, bottom } = cell.getBoundingClientRect();
  const place = { clientX: Math.max(0, left), clientY: bottom };
  cell.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...place }));
}

/** What is in sight stays there: of a click, this may come before the cell that was meant. */
function activateFirstInSight(grid: SlickGrid): void {
  const { top, leftPx } = grid.getViewport();
  let right = 0;
  const inSight = grid.getColumns().findIndex(({ width = 0 }, index) => {
    right += width;
    return index > 0 && right > leftPx;
  });
  if (inSight > 0 && top < grid.getDataLength()) grid.setActiveCell(Math.max(0, top), inSight);
}
