import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OrgDatabase } from '../../storage/database.ts';
import { repeatedKeys } from '../../storage/repeatedKeys.ts';
import type { UpsertKey } from '../../storage/upsert.ts';
import type { WriteContext } from '../../storage/writes.ts';
import { readRows, UnreadableCsvError } from '../csv.ts';
import type { Job } from '../job.ts';
import { JobError } from '../jobError.ts';
import type { JobStore } from '../jobStore.ts';
import { type Column, columnsOf } from './columns.ts';
import { jsonRecords, recordSaver } from './jsonRecords.ts';
import { lineEndingIs } from './lineEnding.ts';
import type { RecordWriter } from './operations.ts';
import { isFailure, type Outcome, type Outcomes } from './outcomes.ts';
import { type RowSaver, rowSaver } from './saveRow.ts';
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
/** Salesforce saves rows of a job as if so many came in one call. */
const rowsInCall = 200;

/**
 * Works on a job until its rows are done, it is aborted, or `signal` says that the org stops; after a restart it goes
 * on behind the last chunk. A row that fails is an outcome; what makes the job fail is thrown as a JobError.
 */
export async function processIngest(context: IngestContext, job: Job, signal: AbortSignal): Promise<void> {
  const object = context.database.schema.object(job.object);
  if (object === undefined) throw new JobError(`InvalidEntity : Unable to find object: ${job.object}`);
  const writer = { database: context.database, object, context: context.write };
  if (job.contentType === 'JSON') {
    const records = jsonRecords(context.uploads.read(job.id), object);
    await saveRows(context, job, rowSource(records.values()), recordSaver(writer, job), signal);
  } else {
    requireLineEnding(job, context.uploads.read(job.id));
    const source = rowSource(readRows(context.uploads.read(job.id), job.format));
    const header = source.next();
    const saver = header && rowSaver({ ...writer, columns: requireColumns(writer, header) }, job);
    await saveRows(context, job, source, saver, signal);
  }
}

async function saveRows<Row>(
  context: IngestContext,
  job: Job,
  source: RowSource<Row>,
  saver: RowSaver<Row> | undefined,
  signal: AbortSignal,
): Promise<void> {
  for (let passed = 0; passed < job.processed; passed++) source.next();
  while (saver !== undefined && source.end() === undefined) {
    if (signal.aborted || context.jobs.find('ingest', job.id)?.state !== 'InProgress') return;
    saveChunk(context, job, source, saver);
    await nextTurn();
  }
  const fault = source.end()?.fault;
  if (fault !== undefined) throw new JobError(`InvalidBatch : Failed to parse CSV. ${fault.message}`);
}

/** Rows one by one. Those before a fault come before the fault counts. */
interface RowSource<Row> {
  next(): Row | undefined;
  /** There are no more rows. */
  end(): { readonly fault: UnreadableCsvError | undefined } | undefined;
}

function rowSource<Row>(rows: Iterator<Row>): RowSource<Row> {
  let end: ReturnType<RowSource<Row>['end']>;
  return {
    next() {
      try {
        const { done, value } = rows.next();
        if (!done) return value;
        end ??= { fault: undefined };
      } catch (error) {
        if (!(error instanceof UnreadableCsvError)) throw error;
        end = { fault: error };
      }
      return undefined;
    },
    end: () => end,
  };
}

/** Saves the next rows. What became of them is stored along with what they wrote. */
function saveChunk<Row>(
  { database, jobs, outcomes }: IngestContext,
  { id }: Job,
  source: RowSource<Row>,
  saver: RowSaver<Row>,
): void {
  const started = performance.now();
  database.transaction(() => {
    const done = saver.keyOf === undefined ? saveEach(source, saver) : saveTogether(source, saver, saver.keyOf);
    saver.flush();
    if (done.length === 0) return;
    const job = jobs.find('ingest', id)!;
    outcomes.append(id, job.processed, done);
    jobs.update(job, {
      processed: job.processed + done.length,
      failed: job.failed + done.filter(isFailure).length,
      activeTime: job.activeTime + Math.ceil(performance.now() - started),
    });
  });
}

/** Each as soon as it is read: a thousand that wait would be moved about by the garbage collector. */
function saveEach<Row>(source: RowSource<Row>, saver: RowSaver<Row>): readonly Outcome[] {
  const done: Outcome[] = [];
  while (done.length < rowsInChunk) {
    const row = source.next();
    if (row === undefined) break;
    done.push(saver.save(row));
  }
  return done;
}

/** Two hundred at a time: within those no two may name the same record. */
function saveTogether<Row>(
  source: RowSource<Row>,
  saver: RowSaver<Row>,
  keyOf: (row: Row) => UpsertKey,
): readonly Outcome[] {
  const done: Outcome[] = [];
  while (done.length < rowsInChunk) {
    const rows: Row[] = [];
    for (let row = source.next(); row !== undefined; row = source.next()) {
      rows.push(row);
      if (rows.length === rowsInCall) break;
    }
    if (rows.length === 0) break;
    const refusalOf = repeatedKeys(rows, keyOf);
    for (const row of rows) done.push(saver.save(row, refusalOf(row)));
  }
  return done;
}

function requireLineEnding({ format: { lineEnding } }: Job, pieces: Iterable<Uint8Array>): void {
  if (lineEndingIs(lineEnding, pieces)) return;
  throw new JobError(
    `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`,
  );
}

function requireColumns({ database, object }: RecordWriter, header: readonly string[]): readonly Column[] {
  const columns = columnsOf(database.schema, object, header);
  if ('unknown' in columns) throw new JobError(`InvalidBatch : Field name not found : ${columns.unknown}`);
  return columns;
}
