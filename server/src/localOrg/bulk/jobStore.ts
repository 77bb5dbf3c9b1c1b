import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { OrgDatabase } from '../storage/database.ts';
import { idOf } from '../storage/ids.ts';
import type { CsvFormat } from './csv.ts';
import type { Job, JobKind, JobState, NewJob } from './job.ts';

/** The jobs of the org, in its database: they go on after a restart. */
export interface JobStore {
  create(job: NewJob, state: JobState): Job;
  find(kind: JobKind, id: string): Job | undefined;
  /** Changes a job and gives what it is now. */
  update(job: Job, changes: JobChanges): Job;
  /** Takes the job out of sight. What it did still counts against the limits of the day. */
  remove(job: Job): void;
  /** The oldest first, beginning after `after`. */
  list(kind: JobKind, after: string, count: number): readonly Job[];
  /** Jobs that are to be worked on, the oldest first. */
  pending(): readonly Job[];
  usage(): BulkUsage;
}

export type JobChanges = Partial<
  Pick<Job, 'state' | 'processed' | 'failed' | 'totalTime' | 'activeTime' | 'errorMessage'>
>;

/** Of the last 24 hours. */
export interface BulkUsage {
  /** Batches of ingest jobs: Salesforce cuts them into 10,000 rows each. */
  readonly batches: number;
  readonly queryJobs: number;
}

const jobPrefix = '750';
const day = 24 * 60 * 60 * 1000;
/** Salesforce keeps jobs and their results for this long. */
const lifetime = 7 * day;
const rowsInBatch = 10_000;

const contentTypeColumn = "contentType TEXT NOT NULL DEFAULT 'CSV'";
const columns = `
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, operation TEXT NOT NULL,
  object TEXT NOT NULL, externalIdFieldName TEXT, query TEXT, columnDelimiter TEXT NOT NULL, lineEnding TEXT NOT NULL,
  apiVersion INTEGER NOT NULL, createdById TEXT NOT NULL, createdDate TEXT NOT NULL, systemModstamp TEXT NOT NULL,
  state TEXT NOT NULL, processed INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,
  totalTime INTEGER NOT NULL DEFAULT 0, activeTime INTEGER NOT NULL DEFAULT 0, errorMessage TEXT,
  removed INTEGER NOT NULL DEFAULT 0, ${contentTypeColumn}`;

/** Opens the table of jobs, and forgets those that are older than a week. */
export function openJobStore({ sqlite, prepare }: OrgDatabase, now: () => number): JobStore {
  sqlite.exec(`CREATE TABLE IF NOT EXISTS local_bulk_job (${columns}) STRICT`);
  addContentType({ sqlite, prepare });
  const timestamp = (age = 0): string => new Date(now() - age).toISOString();
  forgetOldJobs({ prepare }, timestamp(lifetime));
  const byId = prepare('SELECT * FROM local_bulk_job WHERE id = ? AND kind = ? AND NOT removed');
  const find = (kind: JobKind, id: string): Job | undefined => {
    const row = byId.get(id, kind);
    return row && jobOf(row);
  };
  return {
    find,
    create(job, state) {
      const last = prepare('SELECT max(number) AS number FROM local_bulk_job').get()?.number;
      const number = Number(last ?? 0) + 1;
      const id = idOf(jobPrefix, number);
      const { format, ...values } = job;
      insert({ number, id, ...values, ...format, createdDate: timestamp(), systemModstamp: timestamp(), state });
      return find(job.kind, id)!;
    },
    update(job, changes) {
      const named = Object.entries({ ...changes, systemModstamp: timestamp() });
      const sets = named.map(([name]) => `${name} = ?`).join(', ');
      const values: readonly SQLInputValue[] = named.map(([, value]) => value ?? null);
      prepare(`UPDATE local_bulk_job SET ${sets} WHERE id = ?`).run(...values, job.id);
      return find(job.kind, job.id)!;
    },
    remove: job => void prepare('UPDATE local_bulk_job SET removed = 1 WHERE id = ?').run(job.id),
    list(kind, after, count) {
      const sql = 'SELECT * FROM local_bulk_job WHERE kind = ? AND id > ? AND NOT removed ORDER BY id LIMIT ?';
      return prepare(sql).all(kind, after, count).map(jobOf);
    },
    pending() {
      const sql = `
        SELECT * FROM local_bulk_job
        WHERE state IN ('UploadComplete', 'InProgress') AND NOT removed ORDER BY number`;
      return prepare(sql).all().map(jobOf);
    },
    usage() {
      const sql = `
        SELECT
          coalesce(sum((processed + ${rowsInBatch - 1}) / ${rowsInBatch}) FILTER (WHERE kind = 'ingest'), 0) AS batches,
          count(*) FILTER (WHERE kind = 'query') AS queryJobs
        FROM local_bulk_job WHERE createdDate > ?`;
      const row = prepare(sql).get(timestamp(day));
      return { batches: Number(row?.batches), queryJobs: Number(row?.queryJobs) };
    },
  };

  function insert(values: Readonly<Record<string, SQLInputValue>>): void {
    const names = Object.keys(values);
    const sql = `INSERT INTO local_bulk_job (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    prepare(sql).run(...Object.values(values));
  }
}

/** Versions before this one knew CSV only. */
function addContentType({ sqlite, prepare }: Pick<OrgDatabase, 'sqlite' | 'prepare'>): void {
  const known = prepare("SELECT 1 FROM pragma_table_info('local_bulk_job') WHERE name = 'contentType'").get();
  if (known === undefined) sqlite.exec(`ALTER TABLE local_bulk_job ADD COLUMN ${contentTypeColumn}`);
}

/** The youngest job stays, out of sight, for its number: no id is given again. */
function forgetOldJobs({ prepare }: Pick<OrgDatabase, 'prepare'>, before: string): void {
  const youngest = '(SELECT max(number) FROM local_bulk_job)';
  prepare(`DELETE FROM local_bulk_job WHERE createdDate < ? AND number < ${youngest}`).run(before);
  prepare('UPDATE local_bulk_job SET removed = 1 WHERE createdDate < ?').run(before);
}

function jobOf(row: Record<string, SQLOutputValue>): Job {
  const { columnDelimiter, lineEnding, number: _number, removed: _removed, ...job } = row;
  return { ...job, format: { columnDelimiter, lineEnding } as CsvFormat } as unknown as Job;
}
