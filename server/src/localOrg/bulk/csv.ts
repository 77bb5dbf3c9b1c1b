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
 * Reads CSV row by row, the header first; empty lines are left out and nothing is trimmed. Of our own, and judged by
 * csv-parse in the tests, which takes as long for a row as all the rest of its way into the database.
 * Throws an UnreadableCsvError where quotes do not match or a record is too long.
 */
export function* readRows(chunks: Iterable<Uint8Array>, format: CsvFormat): Generator<readonly string[]> {
  const decoder = new TextDecoder();
  const read = rowReader(delimiters[format.columnDelimiter], lineEndings[format.lineEnding]);
  let text = '';
  for (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    text = text.slice(yield* rowsIn(text, read, false));
  }
  yield* rowsIn(text + decoder.decode(), read, true);
}

/** The rows of a text; returns where the first row begins that may go on behind it. */
function* rowsIn(text: string, read: RowReader, isLast: boolean): Generator<readonly string[], number> {
  let place = 0;
  while (place < text.length) {
    const row = read(text, place, isLast);
    if ((row?.end ?? text.length) - place > longestRecord) {
      throw new UnreadableCsvError(`A record is longer than ${longestRecord} characters`);
    }
    if (row === undefined) break;
    place = row.end;
    if (row.cells.length > 1 || row.cells[0] !== '' || row.hasQuotes) yield row.cells;
  }
  return place;
}

interface ReadRow {
  readonly cells: readonly string[];
  readonly hasQuotes: boolean;
  /** Behind its line ending. */
  readonly end: number;
}

/** Undefined where the row may go on behind the text; of the last text it does not. */
type RowReader = (text: string, start: number, isLast: boolean) => ReadRow | undefined;

function rowReader(delimiter: string, lineEnding: string): RowReader {
  return (text, start, isLast) => {
    const cells: string[] = [];
    let hasQuotes = false;
    let lineEnd = -2;
    for (let place = start; ; place += delimiter.length) {
      if (text[place] === '"') {
        const cell = quotedCell(text, place, isLast);
        if (cell === undefined) return undefined;
        cells.push(cell.value);
        hasQuotes = true;
        place = cell.end;
      } else {
        if (lineEnd < place) lineEnd = text.indexOf(lineEnding, place);
        if (lineEnd < 0 && !isLast) return undefined;
        const rowEnd = lineEnd < 0 ? text.length : lineEnd;
        const next = text.indexOf(delimiter, place);
        const end = next < 0 || next > rowEnd ? rowEnd : next;
        const cell = text.slice(place, end);
        if (cell.includes('"')) throw new UnreadableCsvError(`Invalid Opening Quote: it stands inside of ${cell}`);
        cells.push(cell);
        place = end;
      }
      if (text.startsWith(delimiter, place)) continue;
      if (text.startsWith(lineEnding, place)) return { cells, hasQuotes, end: place + lineEnding.length };
      if (place < text.length - 1 || isLast) {
        if (place === text.length) return { cells, hasQuotes, end: place };
        throw new UnreadableCsvError(`Invalid Closing Quote: '${text[place]}' stands behind it`);
      }
      return undefined;
    }
  };
}

/** A cell that begins with a quote, without it and its like; `end` is behind the closing one. */
function quotedCell(text: string, start: number, isLast: boolean): { value: string; end: number } | undefined {
  let value = '';
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0 && isLast) throw new UnreadableCsvError('Quote Not Closed');
    if (quote < 0 || (quote === text.length - 1 && !isLast)) return undefined;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
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
