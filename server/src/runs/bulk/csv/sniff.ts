import { isUtf8 } from 'node:buffer';
import { type CsvFormat, type Delimiter, delimiters } from './format.ts';
import { RecordReader } from './recordReader.ts';

/** How a CSV file is written, and its first rows. */
export interface Sniffed {
  readonly format: CsvFormat;
  readonly header: readonly string[];
  /** Some rows behind the header, to look at. */
  readonly sample: readonly (readonly string[])[];
}

/** Bytes that are looked at: a header of 32,000 characters fits in any encoding. */
export const sniffBytes = 256 * 1024;

const sampleRows = 20;

/** Finds out from the first bytes of a file, `sniffBytes` or all that there are, how it is written. */
export function sniffCsv(bytes: Buffer): Sniffed {
  const { encoding, markBytes } = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes.subarray(markBytes), { stream: true });
  const lineEnding = lineEndingOf(text);
  const whole = bytes.length < sniffBytes;
  const candidates = Object.values(delimiters).map(delimiter => {
    const rows = firstRows(text, { delimiter, lineEnding }, whole);
    return { delimiter, rows, score: scoreOf(rows) };
  });
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a));
  const [header = [], ...sample] = best.rows;
  return { format: { delimiter: best.delimiter, lineEnding, encoding, markBytes }, header, sample };
}

function encodingOf(bytes: Buffer): Pick<CsvFormat, 'encoding' | 'markBytes'> {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', markBytes: 3 };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', markBytes: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', markBytes: 2 };
  // Latin text in UTF-16 has a zero in every other byte.
  if (second === 0 && first !== 0) return { encoding: 'utf-16le', markBytes: 0 };
  if (first === 0 && second !== 0) return { encoding: 'utf-16be', markBytes: 0 };
  return { encoding: isUtf8(wholeCharacters(bytes)) ? 'utf-8' : 'windows-1252', markBytes: 0 };
}

/** Without a character that the end of the bytes has cut. */
function wholeCharacters(bytes: Buffer): Buffer {
  let end = bytes.length;
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    if (byte >= 0xc0) end = bytes.length - back;
    break;
  }
  return bytes.subarray(0, end);
}

/** That of the first line: quotes may hold other ones. */
function lineEndingOf(text: string): CsvFormat['lineEnding'] {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '\n') return 'LF';
    else if (character === '\r') return text[at + 1] === '\n' ? 'CRLF' : 'CR';
  }
  return 'LF';
}

function firstRows(
  text: string,
  format: { delimiter: Delimiter; lineEnding: CsvFormat['lineEnding'] },
  whole: boolean,
): string[][] {
  const rows: string[][] = [];
  const reader = new RecordReader(format, {
    record: cells => rows.push(cells) <= sampleRows,
    fault: () => undefined,
  });
  reader.push(text);
  if (whole) reader.end();
  return rows;
}

/** Many cells in the header, and as many in each row. */
function scoreOf([header, ...rows]: string[][]): number {
  if (!header || header.length < 2) return 0;
  const alike = rows.filter(row => row.length === header.length).length;
  return (header.length * (1 + alike)) / (1 + rows.length);
}
