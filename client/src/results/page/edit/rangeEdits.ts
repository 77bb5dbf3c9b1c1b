// What is done to all selected cells or rows at once. Each answers how it went, in words, and rejects where rows cannot
// be read.
import { filled } from '../../../webview/page/texts.ts';
import type { Conversation } from '../conversation.ts';
import type { ResultGrid } from '../grid.ts';
import type { Selection } from '../gridSelection.ts';
import { shownColumns } from '../layout.ts';
import type { ResultView } from '../resultView.ts';
import { changeCells, type WantedCell } from './changeCells.ts';
import { pastedCells, tableOf } from './clipboardTable.ts';
import type { DeletedRows } from './deletedRows.ts';
import { type EditableCells, type EditedRow, mostRows } from './editableCells.ts';
import type { EditWords } from './messages.ts';
import type { PendingEdits } from './pendingEdits.ts';
import { editText } from './values.ts';

export interface RangeParts {
  readonly grid: ResultGrid;
  readonly view: ResultView;
  readonly cells: EditableCells;
  readonly edits: PendingEdits;
  readonly deleted: Pick<DeletedRows, 'has'>;
  readonly words: EditWords;
  readonly ask: Conversation['ask'];
}

/** The clipboard, from the first selected cell on: `pastedCells` says which cells it fills. */
export async function paste(parts: RangeParts): Promise<string> {
  const { grid, view, ask } = parts;
  const selection = grid.selection();
  const { text } = await ask('readClipboard', {});
  if (!selection || text === '') return '';
  const { fromRow, toRow, columns } = selection;
  const shown = shownColumns(view.facts.layout);
  const paths = shown.slice(shown.indexOf(columns[0]!));
  // As many as a selected column has may be a million.
  const room = { rows: Math.min(grid.slick.getDataLength() - fromRow, mostRows + 1), columns: paths.length };
  const target = { fromRow, toRow, width: columns.length, room };
  const pasted = pastedCells(tableOf(text, columns.length), target);
  return changeCells(
    parts,
    pasted.map(({ row, column, text: cell }) => ({ row, path: paths[column]!, text: cell })),
  );
}

/** Repeats the first row of the selection in the others. */
export async function fillDown(parts: RangeParts): Promise<string> {
  const { grid, cells, edits } = parts;
  const selection = grid.selection();
  if (!selection || selection.fromRow === selection.toRow) return '';
  const { fromRow, columns } = selection;
  const [first] = await cells.rows(fromRow, fromRow, columns);
  const contentOf = (path: string) => {
    const field = cells.columns.field(path);
    const pending = field && first && edits.get(first.id)?.cells.get(field.name);
    if (!field || !first) return { text: '' };
    const value = pending ? pending.after : first.value(path);
    return { text: editText(value, field), value };
  };
  return changeCells(parts, selectedCells(selection, 1, contentOf));
}

export async function emptyCells(parts: RangeParts): Promise<string> {
  const selection = parts.grid.selection();
  const emptied = selection ? selectedCells(selection, 0, () => ({ text: '' })) : [];
  return changeCells(parts, emptied);
}

/** Marks the records of the selected rows to be deleted; where all are marked it takes the marks away. */
export async function deleteRecords(parts: RangeParts): Promise<string> {
  const { edits, words } = parts;
  const rows = await selectedRecords(parts);
  if (rows.length === 0) return words.noRecord;
  const isMarked = rows.every(({ id }) => edits.get(id)?.deleted);
  edits.setDeleted(
    rows.map(({ object, id, name, modified }) => ({ object, id, name, modified })),
    !isMarked,
  );
  return '';
}

/** Without those that are in the recycle bin already. */
export async function selectedRecords({ grid, cells, deleted, words }: RangeParts): Promise<EditedRow[]> {
  const selection = grid.selection();
  if (!selection || !cells.columns.areRecords) return [];
  if (selection.toRow - selection.fromRow >= mostRows) throw new Error(filled(words.tooMany, mostRows));
  return (await cells.rows(selection.fromRow, selection.toRow, [])).filter(row => !deleted.has(row));
}

/** @param skipped rows at the top of the selection that are left out */
function selectedCells(
  { fromRow, toRow, columns }: Selection,
  skipped: number,
  content: (path: string) => Pick<WantedCell, 'text' | 'value'>,
): WantedCell[] {
  // One more than can be changed is enough to be refused.
  const rows = Math.min(toRow - fromRow + 1, skipped + mostRows + 1);
  return Array.from({ length: rows }, (_, offset) => fromRow + offset)
    .slice(skipped)
    .flatMap(row => columns.map(path => ({ row, path, ...content(path) })));
}
