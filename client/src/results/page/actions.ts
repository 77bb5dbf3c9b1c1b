// What the user does with the cells: copy, look at, open, sort, hide, pin.

import { filled } from '../../webview/page/texts.ts';
import { cellText, recordIdOf } from './cells.ts';
import type { Conversation } from './conversation.ts';
import { valueAt } from './details.ts';
import { filterFor } from './filterText.ts';
import type { ResultGrid } from './grid.ts';
import type { GridCell } from './gridCells.ts';
import type { Inspector } from './inspector.ts';
import { plainLayout, withHidden, withPinned } from './layout.ts';
import type { Asked, ColumnCommand, ColumnCommandName, PageCommand, ToPanel, Words } from './messages.ts';
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
  const { grid, view, toolbar, inspector, words, status, post, ask, report } = parts;
  const onCell = (act: (cell: GridCell) => void) => {
    const cell = grid.activeCell();
    if (cell) act(cell);
  };
  const open = async ({ row, column: path }: GridCell) => {
    const { records } = await ask('records', { start: row, end: row + 1 });
    if (!records[0]) return;
    inspector.show(`${path} · ${filled(words.row, String(row + 1))}`, valueAt(records[0], path));
  };
  const follow = (cell: GridCell, browser: boolean) => {
    const id = recordIdOf(view.cell(cell), view.facts.fields[cell.column]);
    if (id) post({ type: 'openRecord', id, browser });
    else status.say(words.notARecord);
  };
  const acts: Readonly<Record<Exclude<GridCommand['name'], 'copy' | ColumnCommandName>, () => void>> = {
    find: toolbar.focusFind,
    filter: toolbar.focusFilter,
    filterByValue: () => onCell(cell => toolbar.setFilter(filterFor(cell.column, cellText(view.cell(cell))))),
    inspect: () => onCell(cell => void open(cell).catch(report)),
    openRecord: () => onCell(cell => follow(cell, false)),
    openInBrowser: () => onCell(cell => follow(cell, true)),
    clearSort: () => view.sort(undefined),
    chooseColumns: () => void chooseColumns(parts).catch(report),
    resetColumns: () => view.setLayout(plainLayout(view.columns)),
  };
  const ofColumns = columnActs(view);
  const isAboutColumn = (command: GridCommand): command is ColumnCommand => Object.hasOwn(ofColumns, command.name);
  const onColumn = (act: (path: string) => void, path = grid.activeCell()?.column) => {
    if (path !== undefined) act(path);
  };
  return {
    run(command) {
      if (command.name === 'copy') void copy(parts, command).catch(report);
      else if (isAboutColumn(command)) onColumn(ofColumns[command.name], command.header);
      else acts[command.name]();
    },
    open: cell => void open(cell).catch(report),
    follow,
  };
}

function columnActs(view: ResultView): Readonly<Record<ColumnCommandName, (path: string) => void>> {
  const pin = (path: string, isPinned: boolean) => view.setLayout(withPinned(view.facts.layout, path, isPinned));
  return {
    sortAscending: path => view.sort({ column: path, descending: false }),
    sortDescending: path => view.sort({ column: path, descending: true }),
    hideColumn: path => view.setLayout(withHidden(view.facts.layout, [...view.facts.layout.hidden, path])),
    pinColumn: path => pin(path, true),
    unpinColumn: path => pin(path, false),
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
  status.say(filled(words.copied, rows));
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
