import type { Cell, RunColumn } from '../../../../server/src/protocol/runs.ts';

/** The text of a cell, as it is shown and copied. */
export function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return String(cell.totalSize);
  return String(cell);
}

const CHARACTER = 7.5;
const PADDING = 26;
const NARROWEST = 56;
const WIDEST = 340;

/** A width in pixels for each column, by its title and the rows at hand. */
export function columnWidths(columns: readonly RunColumn[], rows: readonly (readonly Cell[])[]): number[] {
  return columns.map((column, index) => {
    const longest = rows.reduce((most, row) => Math.max(most, cellText(row[index]).length), column.path.length + 2);
    return Math.round(Math.min(WIDEST, Math.max(NARROWEST, longest * CHARACTER + PADDING)));
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
