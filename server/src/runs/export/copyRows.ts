import { isDeleted } from '../store/amendments.ts';
import { breather } from '../store/breathe.ts';
import { fullCellOf, type Row } from '../store/cells.ts';
import type { Column } from '../store/columns.ts';
import type { ResultStore } from '../store/resultStore.ts';
import { type CopyFormat, clipboardFormats } from './clipboard.ts';

/** Rows that are made into text at once. */
const batchRows = 500;

export interface CopyOptions {
  readonly format: CopyFormat;
  /** Of the rows as they are arranged; half-open. */
  readonly start: number;
  readonly end: number;
  /** The columns to copy, by path, in this order. */
  readonly columns: readonly string[];
  /** The names of the columns too, where the format has room for them. */
  readonly titles: boolean;
}

/** The text for the clipboard: cells of full length, also of rows that nobody has looked at. */
export async function copyRows(store: ResultStore, options: CopyOptions, signal: AbortSignal): Promise<string> {
  const { start, end, titles } = options;
  const columns = options.columns.flatMap(path => store.columns.find(column => column.path === path) ?? []);
  const writer = clipboardFormats[options.format](columns, titles);
  const breathe = breather(signal);
  let text = writer.opening;
  let isFirst = true;
  for (let at = start; at < end; at += batchRows) {
    const rows = store.arranged(at, Math.min(end, at + batchRows)).filter(row => !isDeleted(row));
    if (rows.length > 0) text += writer.rows(cellsOf(rows, columns), isFirst);
    isFirst &&= rows.length === 0;
    await breathe();
  }
  return text + writer.closing;
}

function cellsOf(rows: readonly Row[], columns: readonly Column[]) {
  const paths = columns.map(column => column.path.split('.'));
  return rows.map(row => paths.map(path => fullCellOf(row, path)));
}
