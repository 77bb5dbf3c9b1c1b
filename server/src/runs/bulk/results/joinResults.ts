import { once } from 'node:events';
import { createWriteStream, existsSync, type WriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { csvLine } from '../csv/format.ts';
import { type CsvRow, readCsv, sniffFile } from '../csv/readCsv.ts';
import { isSame } from '../load/fileStamp.ts';
import { planRows, type RowPlan, sentRow } from '../load/mapping.ts';
import type { LoadState } from '../load/state.ts';
import { rawResults } from './collect.ts';
import { RowIndex } from './rowIndex.ts';

/** `unknown` rows may be in the org or not: loaded again, they could be there twice. */
export type Outcome = 'succeeded' | 'failed' | 'unprocessed' | 'unknown';

/** The files with the rows of a load by what became of them, each with the line of the loaded file in front. */
export const resultFile = (folder: string, outcome: Outcome): string => join(folder, `${outcome}.csv`);

export type Counts = Record<Outcome, number>;

/** Columns in front of those that were sent. */
const ownColumns: Record<Outcome, readonly string[]> = {
  succeeded: ['sf__Line', 'sf__Id', 'sf__Created'],
  failed: ['sf__Line', 'sf__Id', 'sf__Error'],
  unprocessed: ['sf__Line', 'sf__Error'],
  unknown: ['sf__Line', 'sf__Error'],
};

/**
 * Brings the results of all parts together with the rows of the loaded file. Memory is bounded by the rows of one part,
 * 25 bytes each, and a byte for each row of parts that were not processed to their end. Where the loaded file is gone by
 * now results have no line, and rows without a result are only counted.
 */
export async function joinResults(load: LoadState, folder: string, signal: AbortSignal): Promise<Counts> {
  const plan = planRows(load.mapping, load.header, load.csv);
  const files = openFiles(load, folder, plan.fields);
  const counts: Counts = { succeeded: 0, failed: 0, unprocessed: 0, unknown: 0 };
  const write: Write = async (outcome, cells) => {
    counts[outcome]++;
    if (!files[outcome].write(csvLine(cells, load.csv.delimiter))) await once(files[outcome], 'drain');
  };
  try {
    const left = await writeResults(load, folder, plan, { write, counts }, signal);
    if (left.length > 0) await writeLeft(load, plan, left, write, signal);
  } finally {
    for (const file of Object.values(files)) file.end();
  }
  for (const outcome of Object.keys(files) as Outcome[]) {
    await finished(files[outcome]);
    await rename(`${resultFile(folder, outcome)}.next`, resultFile(folder, outcome));
  }
  return counts;
}

type Write = (outcome: Outcome, cells: readonly string[]) => Promise<void>;

/** Rows `firstRow` to `end` without a result, save for those that were found. */
interface Left {
  readonly firstRow: number;
  readonly end: number;
  readonly found: (row: number) => boolean;
  readonly reason: string;
  readonly outcome: 'unprocessed' | 'unknown';
}

/** Writes the rows that have a result, and answers which have none. */
async function writeResults(
  load: LoadState,
  folder: string,
  plan: RowPlan,
  { write, counts }: { readonly write: Write; readonly counts: Counts },
  signal: AbortSignal,
): Promise<Left[]> {
  const left: Left[] = [];
  const rows = rowsOf(load, signal);
  let end = 0;
  for (const part of load.parts) {
    const { firstRow, problem = '' } = part;
    end = firstRow + part.rows;
    const index = new RowIndex(part.rows);
    const lines = new Uint32Array(part.rows);
    let known = 0;
    for (; known < part.rows; known++) {
      const { value, done } = await rows.next();
      if (done) break;
      lines[known] = value.line;
      index.add(sentRow(plan, value.cells));
    }
    const { results, unmatched } = await writePart(load, rawResults(folder, part), index, lines, write);
    const hasRows = known > 0;
    const missing = part.rows - (hasRows ? index.taken : results);
    if (missing <= 0) continue;
    // As many as the org says that it has processed must have a result.
    const isUnknown = part.lost === true || (hasRows && unmatched > 0) || part.rows - missing < part.processed;
    const outcome = isUnknown ? 'unknown' : 'unprocessed';
    const reason = unmatched > 0 ? unlike : problem;
    if (hasRows) left.push({ firstRow, end, found: row => index.found(row - firstRow), reason, outcome });
    else counts[outcome] += missing;
  }
  // Where the load was aborted before all parts were known.
  if (!load.split)
    left.push({ firstRow: end, end: Number.POSITIVE_INFINITY, found: () => false, reason: '', outcome: 'unprocessed' });
  return left;
}

const unlike = 'The result of this row may look otherwise than the row: see whether it is in the org already.';

/** Answers how many results there are, and how many belong to no row. */
async function writePart(
  load: LoadState,
  raw: ReturnType<typeof rawResults>,
  index: RowIndex,
  lines: Uint32Array,
  write: Write,
): Promise<{ results: number; unmatched: number }> {
  let results = 0;
  let unmatched = 0;
  for (const [outcome, file] of [
    ['succeeded', raw.successful],
    ['failed', raw.failed],
  ] as const) {
    for await (const [id = '', own = '', ...cells] of resultRows(load, file)) {
      const row = index.take(cells);
      results++;
      if (row === undefined) unmatched++;
      await write(outcome, [row === undefined ? '' : String(lines[row]), id, own, ...cells]);
    }
  }
  return { results, unmatched };
}

async function writeLeft(
  load: LoadState,
  plan: RowPlan,
  left: readonly Left[],
  write: Write,
  signal: AbortSignal,
): Promise<void> {
  let number = 0;
  let place = 0;
  for await (const { cells, line } of rowsOf(load, signal)) {
    while (place < left.length && left[place]!.end <= number) place++;
    const range = left[place];
    if (!range) return;
    if (number >= range.firstRow && !range.found(number))
      await write(range.outcome, [String(line), range.reason, ...sentRow(plan, cells)]);
    number++;
  }
}

function openFiles({ csv }: LoadState, folder: string, fields: readonly string[]): Record<Outcome, WriteStream> {
  const open = (outcome: Outcome) => {
    const stream = createWriteStream(`${resultFile(folder, outcome)}.next`);
    stream.write(csvLine([...ownColumns[outcome], ...fields], csv.delimiter));
    return stream;
  };
  return {
    succeeded: open('succeeded'),
    failed: open('failed'),
    unprocessed: open('unprocessed'),
    unknown: open('unknown'),
  };
}

/** The rows of the loaded file, without its header; none where the file is gone or another one by now. */
async function* rowsOf(load: LoadState, signal: AbortSignal): AsyncGenerator<CsvRow> {
  if (!(await isSame(load))) return;
  const { file, csv } = load;
  let isHeader = true;
  for await (const { rows } of readCsv(file, csv, signal)) {
    for (const row of rows) {
      if (isHeader) isHeader = false;
      else yield row;
    }
  }
}

async function* resultRows({ csv }: LoadState, file: string): AsyncGenerator<string[]> {
  if (!existsSync(file)) return;
  const { format } = await sniffFile(file);
  let isHeader = true;
  for await (const { rows } of readCsv(file, { ...format, delimiter: csv.delimiter })) {
    for (const { cells } of rows) {
      if (isHeader) isHeader = false;
      else yield cells;
    }
  }
}
