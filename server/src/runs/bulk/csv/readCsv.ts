import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { CsvFormat } from './format.ts';
import { type CsvFault, RecordReader } from './recordReader.ts';
import { type Sniffed, sniffBytes, sniffCsv } from './sniff.ts';

/** Bytes that are read and decoded at once. */
const pieceBytes = 1 << 18;

/** Throws what reading the file throws. */
export async function sniffFile(file: string): Promise<Sniffed & { readonly size: number }> {
  await using handle = await open(file);
  const { size } = await handle.stat();
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(sniffBytes, size)), 0, undefined, 0);
  return { ...sniffCsv(buffer.subarray(0, bytesRead)), size };
}

export interface CsvRow {
  readonly cells: string[];
  /** Counts from 1. */
  readonly line: number;
}

/** What came out of a piece of a file. */
export interface CsvPiece {
  readonly rows: readonly CsvRow[];
  readonly faults: readonly CsvFault[];
  /** Bytes of the file that are read so far. */
  readonly bytes: number;
}

/** The records of a file, its header first, piece by piece. */
export async function* readCsv(file: string, format: CsvFormat, signal?: AbortSignal): AsyncGenerator<CsvPiece> {
  let rows: CsvRow[] = [];
  let faults: CsvFault[] = [];
  let bytes = format.markBytes;
  const reader = new RecordReader(format, {
    record: (cells, line) => rows.push({ cells, line }) > 0,
    fault: fault => void faults.push(fault),
  });
  const decoder = new TextDecoder(format.encoding, { ignoreBOM: true });
  const take = (): CsvPiece => {
    const piece = { rows, faults, bytes };
    rows = [];
    faults = [];
    return piece;
  };
  const stream = createReadStream(file, { start: format.markBytes, highWaterMark: pieceBytes, signal });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    reader.push(decoder.decode(chunk, { stream: true }));
    yield take();
    if (reader.stopped) return;
  }
  reader.push(decoder.decode());
  reader.end();
  yield take();
}
