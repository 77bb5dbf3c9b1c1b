import { isDeleted } from '../store/amendments.ts';
import { breather } from '../store/breathe.ts';
import { fullCellOf, idOf, type Row } from '../store/cells.ts';
import type { Column } from '../store/columns.ts';
import type { ResultStore } from '../store/resultStore.ts';
import { type CopyFormat, clipboardFormats } from './clipboard.ts';

/** Rows that are made into text at once. */
const batchRows = 500;

/** By the id of a record and the path of a column. */
type PendingValues = Readonly<Record<string, Readonly<Record<string, string | number | boolean | null>>>>;

export interface CopyOptions {
  readonly format: CopyFormat;
  /** Of the rows as they are arranged; half-open. */
  readonly start: number;
  readonly end: number;
  /** The columns to copy, by path, in this order. */
  readonly columns: readonly string[];
  /** The names of the columns too, where the format has room for them. */
  readonly titles: boolean;
  /** Values that take the place of those of the rows. */
  readonly pending?: PendingValues;
}

/** The text for the clipboard: cells of full length, also of rows that nobody has looked at. */
export async function copyRows(store: ResultStore, options: CopyOptions, signal: AbortSignal): Promise<string> {
  const { start, end, titles, pending = {} } = options;
  const columns = options.columns.flatMap(path => store.columns.find(column => column.path === path) ?? []);
  const writer = clipboardFormats[options.format](columns, titles);
  const breathe = breather(signal);
  let text = writer.opening;
  let isFirst = true;
  for (let at = start; at < end; at += batchRows) {
    const rows = store.arranged(at, Math.min(end, at + batchRows)).filter(row => !isDeleted(row));
    if (rows.length > 0) text += writer.rows(cellsOf(rows, columns, pending), isFirst);
    isFirst &&= rows.length === 0;
    await breathe();
  }
  return text + writer.closing;
}

function cellsOf(rows: readonly Row[], columns: readonly Column[], pending: PendingValues) {
  const paths = columns.map(({ path }) => ({ path, names: path.split('.') }));
  return rows.map(row => {
    const changed = pending[idOf(row) ?? ''];
    return paths.map(({ path, names }) => {
      const value = changed?.[path];
      return value === undefined ? fullCellOf(row, names) : value;
    });
  });
}
