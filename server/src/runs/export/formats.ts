import { stringify } from 'csv-stringify/sync';
import { fullCellOf, isRow, type Row } from '../store/cells.ts';
import type { Column } from '../store/columns.ts';
import { xlsxWriter } from './xlsx.ts';

export type ExportFormat = 'csv' | 'json' | 'ndjson' | 'xlsx';

/** How a file of one format is written: what comes first, pieces of rows, what comes last. */
export interface Writer {
  readonly opening: string | Uint8Array;
  /** `first` tells that no row was written before. */
  rows(rows: readonly Row[], first: boolean): string | Uint8Array;
  closing(): string | Uint8Array;
}

export interface CsvOptions {
  /** Text that a spreadsheet would take for a formula gets a `'` in front of it. */
  readonly guardFormulas: boolean;
  readonly delimiter: ',' | ';' | '\t';
  /** A byte order mark in front: Excel then reads UTF-8. */
  readonly byteOrderMark: boolean;
}

export interface WriterOptions {
  readonly format: ExportFormat;
  readonly csv: CsvOptions;
  readonly columns: readonly Column[];
}

export function writerOf({ format, csv, columns }: WriterOptions): Writer {
  switch (format) {
    case 'csv':
      return csvWriter(columns, csv);
    case 'json':
      return {
        opening: '[',
        rows: (rows, first) =>
          rows.map((row, index) => `${first && index === 0 ? '' : ','}\n${recordText(row)}`).join(''),
        closing: () => '\n]\n',
      };
    case 'ndjson':
      return { opening: '', rows: rows => rows.map(row => `${recordText(row)}\n`).join(''), closing: () => '' };
    case 'xlsx':
      return xlsxWriter(columns);
    default:
      return format satisfies never;
  }
}

/** By RFC 4180: a line of titles, CRLF, quotes where they are needed. Of child rows it has the number. */
function csvWriter(columns: readonly Column[], { guardFormulas, delimiter, byteOrderMark }: CsvOptions): Writer {
  const paths = columns.map(column => column.path.split('.'));
  const lines = (records: readonly (readonly unknown[])[]) =>
    stringify([...records], {
      delimiter,
      record_delimiter: '\r\n',
      quote_record_delimiter: true,
      escape_formulas: guardFormulas,
      cast: { boolean: String, object: value => String((value as { totalSize?: number }).totalSize) },
    });
  return {
    opening: (byteOrderMark ? '\uFEFF' : '') + lines([columns.map(column => column.path)]),
    rows: rows => lines(rows.map(row => paths.map(path => fullCellOf(row, path)))),
    closing: () => '',
  };
}

/** The record as Salesforce sent it, without the `attributes` that only clients need. */
function recordText(row: Row): string {
  return JSON.stringify(row, (key, value) => (key === 'attributes' && isRow(value) ? undefined : value));
}
