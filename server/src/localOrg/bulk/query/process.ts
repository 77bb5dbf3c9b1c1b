import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Lines, openLines, type QueryLines, type QueryRequest, type QueryUser } from '../../engine/index.ts';
import { ApiError } from '../../errors.ts';
import type { OrgDatabase } from '../../storage/database.ts';
import { delimiters, lineEndings } from '../csv.ts';
import type { Job } from '../job.ts';
import { JobError } from '../jobError.ts';
import type { JobStore } from '../jobStore.ts';
import { rowWriter } from './columns.ts';
import { openJsonLines } from './jsonLines.ts';
import { type Pages, rowsInPiece } from './pages.ts';

export interface QueryJobContext {
  readonly database: OrgDatabase;
  readonly jobs: JobStore;
  readonly pages: Pages;
  readonly user: () => QueryUser;
}

/** Runs a query job to its end, unless it is aborted or the org stops: after a restart it begins again. */
export async function processQuery(context: QueryJobContext, job: Job, signal: AbortSignal): Promise<void> {
  const { jobs, pages } = context;
  pages.remove(job.id);
  const lines = orFail(() => linesOf(queryRequest(context, job), job));
  try {
    let processed = 0;
    for (const piece of piecesOf(lines)) {
      const started = performance.now();
      processed += piece.lengths.length;
      context.database.transaction(() => {
        pages.append(job.id, piece);
        const activeTime = (jobs.find('query', job.id)?.activeTime ?? 0) + Math.ceil(performance.now() - started);
        jobs.update(job, { processed, activeTime });
      });
      await nextTurn();
      if (signal.aborted || jobs.find('query', job.id)?.state !== 'InProgress') return;
    }
    await pages.flush(job.id);
  } finally {
    lines.close();
  }
}

function linesOf(request: QueryRequest, { contentType, format }: Job): QueryLines {
  if (contentType === 'JSON') return openJsonLines(request);
  const csv = { delimiter: delimiters[format.columnDelimiter], lineEnding: lineEndings[format.lineEnding] };
  return openLines(request, csv, columns => rowWriter(columns, format));
}

/** All rows, in pieces that are full but for the last one: a record that is gone by now leaves no gap. */
function* piecesOf(lines: QueryLines): Generator<Lines> {
  for (let from = 0; from < lines.count; ) {
    let piece = lines.read(rowsInPiece, from);
    from += rowsInPiece;
    while (piece.lengths.length < rowsInPiece && from < lines.count) {
      const missing = rowsInPiece - piece.lengths.length;
      piece = joined(piece, lines.read(missing, from));
      from += missing;
    }
    if (piece.lengths.length > 0) yield piece;
  }
}

function joined(first: Lines, second: Lines): Lines {
  return { text: Buffer.concat([first.text, second.text]), lengths: [...first.lengths, ...second.lengths] };
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
