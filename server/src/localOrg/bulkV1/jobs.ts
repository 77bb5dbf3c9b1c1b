import type { BulkContext } from '../bulk/context.ts';
import type { ContentType, Job, NewJob } from '../bulk/job.ts';
import { newIngestJob } from '../bulk/newJob.ts';
import { ApiError } from '../errors.ts';
import { id18, idOf } from '../storage/ids.ts';

/** A job of the first Bulk API: a frame around batches, each of which runs as a job of Bulk API 2.0. */
export interface BatchJob {
  readonly id: string;
  /** What each batch becomes, save for its format and its query. */
  readonly template: NewJob;
  readonly concurrencyMode: string;
  readonly createdDate: Date;
  systemModstamp: Date;
  state: 'Open' | 'Closed' | 'Aborted';
  readonly batches: Batch[];
}

export interface Batch {
  readonly id: string;
  readonly run: Job;
}

type ReadMember = (name: string) => string | undefined;

/** Jobs live in memory: a restart of the org forgets them, though not what their batches did. */
export interface BatchJobs {
  /** @param read gives the members of the body. */
  create(read: ReadMember, apiVersion: number): BatchJob;
  /** Throws an ApiError 400 INVALIDJOB. */
  find(id: string | undefined): BatchJob;
}

/** Far beyond the numbers that jobs of Bulk API 2.0 get, whose ids begin alike. */
const firstNumber = 62 ** 8;
const mostJobs = 1000;

export function createBatchJobs({ database, userId }: BulkContext): BatchJobs {
  const jobs = new Map<string, BatchJob>();
  let count = 0;
  return {
    create(read, apiVersion) {
      const template = templateOf(database.schema, read, { apiVersion, createdById: userId() });
      const now = new Date();
      const job: BatchJob = {
        id: idOf('750', firstNumber + ++count),
        template,
        concurrencyMode: concurrencyModeOf(read('concurrencyMode')),
        createdDate: now,
        systemModstamp: now,
        state: 'Open',
        batches: [],
      };
      jobs.set(job.id, job);
      const [oldest] = jobs.keys();
      if (jobs.size > mostJobs && oldest !== undefined) jobs.delete(oldest);
      return job;
    },
    find(id = '') {
      const job = jobs.get(id.length === 15 ? id18(id) : id);
      if (job === undefined) throw invalidJob(`Unable to find object with id: ${id}`);
      return job;
    },
  };
}

/** Ids of batches look like those of the jobs that run them. */
export function batchIdOf({ id }: Job): string {
  return id18(`751${id.slice(3, 15)}`);
}

function templateOf(
  schema: BulkContext['database']['schema'],
  read: ReadMember,
  origin: { readonly apiVersion: number; readonly createdById: string },
): NewJob {
  const contentType = contentTypeOf(read('contentType') ?? 'XML');
  const operation = read('operation') ?? '';
  const name = read('object') ?? '';
  if (operation !== 'query' && operation !== 'queryAll') {
    const externalIdFieldName = read('externalIdFieldName');
    return { ...newIngestJob(schema, { operation, object: name, externalIdFieldName }, origin), contentType };
  }
  const object = schema.object(name);
  if (object === undefined) throw new ApiError(400, 'INVALIDENTITY', `Unable to find object: ${name}`);
  const format = { columnDelimiter: 'COMMA', lineEnding: 'LF' } as const;
  const query = { operation, object: object.name, externalIdFieldName: null, query: null } as const;
  return { kind: 'query', ...query, contentType, format, ...origin };
}

function contentTypeOf(name: string): ContentType {
  if (name === 'CSV' || name === 'JSON') return name;
  throw invalidJob(`contentType must be CSV or JSON here, not ${name}`);
}

const countedModes: ReadonlyMap<string, string> = new Map([
  ['0', 'Parallel'],
  ['1', 'Serial'],
]);

/** Some clients count the modes. */
function concurrencyModeOf(mode = 'Parallel'): string {
  return countedModes.get(mode) ?? mode;
}

function invalidJob(message: string): ApiError {
  return new ApiError(400, 'INVALIDJOB', message);
}
