// What the user does with the cells: copy, look at, open, sort, hide, pin.
import { cellText, recordIdOf } from './cells.ts';
import type { Conversation } from './conversation.ts';
import { valueAt } from './details.ts';
import { filterFor } from './filterText.ts';
import type { GridCell, ResultGrid } from './grid.ts';
import type { Inspector } from './inspector.ts';
import { plainLayout, withHidden, withPinned } from './layout.ts';
import type { MenuContext } from './menuContext.ts';
import type { Asked, PageCommand, ToPanel, Words } from './messages.ts';
import { numberText } from './numbers.ts';
import type { ResultView } from './resultView.ts';
import type { Status } from './status.ts';
import type { Toolbar } from './toolbar.ts';

/** Copying more would only choke the clipboard; a whole result is a job for an export. */
const mostCopiedCells = 2_000_000;

interface Parts {
  readonly grid: ResultGrid;
  readonly view: ResultView;
  readonly toolbar: Toolbar;
  readonly inspector: Inspector;
  readonly menu: MenuContext;
  readonly words: Words;
  readonly status: Status;
  readonly post: (message: ToPanel) => void;
  readonly ask: Conversation['ask'];
  readonly report: (error: unknown) => void;
  /** Values that are shown and not saved yet. */
  readonly pending: () => Asked<'copy'>['pending'];
}

/** What is not about edits. */
type GridCommand = Exclude<PageCommand, { readonly name: 'edit' }>;

export interface Actions {
  run(command: GridCommand): void;
  /** Shows all of a cell's value. */
  open(cell: GridCell): void;
  /** Opens the record whose id the cell holds. */
  follow(cell: GridCell, browser: boolean): void;
}

export function createActions(parts: Parts): Actions {
  const { grid, view, toolbar, inspector, menu, words, status, post, ask, report } = parts;
  /** The column that a command is about: of the header's menu, or of the active cell. */
  const column = () =>
    menu.about && 'header' in menu.about ? menu.about.header : (grid.activeCell()?.column ?? undefined);
  const onCell = (act: (cell: GridCell) => void) => {
    const cell = grid.activeCell();
    if (cell) act(cell);
  };
  const open = async ({ row, column: path }: GridCell) => {
    const { records } = await ask('records', { start: row, end: row + 1 });
    if (!records[0]) return;
    inspector.show(`${path} · ${words.row.replace('{0}', String(row + 1))}`, valueAt(records[0], path));
  };
  const follow = (cell: GridCell, browser: boolean) => {
    const id = recordIdOf(view.cell(cell), view.facts.fields[cell.column]);
    if (id) post({ type: 'openRecord', id, browser });
    else status.say(words.notARecord);
  };
  const lay = (change: (path: string) => void) => {
    const path = column();
    if (path !== undefined) change(path);
  };
  const pin = (isPinned: boolean) => lay(path => view.setLayout(withPinned(view.facts.layout, path, isPinned)));
  const acts: Readonly<Record<Exclude<GridCommand['name'], 'copy'>, () => void>> = {
    find: toolbar.focusFind,
    filter: toolbar.focusFilter,
    filterByValue: () => onCell(cell => toolbar.setFilter(filterFor(cell.column, cellText(view.cell(cell))))),
    inspect: () => onCell(cell => void open(cell).catch(report)),
    openRecord: () => onCell(cell => follow(cell, false)),
    openInBrowser: () => onCell(cell => follow(cell, true)),
    sortAscending: () => lay(path => view.sort({ column: path, descending: false })),
    sortDescending: () => lay(path => view.sort({ column: path, descending: true })),
    clearSort: () => view.sort(undefined),
    chooseColumns: () => void chooseColumns(parts).catch(report),
    resetColumns: () => view.setLayout(plainLayout(view.columns)),
    hideColumn: () => lay(path => view.setLayout(withHidden(view.facts.layout, [...view.facts.layout.hidden, path]))),
    pinColumn: () => pin(true),
    unpinColumn: () => pin(false),
  };
  return {
    run(command) {
      if (command.name === 'copy') void copy(parts, command).catch(report);
      else acts[command.name]();
    },
    open: cell => void open(cell).catch(report),
    follow,
  };
}

async function copy(
  { grid, status, words, ask, pending }: Parts,
  { format, titles }: PageCommand & { readonly name: 'copy' },
): Promise<void> {
  const selection = grid.selection();
  if (!selection) return;
  const { fromRow, toRow, columns } = selection;
  const rows = toRow - fromRow + 1;
  status.say('');
  if (rows * columns.length > mostCopiedCells) return status.say(words.copyTooLarge);
  await ask('copy', { format, titles, start: fromRow, end: toRow + 1, columns, pending: pending() });
  status.say(words.copied.replace('{0}', numberText(rows)));
}

async function chooseColumns({ view, ask }: Parts): Promise<void> {
  const { layout, fields } = view.facts;
  const columns = layout.order.map(path => ({
    path,
    label: fields[path]?.label ?? '',
    shown: !layout.hidden.has(path),
  }));
  const chosen = await ask('chooseColumns', { columns });
  if (!chosen) return;
  const shown = new Set(chosen.shown);
  view.setLayout(
    withHidden(
      view.facts.layout,
      layout.order.filter(path => !shown.has(path)),
    ),
  );
}
