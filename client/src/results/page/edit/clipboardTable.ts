// The text of the clipboard as rows of cells, and the cells that a paste fills.

/** A stretch of cells; the columns are those that are shown, from the first one of the selection on. */
export interface PasteTarget {
  readonly fromRow: number;
  readonly toRow: number;
  /** How many columns are selected. */
  readonly width: number;
  /** How many rows and columns there are from the first selected cell on. */
  readonly room: { readonly rows: number; readonly columns: number };
}

export interface PastedCell {
  readonly row: number;
  /** Counted from the first selected column. */
  readonly column: number;
  readonly text: string;
}

/**
 * Cells apart by tabs, as spreadsheets and this grid copy them. Without any tab it is CSV, where several columns are
 * selected; else a comma is a comma. A line break at the end makes no row.
 */
export function tableOf(text: string, width: number): string[][] {
  const delimiter = text.includes('\t') ? '\t' : width > 1 ? csvDelimiter(text) : undefined;
  return split(text, delimiter);
}

/** One value fills the whole selection, several fill it again and again where they fit; else they spread from its start. */
export function pastedCells(table: readonly (readonly string[])[], target: PasteTarget): PastedCell[] {
  const height = table.length;
  const width = Math.max(0, ...table.map(row => row.length));
  if (height === 0 || width === 0) return [];
  const selected = target.toRow - target.fromRow + 1;
  const isFilled = selected % height === 0 && target.width % width === 0;
  const rows = Math.min(isFilled ? selected : height, target.room.rows);
  const columns = Math.min(isFilled ? target.width : width, target.room.columns);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const text = table[row % height]![column % width];
      return text === undefined ? [] : [{ row: target.fromRow + row, column, text }];
    }).flat(),
  ).flat();
}

function csvDelimiter(text: string): ',' | ';' {
  const [line = ''] = text.split(/\r?\n/, 1);
  const unquoted = line.replace(/"(?:[^"]|"")*"/g, '');
  return unquoted.split(';').length > unquoted.split(',').length ? ';' : ',';
}

/** By RFC 4180, and patient: a quote inside of a cell that does not begin with one is a quote. */
function split(text: string, delimiter: string | undefined): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  for (;;) {
    const { cell, end } = text[at] === '"' ? quoted(text, at, delimiter) : plain(text, at, delimiter);
    rows.at(-1)!.push(cell);
    if (end >= text.length) break;
    at = end + 1;
    if (text[end] === delimiter) continue;
    if (text[end] === '\r' && text[at] === '\n') at++;
    if (at >= text.length) break;
    rows.push([]);
  }
  return rows;
}

function plain(text: string, start: number, delimiter: string | undefined): { cell: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
  return { cell: text.slice(start, end), end };
}

function quoted(text: string, start: number, delimiter: string | undefined): { cell: string; end: number } {
  const pattern = /"([^"]*(?:""[^"]*)*)"/y;
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  const end = start + (match?.[0].length ?? 0);
  const isCell = match && (end >= text.length || text[end] === delimiter || /[\r\n]/.test(text[end]!));
  return isCell ? { cell: match[1]!.replaceAll('""', '"'), end } : plain(text, start, delimiter);
}
