import { doubleText } from '../../double.ts';
import type { Row, TableColumn } from '../../engine/index.ts';
import { type CsvFormat, delimiters, lineEndings } from '../csv.ts';

/** Makes the function that writes a row as CSV, every cell quoted. Made once a job, called once a row. */
export function rowWriter(columns: readonly TableColumn[], format: CsvFormat): (row: Row) => string {
  const cells = columns.map(cellText);
  const between = `"${delimiters[format.columnDelimiter]}"`;
  const end = `"${lineEndings[format.lineEnding]}`;
  // Joined and not added up: V8 would keep each sum as a tree of its parts, and copy them later at several times the price.
  return row => `"${cells.map(cell => cell(row)).join(between)}${end}`;
}

/** Makes the function that gives the text between the quotes. */
function cellText({ index, type, decode }: TableColumn): (row: Row) => string {
  if (decode === 'boolean') return row => (row[index] === null ? '' : String(row[index] === 1));
  if (decode === 'double') return row => (row[index] === null ? '' : doubleText(Number(row[index])));
  if (decode !== 'asStored') return row => (row[index] === null ? '' : escaped(String(decode(row[index] ?? null))));
  if (type === 'datetime') return row => dateTimeText(row[index]);
  return row => {
    const value = row[index];
    if (typeof value === 'string') return escaped(value);
    return value === null || value === undefined ? '' : String(value);
  };
}

function escaped(text: string): string {
  return text.includes('"') ? text.replaceAll('"', '""') : text;
}

/** CSV has `Z` where JSON has `+0000`. */
function dateTimeText(value: Row[number] | undefined): string {
  return typeof value === 'string' ? value.replace('+0000', 'Z') : '';
}
