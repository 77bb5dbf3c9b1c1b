import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OrgDatabase } from '../../storage/database.ts';
import type { WriteContext } from '../../storage/writes.ts';
import { readRows, UnreadableCsvError } from '../csv.ts';
import type { Job } from '../job.ts';
import { JobError } from '../jobError.ts';
import type { JobStore } from '../jobStore.ts';
import { columnsOf } from './columns.ts';
import { lineEndingIs } from './lineEnding.ts';
import { isFailure, type Outcome, type Outcomes } from './outcomes.ts';
import { rowSaver } from './saveRow.ts';
import type { Uploads } from './uploads.ts';

export interface IngestContext {
  readonly database: OrgDatabase;
  readonly jobs: JobStore;
  readonly uploads: Uploads;
  readonly outcomes: Outcomes;
  readonly write: () => WriteContext;
}

/** Rows of one transaction, after which other requests get their turn: some 20 ms of work. */
const rowsInChunk = 1000;

/**
 * Works on a job until its rows are done, it is aborted, or `signal` says that the org stops; after a restart it goes
 * on behind the last chunk. A row that fails is an outcome; what makes the job fail is thrown as a JobError.
 */
export async function processIngest(context: IngestContext, job: Job, signal: AbortSignal): Promise<void> {
  const { jobs, uploads } = context;
  requireLineEnding(job, uploads.read(job.id));
  let save: RowSaver | undefined;
  try {
    for (const { header, rows } of chunksOf(readRows(uploads.read(job.id), job.format), job.processed)) {
      if (signal.aborted || jobs.find('ingest', job.id)?.state !== 'InProgress') return;
      save ??= saverOf(context, job, header);
      if (rows.length > 0) saveChunk(context, job, rows, save);
      await nextTurn();
    }
  } catch (error) {
    if (error instanceof UnreadableCsvError) throw new JobError(`InvalidBatch : Failed to parse CSV. ${error.message}`);
    throw error;
  }
}

type Row = readonly string[];
type RowSaver = (cells: Row) => Outcome;

interface Chunk {
  readonly header: Row;
  readonly rows: readonly Row[];
}

/** The rows behind the first `skip` ones. Those before a fault come before the fault is thrown. */
function* chunksOf(all: Iterable<Row>, skip: number): Generator<Chunk> {
  let header: Row | undefined;
  let rows: Row[] = [];
  let passed = 0;
  let fault: UnreadableCsvError | undefined;
  try {
    for (const row of all) {
      if (header === undefined) header = row;
      else if (passed++ >= skip) rows.push(row);
      if (rows.length < rowsInChunk) continue;
      yield { header, rows };
      rows = [];
    }
  } catch (error) {
    if (!(error instanceof UnreadableCsvError)) throw error;
    fault = error;
  }
  if (header !== undefined) yield { header, rows };
  if (fault !== undefined) throw fault;
}

/** What became of the rows is stored along with what they wrote. */
function saveChunk({ database, jobs, outcomes }: IngestContext, { id }: Job, rows: readonly Row[], save: RowSaver) {
  const started = performance.now();
  database.transaction(() => {
    const done = rows.map(save);
    const job = jobs.find('ingest', id)!;
    outcomes.append(id, job.processed, done);
    jobs.update(job, {
      processed: job.processed + done.length,
      failed: job.failed + done.filter(isFailure).length,
      activeTime: job.activeTime + Math.ceil(performance.now() - started),
    });
  });
}

function requireLineEnding({ format: { lineEnding } }: Job, pieces: Iterable<Uint8Array>): void {
  if (lineEndingIs(lineEnding, pieces)) return;
  throw new JobError(
    `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`,
  );
}

function saverOf({ database, write }: IngestContext, job: Job, header: Row): RowSaver {
  const object = database.schema.object(job.object);
  if (object === undefined) throw new JobError(`InvalidEntity : Unable to find object: ${job.object}`);
  const columns = columnsOf(database.schema, object, header);
  if ('unknown' in columns) throw new JobError(`InvalidBatch : Field name not found : ${columns.unknown}`);
  return rowSaver({ database, object, columns, context: write }, job);
}
