import type { BulkContext } from '../bulk/context.ts';
import { csvRow } from '../bulk/csv.ts';
import { failureParts } from '../bulk/ingest/failure.ts';
import { isFailure, type Outcome } from '../bulk/ingest/outcomes.ts';
import type { Job } from '../bulk/job.ts';
import { queryRequest } from '../bulk/query/process.ts';
import { checkBulkQuery } from '../bulk/query/refusals.ts';
import { resultRows } from '../bulk/query/results.ts';
import { ApiError } from '../errors.ts';
import { type Chunks, json, type Reply } from '../http/reply.ts';
import { id18 } from '../storage/ids.ts';
import { textElement } from '../xml/xml.ts';
import { xmlReply } from './format.ts';
import { runOf } from './info.ts';
import { type Batch, type BatchJob, batchIdOf } from './jobs.ts';

/** Takes the data of a batch, CSV, JSON or SOQL, and has it worked on. */
export function addBatch(context: BulkContext, job: BatchJob, content: Buffer): Batch {
  if (job.state !== 'Open') throw new ApiError(400, 'INVALIDJOBSTATE', `The job is ${job.state.toLowerCase()}`);
  const run = job.template.kind === 'query' ? newQuery(context, job, content) : newIngest(context, job, content);
  const batch = { id: batchIdOf(run), run };
  job.batches.push(batch);
  context.faults.adopt(run.id);
  context.runner.wake();
  return batch;
}

/** What came of a batch: an item for each record that was tried, or the list of the results of a query. */
export function resultsOf(context: BulkContext, batch: Batch): Reply {
  const run = runOf(context, batch);
  requireResults(run);
  const isJson = run.contentType === 'JSON';
  if (run.kind === 'ingest') return isJson ? jsonStream(outcomeItems(context, run)) : csv(outcomeRows(context, run));
  if (isJson) return json(200, [resultIdOf(run)]);
  return xmlReply(200, 'result-list', [textElement('result', resultIdOf(run))]);
}

/** The rows of a query. */
export function queryRows(context: BulkContext, batch: Batch, resultId: string): Reply {
  const run = runOf(context, batch);
  requireResults(run);
  if (run.kind !== 'query' || resultId !== resultIdOf(run)) {
    throw new ApiError(400, 'INVALIDBATCH', `Unable to find result with id: ${resultId}`);
  }
  if (run.contentType === 'JSON') return jsonStream(context.pages.read(run.id, 0, run.processed));
  return csv(run.processed === 0 ? ['Records not found for this query'] : resultRows(context, run, 0, run.processed));
}

/** What the client sent. */
export function requestOf(context: BulkContext, batch: Batch): Reply {
  const run = runOf(context, batch);
  const chunks = run.query === null ? context.uploads.read(run.id) : [run.query];
  return run.contentType === 'JSON' && run.query === null ? stream('application/json', chunks) : csv(chunks);
}

function newIngest({ database, jobs, uploads }: BulkContext, { template }: BatchJob, content: Buffer): Job {
  const lineEnding = content.includes('\r\n') ? 'CRLF' : 'LF';
  return database.transaction(() => {
    const run = jobs.create({ ...template, format: { columnDelimiter: 'COMMA', lineEnding } }, 'UploadComplete');
    uploads.append(run.id, content);
    uploads.finish(run.id);
    return run;
  });
}

/** A query that cannot run makes its batch fail, as all that is wrong with a batch does. */
function newQuery(context: BulkContext, { template }: BatchJob, content: Buffer): Job {
  const job = { ...template, query: content.toString('utf8').trim() };
  try {
    checkBulkQuery(queryRequest(context, job));
    return context.jobs.create(job, 'UploadComplete');
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const errorMessage = `InvalidBatch : Failed to process query: ${error.errorCode}: ${error.message}`;
    return context.jobs.update(context.jobs.create(job, 'Failed'), { errorMessage });
  }
}

function* outcomeRows({ outcomes }: BulkContext, run: Job): Generator<string> {
  yield csvRow(['Id', 'Success', 'Created', 'Error'], run.format);
  for (const outcome of outcomes.read(run.id)) yield csvRow(cellsOf(outcome), run.format);
}

function cellsOf(outcome: Outcome): readonly string[] {
  if (isFailure(outcome)) return [outcome[0], 'false', 'false', outcome[1]];
  return [outcome[0], 'true', String(outcome[1]), ''];
}

function* outcomeItems({ outcomes }: BulkContext, run: Job): Generator<string> {
  let between = '';
  for (const outcome of outcomes.read(run.id)) {
    yield between + JSON.stringify(resultOf(outcome));
    between = ',\n';
  }
}

function resultOf(outcome: Outcome): object {
  if (!isFailure(outcome)) return { success: true, created: outcome[1], id: outcome[0], errors: [] };
  const [id, error] = outcome;
  const errors = [{ extendedErrorDetails: null, ...failureParts(error) }];
  return { success: false, created: false, id: id === '' ? null : id, errors };
}

function resultIdOf({ id }: Job): string {
  return id18(`752${id.slice(3, 15)}`);
}

/** A batch that failed as a whole has none. */
function requireResults({ state, processed }: Job): void {
  if (state === 'JobComplete' || (state === 'Failed' && processed > 0)) return;
  const message = state === 'Failed' || state === 'Aborted' ? 'Records not processed' : 'Batch not completed';
  throw new ApiError(400, 'INVALIDBATCH', message);
}

function csv(chunks: Chunks): Reply {
  return stream('text/csv', chunks);
}

function jsonStream(items: Iterable<string | Uint8Array>): Reply {
  return stream('application/json', inList(items));
}

function* inList(items: Iterable<string | Uint8Array>): Generator<string | Uint8Array> {
  yield '[';
  yield* items;
  yield ']';
}

function stream(contentType: string, chunks: Chunks): Reply {
  return { status: 200, body: { kind: 'stream', contentType, chunks } };
}
