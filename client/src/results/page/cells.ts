import type { Cell, RunColumn } from '../../../../server/src/protocol/runs.ts';

/** The text of a cell, as it is shown and copied. */
export function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return 'text' in cell ? `${cell.text}…` : String(cell.totalSize);
  return String(cell);
}

const PADDING = 20;
const SORT_ARROW = 12;
const NARROWEST = 56;
const WIDEST = 340;

/** A width in pixels for each column, by its title and the rows at hand. `measure` gives the width of a text. */
export function columnWidths(
  columns: readonly RunColumn[],
  rows: readonly (readonly Cell[])[],
  measure: (text: string) => number,
): number[] {
  return columns.map((column, index) => {
    const title = measure(column.path) + SORT_ARROW;
    const widest = rows.reduce((most, row) => Math.max(most, measure(cellText(row[index]))), title);
    return Math.ceil(Math.min(WIDEST, Math.max(NARROWEST, widest + PADDING)));
  });
}

/**
 * Cells as tab-separated text, which spreadsheets take from the clipboard: a cell with a tab, a line break or a double
 * quote is quoted.
 */
export function tabSeparated(rows: readonly (readonly Cell[])[]): string {
  const quoted = (text: string) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map(row => row.map(cell => quoted(cellText(cell))).join('\t')).join('\n');
}
