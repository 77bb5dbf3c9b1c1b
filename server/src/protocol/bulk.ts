// Bulk jobs: loads of CSV files and exports of queries. They live on the server's disk, and go on after a restart.
import { notification, request } from './message.ts';
import type { OrgKey } from './orgs.ts';
import type { CsvOptions, ExportFormat } from './runs.ts';

export type LoadOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete';

/** What a file is loaded as: the content of a mapping file. */
export interface LoadMapping {
  readonly object: string;
  readonly operation: LoadOperation;
  /** Of an upsert: the field that tells which record a row is. */
  readonly externalId?: string;
  readonly assignmentRuleId?: string;
  /** By the title of the column: a field, a parent's external id as `Account.ExtId__c`, or null for none. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Fields that get the same value in each row. */
  readonly constants?: Readonly<Record<string, string>>;
  /** An empty cell leaves its field alone, or makes it empty. */
  readonly emptyCells?: 'ignore' | 'null';
}

/** A field that a column can go to. */
export interface LoadField {
  /** `Name`, or `Account.ExtId__c` for a parent by an external id. */
  readonly path: string;
  readonly label: string;
  readonly type: string;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly required: boolean;
  /** Records can be found by it: upsert may use it. */
  readonly externalId: boolean;
  /** Of a reference: what the path of its parent begins with, `Account` or, where there are several, `Lead:Who`. */
  readonly parents?: readonly string[];
}

export interface CsvPreview {
  /** Bytes. */
  readonly size: number;
  readonly header: readonly string[];
  /** The first rows behind the header. */
  readonly sample: readonly (readonly string[])[];
  readonly delimiter: string;
  readonly encoding: string;
  readonly lineEnding: 'LF' | 'CRLF' | 'CR';
}

/** How a CSV file is written. `file` is an absolute path on the server's machine. */
export const previewCsv = request<{ readonly file: string }, CsvPreview>('bulk/preview');
/** The fields of an object that can be loaded, and the field that fits each title best; null where none does. */
export const loadFields = request<
  { readonly org: OrgKey; readonly object: string; readonly titles: readonly string[] },
  { readonly fields: readonly LoadField[]; readonly columns: Readonly<Record<string, string | null>> }
>('bulk/fields');

/** What is wrong with a mapping, whatever the rows are. */
export interface MappingProblem {
  /** `MAPPED_TWICE`, `MISSING_REQUIRED` and the like. */
  readonly code: string;
  /** The field that it is about, or the object. */
  readonly field: string;
  readonly message: string;
}

/** Compares a mapping with Describe, for a file with these titles. */
export const checkMapping = request<
  { readonly org: OrgKey; readonly mapping: LoadMapping; readonly titles: readonly string[] },
  { readonly problems: readonly MappingProblem[] }
>('bulk/checkMapping');

/** In words: what is wrong, where, and how often. */
export interface LoadFinding {
  /** The field whose cells it is about; none where it is the row, the file or the mapping. */
  readonly field?: string;
  readonly message: string;
  /** The load would be refused; else only the rows that have it fail. */
  readonly fatal: boolean;
  /** Rows that have it; 0 where it is the file or the mapping. */
  readonly rows: number;
  /** Lines of the first of them, from 1. */
  readonly lines: readonly number[];
  readonly example?: string;
}

export interface LoadReport {
  /** Of the object: for one record, and for many. */
  readonly label: string;
  readonly labelPlural: string;
  readonly rows: number;
  readonly badRows: number;
  /** Bytes. */
  readonly size: number;
  readonly findings: readonly LoadFinding[];
  /** The file with the bad rows, where there are any. */
  readonly badRowsFile?: string;
  readonly api: 'bulk' | 'collections';
  /** Why that API, in words. */
  readonly why: string;
  /** Jobs of the org, and about how many API calls the load costs. */
  readonly jobs: number;
  readonly calls: number;
}

interface LoadParams {
  readonly org: OrgKey;
  readonly file: string;
  readonly mapping: LoadMapping;
  /** Rows up to which the load goes by collections. */
  readonly threshold: number;
  /** Bytes of a job at most. */
  readonly jobBytes: number;
}

