// What the main thread and the worker thread of the bulk jobs tell each other. Plain data only.
import type { BulkJob, BulkKind } from '../../salesforce/bulk/jobs.ts';
import type { CsvOptions, ExportFormat } from '../export/formats.ts';
import type { FromThread, OrgOptions, ToThread } from '../threads/messages.ts';
import type { CheckReport, CheckRequest } from './check/checkFile.ts';
import type { WhyApi } from './chooseApi.ts';
import type { Sniffed } from './csv/sniff.ts';
import type { ExportShape } from './export/shape.ts';
import type { LoadRequest } from './load/newLoad.ts';
import type { JobStatus } from './status.ts';

export interface BulkWorkerOptions extends OrgOptions {
  /** Folder of the jobs, one folder each. */
  readonly jobsDir: string;
}

export interface ExportRequest {
  readonly org: string;
  readonly soql: string;
  readonly object: string;
  readonly operation: 'query' | 'queryAll';
  /** Absolute path. */
  readonly file: string;
  readonly fileFormat: ExportFormat;
  readonly shape?: ExportShape;
  readonly csv: CsvOptions;
  readonly why: WhyApi;
  /** Rows up to which the REST API is used. */
  readonly threshold: number;
}

export interface OrgJob {
  readonly org: string;
  readonly kind: BulkKind;
  readonly id: string;
}

/** The files of a job that is over. */
export interface ResultFiles {
  readonly succeeded?: string;
  readonly failed?: string;
  readonly unprocessed?: string;
  readonly unknown?: string;
}

/** What the main thread can ask for. */
export interface BulkMethods {
  sniff(params: { readonly file: string }): Sniffed & { readonly size: number };
  /** `started` are the rows and bytes so far, as progress. */
  check(params: CheckRequest): CheckReport;
  load(params: LoadRequest): JobStatus;
  export(params: ExportRequest): JobStatus;
  /** All of ours, the newest first; unfinished ones that nobody works on are taken up. */
  jobs(params: object): readonly JobStatus[];
  abort(params: { readonly id: string }): null;
  resume(params: { readonly id: string }): null;
  /** Loads the rows again that failed or were not processed. */
  retry(params: { readonly id: string }): JobStatus;
  remove(params: { readonly id: string }): null;
  results(params: { readonly id: string }): ResultFiles;
  /** The org's newest jobs of both kinds; two calls. */
  orgJobs(params: { readonly org: string }): readonly (BulkJob & { readonly kind: BulkKind })[];
  orgJob(params: OrgJob): BulkJob;
  /** Writes its results into a folder, and answers the files. */
  saveOrgJob(params: OrgJob & { readonly folder: string }): readonly string[];
  abortOrgJob(params: OrgJob): null;
  deleteOrgJob(params: OrgJob): null;
}

export type BulkMethod = keyof BulkMethods;
export type Params<Method extends BulkMethod> = Parameters<BulkMethods[Method]>[0];
export type Result<Method extends BulkMethod> = ReturnType<BulkMethods[Method]>;

/** A call to the worker. */
export interface BulkCall {
  readonly method: BulkMethod;
  readonly params: unknown;
}

export type ToBulkWorker = ToThread<BulkCall>;
export type FromBulkWorker = FromThread<JobStatus>;
