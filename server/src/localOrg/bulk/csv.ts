import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

/** How the CSV of a job is written, in the API's own words. */
export interface CsvFormat {
  readonly columnDelimiter: keyof typeof delimiters;
  readonly lineEnding: keyof typeof lineEndings;
}

export const delimiters = { COMMA: ',', TAB: '\t', PIPE: '|', SEMICOLON: ';', CARET: '^', BACKQUOTE: '`' } as const;
export const lineEndings = { LF: '\n', CRLF: '\r\n' } as const;

/** In characters, as Salesforce limits them. */
const longestRecord = 400_000;

/** The CSV cannot be read from here on. */
export class UnreadableCsvError extends Error {
  readonly code = 'UNREADABLE_CSV';
}

/**
 * Reads CSV row by row, the header first; empty lines are left out and nothing is trimmed.
 * Throws an UnreadableCsvError where quotes do not match or a record is too long.
 */
export async function* readRows(chunks: Iterable<Uint8Array>, format: CsvFormat): AsyncGenerator<readonly string[]> {
  const parser = parse({
    bom: true,
    delimiter: delimiters[format.columnDelimiter],
    record_delimiter: lineEndings[format.lineEnding],
    max_record_size: longestRecord,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  // What goes wrong is thrown by the loop below.
  pipeline(chunks, parser, () => undefined);
  try {
    for await (const row of parser) yield row as string[];
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableCsvError(error.message, { cause: error });
    throw error;
  }
}

/** A row with every cell quoted, and its line ending. */
export function csvRow(cells: readonly string[], { columnDelimiter, lineEnding }: CsvFormat): string {
  return cells.map(quoted).join(delimiters[columnDelimiter]) + lineEndings[lineEnding];
}

export function quoted(cell: string): string {
  return cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : `"${cell}"`;
}

/** In characters. */
const pieceLength = 64 * 1024;

/** The same text in pieces that are worth sending. */
export async function* inPieces(rows: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const row of rows) {
    piece += row;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