/** Looks at each row of the file, and sends nothing. Cancellable. `badRowsFile` is written where rows are bad. */
export const checkLoad = request<LoadParams & { readonly badRowsFile: string }, LoadReport>('bulk/check');
/** Server to client while a file is checked: rows and bytes so far. */
export const checkProgress = notification<{ readonly file: string; readonly rows: number; readonly bytes: number }>(
  'bulk/checkProgress',
);
/** Starts a load; answered when it is on the disk. Its progress comes as `bulk/progress`. */
export const startLoad = request<LoadParams, BulkJobStatus>('bulk/load');
/**
 * Writes all rows of the statement at `offset` of an open document to a file, by a query job. `file` is an absolute path
 * on the server's machine; it is replaced when all rows are there. Can be cancelled until there is a job, while it waits for
 * Describe.
 */
export const startBulkExport = request<
  {
    readonly org: OrgKey;
    readonly uri: string;
    readonly offset: number;
    readonly binds?: Readonly<Record<string, string>>;
    readonly file: string;
    readonly format: ExportFormat;
    readonly csv: CsvOptions;
  },
  BulkJobStatus
>('bulk/export');

/** One of our jobs: a load, which may be several jobs of the org, or the export of a query. */
export interface BulkJobStatus {
  readonly id: string;
  readonly kind: 'load' | 'export';
  readonly org: OrgKey;
  readonly object: string;
  readonly operation: string;
  readonly file: string;
  /** `stopped`: it cannot go on by itself, and can be resumed. */
  readonly state: 'running' | 'aborting' | 'done' | 'aborted' | 'failed' | 'stopped';
  readonly api: 'bulk' | 'collections';
  /** Of an export that did not ask for it: why by the Bulk API, in words. */
  readonly why?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly endedAt?: number;
  /** Rows known so far, tried by the org, failed, not processed, and those of which nobody knows whether they were. */
  readonly rows: number;
  readonly processed: number;
  readonly failed: number;
  readonly unprocessed: number;
  readonly unknown: number;
  /** Another load has taken the failed rows over: they cannot be retried here. */
  readonly retried?: true;
  /** Ids of the org's jobs. */
  readonly jobs: readonly string[];
  /** What the org said of the rows as a whole. */
  readonly problem?: string;
  /** Why it stopped or failed, in words. */
  readonly error?: { readonly code: string; readonly message: string; readonly nextStep?: string };
  /** Another window works on it. */
  readonly elsewhere: boolean;
}

/** A job as the org has it, ours or not. */
export interface OrgJobInfo {
  readonly id: string;
  readonly kind: 'ingest' | 'query';
  readonly object: string;
  readonly operation: string;
  readonly state: 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';
  /** ISO 8601 as Salesforce writes it. */
  readonly createdDate: string;
  readonly createdById: string;
}

/** Our jobs, the newest first. Those that nobody works on, after a crash or in a new window, go on now. No API calls. */
export const listJobs = request<Record<string, never>, { readonly jobs: readonly BulkJobStatus[] }>('bulk/jobs');
/** The org's newest jobs; two API calls. */
export const listOrgJobs = request<{ readonly org: OrgKey }, { readonly jobs: readonly OrgJobInfo[] }>('bulk/orgJobs');
/** Everything that the org tells of a job, as it says it; one API call. */
export const describeOrgJob = request<
  { readonly org: OrgKey; readonly kind: 'ingest' | 'query'; readonly id: string },
  { readonly job: Readonly<Record<string, unknown>> }
>('bulk/orgJob');
/** Writes what came of a job of the org into a folder of the server's machine; a call for each file or page. Cancellable. */
export const saveOrgJob = request<
  { readonly org: OrgKey; readonly kind: 'ingest' | 'query'; readonly id: string; readonly folder: string },
  { readonly files: readonly string[] }
>('bulk/saveOrgJob');
/** What is done with a job of the org. */
export const actOnOrgJob = request<
  {
    readonly org: OrgKey;
    readonly kind: 'ingest' | 'query';
    readonly id: string;
    readonly action: 'abort' | 'delete';
  },
  null
>('bulk/actOnOrgJob');
/** What is done with one of ours. `retry` answers the new job, of the rows that failed or were not processed. */
export const actOnJob = request<
  { readonly id: string; readonly action: 'abort' | 'resume' | 'remove' | 'retry' },
  { readonly job?: BulkJobStatus }
>('bulk/act');
/** The files with the rows of a load that is over, by what became of them. */
export const jobResults = request<
  { readonly id: string },
  { readonly succeeded?: string; readonly failed?: string; readonly unprocessed?: string; readonly unknown?: string }
>('bulk/results');
/** Server to client, at most four times a second for a job, and at its end. */
export const jobProgress = notification<BulkJobStatus>('bulk/progress');
