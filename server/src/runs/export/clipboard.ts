// What rows look like on the clipboard.
import { stringify } from 'csv-stringify/sync';
import { quote } from '../../soql/semantics/literals.ts';
import { type Cell, textOfCell } from '../store/cells.ts';
import type { Column } from '../store/columns.ts';

export type CopyFormat = 'text' | 'csv' | 'json' | 'markdown' | 'soqlIn';

type Cells = readonly (readonly Cell[])[];

interface CellWriter {
  readonly opening: string;
  /** `first` tells that no row was written before. */
  rows(rows: Cells, first: boolean): string;
  readonly closing: string;
}

export const clipboardFormats: Readonly<
  Record<CopyFormat, (columns: readonly Column[], titles: boolean) => CellWriter>
> = {
  text: (columns, titles) => separated('\t', columns, titles),
  csv: (columns, titles) => separated(',', columns, titles),
  json,
  markdown,
  soqlIn,
};

/** What spreadsheets take: a cell with the separator, a line break or a double quote is quoted. */
function separated(delimiter: string, columns: readonly Column[], titles: boolean): CellWriter {
  // Readers of CSV skip empty lines; a spreadsheet that takes cells apart by tabs does not.
  const quoted_empty = delimiter === ',' && columns.length === 1;
  const lines = (rows: readonly (readonly string[])[]) =>
    stringify([...rows], { delimiter, quoted_empty, quote_record_delimiter: true }).replace(/\n$/, '');
  const opening = titles ? lines([columns.map(column => column.path)]) : '';
  return {
    opening,
    rows: (rows, first) => (first && !titles ? '' : '\n') + lines(rows.map(row => row.map(textOfCell))),
    closing: '',
  };
}

/** A list of objects by column; one column alone is a list of its values. */
function json(columns: readonly Column[]): CellWriter {
  const plainOf = (cell: Cell) =>
    typeof cell === 'object' && cell !== null ? Number(textOfCell(cell)) : (cell ?? null);
  const entry = (row: readonly Cell[]) =>
    columns.length === 1
      ? plainOf(row[0])
      : Object.fromEntries(columns.map((column, index) => [column.path, plainOf(row[index])]));
  return {
    opening: '[',
    rows: (rows, first) =>
      rows.map((row, index) => `${first && index === 0 ? '' : ','}\n  ${JSON.stringify(entry(row))}`).join(''),
    closing: '\n]',
  };
}

/** A table as GitHub and most others read it; titles are a part of it. */
function markdown(columns: readonly Column[]): CellWriter {
  const line = (texts: readonly string[]) => `| ${texts.map(escaped).join(' | ')} |`;
  const escaped = (text: string) => text.replace(/[\\|]/g, '\\$&').replace(/\r\n|\r|\n/g, '<br>');
  const rules = columns.map(column => (column.kind === 'number' ? '---:' : '---'));
  return {
    opening: `${line(columns.map(column => column.path))}\n| ${rules.join(' | ')} |`,
    rows: rows => rows.map(row => `\n${line(row.map(textOfCell))}`).join(''),
    closing: '',
  };
}

/** `IN ('a', 'b')` of all values, each once: text in quotes, numbers and booleans without, nothing for null. */
function soqlIn(): CellWriter {
  const seen = new Set<string>();
  return {
    opening: 'IN (',
    rows(rows) {
      const separator = seen.size > 0 ? ', ' : '';
      const added = rows.flat().flatMap(cell => {
        if (cell === null || cell === undefined || textOfCell(cell) === '') return [];
        const literal = typeof cell === 'string' ? quote(cell) : textOfCell(cell);
        if (seen.has(literal)) return [];
        seen.add(literal);
        return [literal];
      });
      return added.length > 0 ? separator + added.join(', ') : '';
    },
    closing: ')',
  };
}
