import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ObjectDefinition } from '../../schema/types.ts';
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
const rowsInChunk = 500;

/**
 * Works on a job until it has ended, in any way, or `signal` says that the org stops; after a restart it goes on behind
 * the last chunk. A row that fails is an outcome; what makes the job fail is thrown as a JobError.
 */
export async function processIngest(context: IngestContext, job: Job, signal: AbortSignal): Promise<void> {
  const { database, jobs, uploads, outcomes } = context;
  let save: ((cells: readonly string[]) => Outcome) | undefined;
  let skip = job.processed;
  let rows: (readonly string[])[] = [];
  const isWanted = (): boolean => !signal.aborted && jobs.find('ingest', job.id)?.state === 'InProgress';
  const finishChunk = (): void => {
    const started = performance.now();
    database.transaction(() => {
      const done = rows.map(save!);
      const now = jobs.find('ingest', job.id)!;
      outcomes.append(job.id, now.processed, done);
      jobs.update(now, {
        processed: now.processed + done.length,
        failed: now.failed + done.filter(isFailure).length,
        activeTime: now.activeTime + Math.ceil(performance.now() - started),
      });
    });
    rows = [];
  };
  if (!lineEndingIs(job.format.lineEnding, uploads.read(job.id))) {
    const { lineEnding } = job.format;
    throw new JobError(
      `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`,
    );
  }
  try {
    for await (const row of readRows(uploads.read(job.id), job.format)) {
      if (save === undefined) {
        save = saverOf(context, job, row);
        continue;
      }
      if (skip > 0) {
        skip--;
        continue;
      }
      rows.push(row);
      if (rows.length < rowsInChunk) continue;
      finishChunk();
      await nextTurn();
      if (!isWanted()) return;
    }
  } catch (error) {
    if (!(error instanceof UnreadableCsvError)) throw error;
    if (rows.length > 0) finishChunk();
    throw new JobError(`InvalidBatch : Failed to parse CSV. ${error.message}`);
  }
  if (rows.length > 0 && isWanted()) finishChunk();
}

function saverOf({ database, write }: IngestContext, job: Job, header: readonly string[]) {
  const object: ObjectDefinition | undefined = database.schema.object(job.object);
  if (object === undefined) throw new JobError(`InvalidEntity : Unable to find object: ${job.object}`);
  const columns = columnsOf(database.schema, object, header);
  if ('unknown' in columns) throw new JobError(`InvalidBatch : Field name not found : ${columns.unknown}`);
  return rowSaver({ database, object, columns, context: write }, job);
}
