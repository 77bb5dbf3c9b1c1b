import { isUtf8 } from 'node:buffer';
import { type Cells, type CellsPiece, cellsOf, grow, noCells } from './cells.ts';
import { type CsvFormat, lineEndings } from './format.ts';
import { type CsvFault, RecordReader } from './recordReader.ts';
import { entryBits, type ScannedCells, Scanner, scannerBytes } from './scan/scanner.ts';
import { openUtf8, type Utf8Source } from './utf8Source.ts';

/** Bytes that are scanned at once: a line ending may have to be put behind them. */
const room = scannerBytes - 2;

/**
 * The records of a file, its header first, as bytes. Where the CSV is as RFC 4180 has it the scanner finds the cells; from
 * the first piece on where it is not, RecordReader reads on, which knows what is wrong.
 */
export async function* readCells(file: string, format: CsvFormat, signal?: AbortSignal): AsyncGenerator<CellsPiece> {
  yield* readCellsOf(await openUtf8(file, format), format, { signal });
}

interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Characters of a record at most: see RecordReader. */
  readonly longest?: number;
}

/** The same of a source, which is closed at the end. */
export async function* readCellsOf(
  opened: Utf8Source,
  format: CsvFormat,
  options: ReadOptions = {},
): AsyncGenerator<CellsPiece> {
  const { signal } = options;
  using scanner = Scanner.take();
  await using source = opened;
  const { bytes } = scanner;
  const cells = noCells();
  cells.bytes = bytes;
  /** Bytes of a record that has not ended yet. */
  let left = 0;
  for (;;) {
    signal?.throwIfAborted();
    const read = await source.read(bytes, left, room);
    const isLast = read === 0;
    if (isLast && left === 0) return;
    const length = left + read;
    const scanned = isLast ? scanLast(scanner, length, format) : scan(scanner, length, format);
    if (!scanned) {
      yield* readRecords(source, Buffer.from(bytes.subarray(0, length)), format, cells.line, options);
      return;
    }
    const taken = lengthOf(scanner, scanned);
    cells.isSuspect = !isUtf8(bytes.subarray(0, taken)) || bytes.subarray(0, taken).includes(replacement);
    yield { next: recordsOf(cells, scanner.found, scanned, format), faults: [], bytes: source.bytesRead };
    if (isLast) return;
    left = length - taken;
    bytes.copyWithin(0, taken, length);
  }
}

/** What stands where bytes were no UTF-8. */
const replacement = Buffer.from('\ufffd');

/** Whole records. Undefined where the scanner cannot tell: RFC 4180 is not kept, or a record fills its memory. */
function scan(scanner: Scanner, length: number, format: CsvFormat): ScannedCells | undefined {
  if (format.lineEnding === 'CR') return undefined;
  const scanned = scanner.cells(length, format);
  let { count } = scanned;
  while (count > 0 && (scanner.found[count - 1]! & entryBits.line) === 0) count--;
  return scanned.isOdd || (count === 0 && length >= room) ? undefined : { ...scanned, count };
}

/** A record that the end of the file ends. */
function scanLast(scanner: Scanner, length: number, format: CsvFormat): ScannedCells | undefined {
  const whole = length + scanner.bytes.write(lineEndings[format.lineEnding], length);
  const scanned = scan(scanner, whole, format);
  return scanned && lengthOf(scanner, scanned) === whole ? scanned : undefined;
}

/** Bytes that the entries cover. */
const lengthOf = ({ found }: Scanner, { count }: ScannedCells): number =>
  count === 0 ? 0 : (found[count - 1]! >> entryBits.place) + 1;

/** Answers the records one after the other. */
function recordsOf(
  cells: Cells,
  entries: Int32Array,
  { count: cellCount, quotedFeeds }: ScannedCells,
  { lineEnding }: CsvFormat,
): () => Cells | undefined {
  const returns = lineEnding === 'CRLF' ? 1 : 0;
  let next = 0;
  let start = 0;
  /** Lines of the record before. */
  let lines = 0;
  return () => {
    let { starts, ends } = cells;
    let count = 0;
    cells.line += lines;
    lines = 1;
    while (next < cellCount) {
      const entry = entries[next++]!;
      const place = entry >> entryBits.place;
      const isLine = (entry & entryBits.line) !== 0;
      const isQuoted = (entry & entryBits.quote) !== 0;
      if (count === starts.length) ({ starts, ends } = grow(cells));
      const end = isLine ? place - returns : place;
      starts[count] = isQuoted ? start + 1 : start;
      ends[count] = isQuoted ? end - 1 : end;
      if ((entry & entryBits.doubledQuote) !== 0) ends[count] = undouble(cells.bytes, start + 1, end - 1);
      if (isQuoted && quotedFeeds) lines += feedsIn(cells.bytes, starts[count]!, ends[count]!);
      count++;
      start = place + 1;
      if (!isLine) continue;
      cells.count = count;
      if (count > 1 || isQuoted || ends[0]! > starts[0]!) return cells;
      // An empty line is no record.
      cells.line++;
      count = 0;
    }
    lines = 0;
    return undefined;
  };
}

/** Makes one of each two quotes, in place, and answers where the cell ends then. */
function undouble(bytes: Buffer, start: number, end: number): number {
  let to = start;
  for (let from = start; from < end; from++) {
    bytes[to++] = bytes[from]!;
    if (bytes[from] === quote) from++;
  }
  return to;
}

const quote = 34;
const lineFeed = 10;

function feedsIn(bytes: Buffer, start: number, end: number): number {
  let feeds = 0;
  for (let at = start; at < end; at++) if (bytes[at] === lineFeed) feeds++;
  return feeds;
}

/** The slow way, from the beginning of a record on. */
async function* readRecords(
  source: Utf8Source,
  first: Buffer,
  format: CsvFormat,
  line: number,
  { signal, longest }: ReadOptions,
): AsyncGenerator<CellsPiece> {
  let records: Cells[] = [];
  let faults: CsvFault[] = [];
  const reader = new RecordReader(
    format,
    {
      record: (texts, at) => records.push(cellsOf(texts, at)) > 0,
      fault: fault => void faults.push(fault),
    },
    { line, ...(longest !== undefined && { longest }) },
  );
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const take = (): CellsPiece => {
    const found = records.values();
    const piece = { faults, bytes: source.bytesRead, next: () => found.next().value };
    records = [];
    faults = [];
    return piece;
  };
  const buffer = Buffer.alloc(pieceBytes);
  for (let bytes = first; bytes.length > 0; ) {
    signal?.throwIfAborted();
    reader.push(decoder.decode(bytes, { stream: true }));
    yield take();
    if (reader.stopped) return;
    bytes = buffer.subarray(0, await source.read(buffer, 0, pieceBytes));
  }
  reader.push(decoder.decode());
  reader.end();
  yield take();
}

const pieceBytes = 1 << 18;
