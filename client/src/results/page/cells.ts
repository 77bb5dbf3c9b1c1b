import type { Cell, RunColumn } from '../../../../server/src/protocol/runs.ts';
import type { FieldItem } from '../../../../server/src/protocol/schema.ts';
import { language } from '../../webview/page/texts.ts';

/** The text of a cell as it came. */
export function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return 'text' in cell ? `${cell.text}…` : String(cell.totalSize);
  return String(cell);
}

const amounts = new Set(['currency', 'double', 'int', 'long', 'percent']);
const numberFormat = new Intl.NumberFormat(language(), { maximumFractionDigits: 18 });

/** The text of a cell as it is shown: numbers grouped, dates with times in the time zone of this computer. */
export function shownText(cell: Cell, field: Pick<FieldItem, 'type'> | undefined): string {
  if (typeof cell === 'number' && field && amounts.has(field.type)) {
    return numberFormat.format(cell) + (field.type === 'percent' ? ' %' : '');
  }
  if (typeof cell === 'string' && field?.type === 'datetime') return localDateTime(cell);
  return cellText(cell);
}

/** `2026-01-31T23:59:00.000+0000` as `2026-02-01 00:59:00`; what is no such text stays as it is. */
function localDateTime(text: string): string {
  const time = new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(time.getTime())) return text;
  const two = (n: number) => String(n).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

export const isRightAligned = (column: RunColumn, field: Pick<FieldItem, 'type'> | undefined): boolean =>
  column.kind === 'number' || (field !== undefined && amounts.has(field.type));

/** The id of a record that the cell holds: of a field that has ids, or what looks like one where the field is not known. */
export function recordIdOf(cell: Cell, field: Pick<FieldItem, 'type'> | undefined): string | undefined {
  if (typeof cell !== 'string' || !/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(cell)) return undefined;
  if (field) return field.type === 'id' || field.type === 'reference' ? cell : undefined;
  // Three characters for the object, and most of the rest are zeros and digits in every org.
  return /^[a-zA-Z0-9]{3}.*\d{3}/.test(cell) && cell.length === 18 ? cell : undefined;
}

/** Salesforce's name for what the query gave none: `expr0`. */
export const isUnnamed = (path: string): boolean => /^expr\d+$/.test(path);

const titleText = ({ path, expression }: RunColumn): string =>
  isUnnamed(path) && expression !== undefined ? `${path} ${expression}` : path;

const PADDING = 20;
const SORT_ARROW = 12;
const NARROWEST = 56;
const WIDEST = 340;

/**
 * A width in pixels for each column, by its title and the rows at hand. `measure` gives the width of a text; it takes so
 * long that of each column only the longest text is measured.
 */
export function columnWidths(
  columns: readonly RunColumn[],
  rows: readonly (readonly Cell[])[],
  measure: (text: string) => number,
  text: (cell: Cell, column: RunColumn) => string = cellText,
): number[] {
  return columns.map((column, index) => {
    const texts = rows.map(row => text(row[index], column));
    const longest = texts.reduce((most, one) => (one.length > most.length ? one : most), '');
    // Measuring a text that is far too long takes as long as it is.
    const widest = Math.max(measure(titleText(column)) + SORT_ARROW, measure(longest.slice(0, 200)));
    return Math.ceil(Math.min(WIDEST, Math.max(NARROWEST, widest + PADDING)));
  });
}
