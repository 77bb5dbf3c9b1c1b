import { textOfCell } from '../store/cells.ts';
import type { Column } from '../store/columns.ts';
import { backslash, quote } from '../store/jsonText.ts';
import type { PageText } from '../store/pageText.ts';
import { RowReader } from '../store/rowReader.ts';
import type { Writer } from './formats.ts';
import { GrowingBytes } from './growingBytes.ts';

export interface CsvOptions {
  /** Text that a spreadsheet would take for a formula gets a `'` in front of it. */
  readonly guardFormulas: boolean;
  readonly delimiter: ',' | ';' | '\t';
  /** A byte order mark in front: Excel then reads UTF-8. */
  readonly byteOrderMark: boolean;
}

/**
 * By RFC 4180: a line of titles, CRLF, quotes where they are needed. Of child rows it has the number. Our own, because a
 * million rows of 20 columns take csv-stringify many times as long as all the rest of their export; tests hold it to that.
 * Texts go from the bytes of the page to those of the file wherever JSON and CSV write them alike.
 */
export function csvWriter(columns: readonly Column[], { guardFormulas, delimiter, byteOrderMark }: CsvOptions): Writer {
  const reader = new RowReader(columns.map(column => column.path));
  const field = fieldWriter(delimiter, guardFormulas);
  const titles = columns.map(column => field(column.path)).join(delimiter);
  const out = new GrowingBytes();
  const comma = delimiter.charCodeAt(0);
  return {
    opening: `${byteOrderMark ? '\uFEFF' : ''}${titles}\r\n`,
    rows(page) {
      out.clear();
      for (let row = 0; row < page.rows; row++) {
        reader.read(page, row);
        const rowStart = out.length;
        for (let column = 0; column < columns.length; column++) {
          if (column > 0) out.byte(comma);
          const start = reader.start(column);
          if (start < 0 || copyPlain(out, page, start, reader.end(column), comma, guardFormulas)) continue;
          const cell = reader.cell(column);
          out.text(typeof cell === 'string' ? field(cell) : textOfCell(cell));
        }
        // Whoever reads CSV takes an empty line for no row.
        if (out.length === rowStart) out.text('""');
        out.byte(carriageReturn);
        out.byte(lineFeed);
      }
      return out.bytes;
    },
    closing: () => '',
  };
}

const space = 0x20;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;
const [letterT, letterF] = [0x74, 0x66];

/** Writes a value that looks the same in both; false where it does not, or may not. */
function copyPlain(
  out: GrowingBytes,
  { bytes }: PageText,
  start: number,
  end: number,
  delimiter: number,
  guardFormulas: boolean,
): boolean {
  const first = bytes[start]!;
  if (first !== quote) {
    const isPlain = first === letterT || first === letterF;
    const plainEnd = isPlain ? end : endOfNumber(bytes, start, end);
    if (plainEnd > 0) out.copy(bytes, start, plainEnd);
    return plainEnd > 0;
  }
  if (guardFormulas && mayBeFormula(bytes[start + 1]!)) return false;
  for (let at = start + 1; at < end - 1; at++) {
    const byte = bytes[at]!;
    if (byte === backslash || byte === delimiter || byte < space) return false;
  }
  out.copy(bytes, start + 1, end - 1);
  return true;
}

/**
 * Where a number ends as a program would write it, without zeros at the end of its decimals; -1 where it would write it
 * otherwise, or might: with an exponent, or rounded.
 */
function endOfNumber(bytes: Buffer, start: number, end: number): number {
  const digits = bytes[start] === minus ? start + 1 : start;
  if (end - digits > 15 || bytes[digits] === zero) return end - start === 1 ? end : -1;
  let decimals = 0;
  for (let at = digits; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === point && decimals === 0) decimals = at + 1;
    else if (byte < zero || byte > nine) return -1;
  }
  if (decimals === 0) return end;
  let trimmed = end;
  while (trimmed > decimals && bytes[trimmed - 1] === zero) trimmed--;
  return trimmed === decimals ? decimals - 1 : trimmed;
}

/** What programs for tables take for a formula: https://owasp.org/www-community/attacks/CSV_Injection. */
const formula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** The first bytes of these, and of more. */
const mayBeFormula = (first: number): boolean =>
  first === 0x3d || first === 0x2b || first === minus || first === 0x40 || first === 0xef || first < space;

function fieldWriter(delimiter: string, guardFormulas: boolean): (text: string) => string {
  const needsQuotes = new RegExp(`["\\r\\n${delimiter}]`);
  return text => {
    const guarded = guardFormulas && formula.test(text) ? `'${text}` : text;
    return needsQuotes.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  };
}
