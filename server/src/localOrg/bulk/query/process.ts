import { setImmediate as nextTurn } from 'node:timers/promises';
import { openQuery, type QueryRecord, type QueryUser } from '../../engine/index.ts';
import { ApiError } from '../../errors.ts';
import type { OrgDatabase } from '../../storage/database.ts';
import { csvRow } from '../csv.ts';
import type { Job } from '../job.ts';
import { JobError } from '../jobError.ts';
import type { JobStore } from '../jobStore.ts';
import { queryColumns } from './columns.ts';
import { type Pages, rowsInPiece } from './pages.ts';

export interface QueryJobContext {
  readonly database: OrgDatabase;
  readonly jobs: JobStore;
  readonly pages: Pages;
  readonly user: () => QueryUser;
}

/** Runs a query job to its end, unless it is aborted or the org stops: after a restart it begins again. */
export async function processQuery(context: QueryJobContext, job: Job, signal: AbortSignal): Promise<void> {
  const { database, jobs, pages } = context;
  const request = queryRequest(context, job);
  pages.remove(job.id);
  const cursor = orFail(() => openQuery(request));
  try {
    const columns = queryColumns(request);
    const textOf = (record: QueryRecord): string =>
      csvRow(
        columns.map(({ read }) => read(record)),
        job.format,
      );
    // A record that is gone by now has no row, so pieces are filled from more than one read.
    let rows: string[] = [];
    let processed = 0;
    for (let from = 0; from < cursor.rowCount; from += rowsInPiece) {
      const started = performance.now();
      database.transaction(() => {
        const read = cursor.read(rowsInPiece, from).map(textOf);
        rows = rows.length === 0 ? read : [...rows, ...read];
        if (rows.length < rowsInPiece && from + rowsInPiece < cursor.rowCount) return;
        const piece = rows.slice(0, rowsInPiece);
        pages.append(job.id, piece);
        processed += piece.length;
        rows = rows.slice(rowsInPiece);
        const activeTime = (jobs.find('query', job.id)?.activeTime ?? 0) + Math.ceil(performance.now() - started);
        jobs.update(job, { processed, activeTime });
      });
      await nextTurn();
      if (signal.aborted || jobs.find('query', job.id)?.state !== 'InProgress') return;
    }
  } finally {
    cursor.close();
  }
}

/** The request to the query engine that a job stands for. */
export function queryRequest({ database, user }: Pick<QueryJobContext, 'database' | 'user'>, job: QuerySource) {
  return {
    db: database.sqlite,
    schema: database.schema,
    text: job.query ?? '',
    user: user(),
    now: new Date(),
    includeDeleted: job.operation === 'queryAll',
    version: `${job.apiVersion}.0`,
  };
}

type QuerySource = Pick<Job, 'query' | 'operation' | 'apiVersion'>;

function orFail<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof ApiError) throw new JobError(`${error.errorCode} : ${error.message}`);
    throw error;
  }
}
