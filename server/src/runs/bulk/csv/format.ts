import type { ColumnDelimiter, LineEnding } from '../../../salesforce/bulk/ingest.ts';

/** How a CSV file is written. */
export interface CsvFormat {
  readonly delimiter: Delimiter;
  /** CR alone is no line ending of the Bulk API: such a file is rewritten before it is sent. */
  readonly lineEnding: LineEnding | 'CR';
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Bytes of the byte order mark. */
  readonly markBytes: number;
}

/** The delimiters that the Bulk API knows. */
export const delimiters = {
  COMMA: ',',
  SEMICOLON: ';',
  TAB: '\t',
  PIPE: '|',
  CARET: '^',
  BACKQUOTE: '`',
} as const satisfies Record<ColumnDelimiter, string>;

export type Delimiter = (typeof delimiters)[ColumnDelimiter];

export const lineEndings = { LF: '\n', CRLF: '\r\n', CR: '\r' } as const;

/** The API's word for a delimiter. */
export function delimiterName(delimiter: Delimiter): ColumnDelimiter {
  return (Object.keys(delimiters) as ColumnDelimiter[]).find(name => delimiters[name] === delimiter)!;
}

/** Limits of one record and one job, as Salesforce documents them. Lengths in characters, sizes in bytes. */
// https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_bulkapi.htm
export const csvLimits = {
  headerLength: 32_000,
  fieldLength: 131_072,
  recordLength: 400_000,
  recordFields: 5_000,
  /** Salesforce takes 150 MB after base64, which makes a third more of it: 100 MB stay on the safe side. */
  jobBytes: 100_000_000,
} as const;

/** A row as a line of CSV. */
export function csvLine(cells: readonly string[], delimiter: string): string {
  let line = '';
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index]!;
    line += index === 0 ? quotedWhereNeeded(cell, delimiter) : delimiter + quotedWhereNeeded(cell, delimiter);
  }
  // An empty line would be no row at all.
  return `${line === '' ? '""' : line}\n`;
}

function quotedWhereNeeded(cell: string, delimiter: string): string {
  if (cell.includes('"')) return `"${cell.replaceAll('"', '""')}"`;
  return cell.includes(delimiter) || cell.includes('\n') || cell.includes('\r') ? `"${cell}"` : cell;
}
