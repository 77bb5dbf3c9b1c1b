import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { LineWriter } from '../csv/lineWriter.ts';
import { readCells } from '../csv/readCells.ts';
import { Records } from '../csv/records.ts';
import { sniffFile } from '../csv/sniffFile.ts';
import { isSame } from '../load/fileStamp.ts';
import { planRows, type RowPlan } from '../load/mapping.ts';
import { sentCells } from '../load/sentCells.ts';
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
  const counts: Counts = { succeeded: 0, failed: 0, unprocessed: 0, unknown: 0 };
  await using files = await openFiles(load, folder, plan.fields);
  const left = await writeResults(load, folder, plan, { files, counts }, signal);
  if (left.length > 0) await writeLeft(load, plan, left, { files, counts }, signal);
  for (const outcome of outcomes) {
    await files[outcome].end();
    await rename(`${resultFile(folder, outcome)}.next`, resultFile(folder, outcome));
  }
  return counts;
}

interface Results {
  readonly files: Readonly<Record<Outcome, LineWriter>>;
  readonly counts: Counts;
}

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
  results: Results,
  signal: AbortSignal,
): Promise<Left[]> {
  const left: Left[] = [];
  await using rows = await rowsOf(load, signal);
  const sent = sentCells(plan);
  let end = 0;
  for (const part of load.parts) {
    const { firstRow, problem = '' } = part;
    end = firstRow + part.rows;
    const index = new RowIndex(part.rows);
    const lines = new Uint32Array(part.rows);
    let known = 0;
    await rows.take(part.rows, cells => {
      lines[known++] = cells.line;
      index.add(sent(cells));
    });
    const { found, unmatched } = await writePart(load, rawResults(folder, part), index, lines, results);
    const hasRows = known > 0;
    const missing = part.rows - (hasRows ? index.taken : found);
    if (missing <= 0) continue;
    // As many as the org says that it has processed must have a result.
    const isUnknown = part.lost === true || (hasRows && unmatched > 0) || part.rows - missing < part.processed;
    const outcome = isUnknown ? 'unknown' : 'unprocessed';
    const reason = unmatched > 0 ? unlike : problem;
    if (hasRows) left.push({ firstRow, end, found: row => index.found(row - firstRow), reason, outcome });
    else results.counts[outcome] += missing;
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
  { files, counts }: Results,
): Promise<{ found: number; unmatched: number }> {
  let found = 0;
  let unmatched = 0;
  for (const [outcome, file] of [
    ['succeeded', raw.successful],
    ['failed', raw.failed],
  ] as const) {
    if (!existsSync(file)) continue;
    const { format } = await sniffFile(file);
    let isHeader = true;
    for await (const piece of readCells(file, { ...format, delimiter: load.csv.delimiter })) {
      for (let cells = piece.next(); cells; cells = piece.next()) {
        if (isHeader) {
          isHeader = false;
          continue;
        }
        // The id, and what is said of it, stand in front of the row.
        const row = index.take(cells, 2);
        found++;
        if (row === undefined) unmatched++;
        files[outcome]
          .text(row === undefined ? '' : String(lines[row]))
          .cells(cells)
          .endLine();
        counts[outcome]++;
      }
      await files[outcome].flush();
    }
  }
  return { found, unmatched };
}

async function writeLeft(
  load: LoadState,
  plan: RowPlan,
  left: readonly Left[],
  { files, counts }: Results,
  signal: AbortSignal,
): Promise<void> {
  await using rows = await rowsOf(load, signal);
  const sent = sentCells(plan);
  let number = 0;
  let place = 0;
  const flush = () => Promise.all([files.unprocessed.flush(), files.unknown.flush()]);
  await rows.take(
    Number.POSITIVE_INFINITY,
    cells => {
      while (place < left.length && left[place]!.end <= number) place++;
      const range = left[place];
      const row = number++;
      if (!range || row < range.firstRow || range.found(row)) return;
      files[range.outcome].text(String(cells.line)).text(range.reason).cells(sent(cells)).endLine();
      counts[range.outcome]++;
    },
    flush,
  );
}

const outcomes = ['succeeded', 'failed', 'unprocessed', 'unknown'] as const satisfies readonly Outcome[];

async function openFiles({ csv }: LoadState, folder: string, fields: readonly string[]) {
  const open = async (outcome: Outcome) => {
    const file = await LineWriter.create(`${resultFile(folder, outcome)}.next`, csv.delimiter);
    for (const title of [...ownColumns[outcome], ...fields]) file.text(title);
    file.endLine();
    return file;
  };
  const [succeeded, failed, unprocessed, unknown] = await Promise.all([
    open('succeeded'),
    open('failed'),
    open('unprocessed'),
    open('unknown'),
  ]);
  const files = { succeeded, failed, unprocessed, unknown };
  return {
    ...files,
    async [Symbol.asyncDispose]() {
      await Promise.all(Object.values(files).map(file => file[Symbol.asyncDispose]()));
    },
  };
}

/** The rows of the loaded file, without its header; none where the file is gone or another one by now. */
async function rowsOf(load: LoadState, signal: AbortSignal): Promise<Records> {
  const records = new Records((await isSame(load)) ? readCells(load.file, load.csv, signal) : undefined);
  await records.take(1, () => undefined);
  return records;
}
