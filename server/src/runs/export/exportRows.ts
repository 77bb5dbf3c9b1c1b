import { rename, rm, writeFile } from 'node:fs/promises';
import { SalesforceError } from '../../salesforce/errors.ts';
import type { Run } from '../run.ts';
import { rangeOf } from '../store/objectRows.ts';
import { type CsvOptions, type ExportFormat, writerOf } from './formats.ts';

/** Rows that are made into text at once. */
const batchRows = 500;

export interface ExportOptions {
  /** Absolute path. A file that is there is replaced, once the new one is complete. */
  readonly file: string;
  readonly format: ExportFormat;
  readonly csv: CsvOptions;
  /** Fetch the rows that a cancelled or failed run has left out; else only those that came are written. */
  readonly rest: boolean;
  /** Only rows and columns of this object, of those that a search has found. */
  readonly object?: string | undefined;
}

/**
 * Writes the rows of a run to a file, in the order of the query, and answers how many. A run under way is written as its
 * pages come. Memory stays constant: rows are read only as fast as the disk takes them.
 * Throws RUN_STOPPED where the run ends before its last row, EXPORT_FAILED where the file cannot be written, CANCELLED;
 * in each case nothing is left of the file.
 */
export async function exportRows(
  run: Run,
  options: ExportOptions,
  onRows: (rows: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const partial = `${options.file}.part`;
  let written = 0;
  const count = (rows: number) => {
    written = rows;
    onRows(rows);
  };
  try {
    await writeFile(partial, pieces(run, options, count, signal), { signal });
    await rename(partial, options.file);
  } catch (failure) {
    await rm(partial, { force: true });
    throw toExportError(failure, signal);
  }
  return written;
}

async function* pieces(
  run: Run,
  { format, csv, rest, object }: ExportOptions,
  onRows: (rows: number) => void,
  signal: AbortSignal,
): AsyncGenerator<string | Uint8Array> {
  const aborted = rejectionOf(signal);
  if (rest) run.resume();
  const partOnly = !rest && run.state !== 'running';
  // The first page decides about the columns; of a COUNT() the end does.
  while (run.state === 'running' && run.store.rows === 0) await Promise.race([run.moved(), aborted]);
  const { columns, start, end } = partOf(run.store, object);
  const writer = writerOf({ format, csv, columns });
  yield writer.opening;
  let read = start;
  let written = 0;
  for (;;) {
    // Taken first: a page may come while the rows before it are written.
    const moved = run.moved();
    const { state, store } = run;
    while (read < Math.min(store.rows, end)) {
      const batch = store.text(read, Math.min(batchRows, end - read));
      if (batch.text.rows > 0) yield writer.rows(batch.text, written === 0);
      read += batch.read;
      written += batch.text.rows;
      onRows(written);
    }
    if (state !== 'running') break;
    await Promise.race([moved, aborted]);
  }
  if (run.state !== 'done' && !partOnly) throw stopped();
  yield writer.closing();
}

/** All rows and columns, or those of an object. */
function partOf({ columns, objects }: Run['store'], object: string | undefined) {
  if (object === undefined) return { columns, start: 0, end: Number.POSITIVE_INFINITY };
  const own = objects.find(({ name }) => name === object)?.columns ?? [];
  return { columns: columns.filter(({ path }) => own.includes(path)), ...rangeOf(objects, object) };
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  // Nobody may be waiting when it comes.
  promise.catch(() => undefined);
  return promise;
}

const stopped = () =>
  new SalesforceError({ code: 'RUN_STOPPED', message: 'The run ended before its last row, and no file was written.' });

function toExportError(failure: unknown, signal: AbortSignal): unknown {
  if (failure instanceof SalesforceError) return failure;
  if (signal.aborted) return new SalesforceError({ code: 'CANCELLED', message: 'The export was cancelled.' });
  const message = failure instanceof Error ? failure.message : String(failure);
  return new SalesforceError({ code: 'EXPORT_FAILED', message }, { cause: failure });
}
