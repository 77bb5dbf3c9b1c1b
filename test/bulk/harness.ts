import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { timersOf } from '../../server/src/base/timers.ts';
import { BulkJobs } from '../../server/src/runs/bulk/bulkJobs.ts';
import type { LoadMapping } from '../../server/src/runs/bulk/load/mapping.ts';
import type { LoadRequest } from '../../server/src/runs/bulk/load/newLoad.ts';
import type { Outcome } from '../../server/src/runs/bulk/results/joinResults.ts';
import type { JobStatus } from '../../server/src/runs/bulk/status.ts';
import { createTransport } from '../../server/src/salesforce/transport/transport.ts';
import { type LocalOrg, temporaryFolder } from '../harness/localOrg.ts';

/** The jobs of a process of ours, against a local org. */
export interface Jobs {
  readonly jobs: BulkJobs;
  readonly jobsDir: string;
  /** Loads a file and waits for the end. */
  load(file: string, mapping: LoadMapping, more?: Partial<LoadRequest>): Promise<JobStatus>;
  status(id: string): Promise<JobStatus>;
  /** The rows of a result file, by their titles. */
  rows(id: string, outcome: Outcome): Promise<Record<string, string>[]>;
  close(): Promise<void>;
}

export async function openJobs(
  org: LocalOrg,
  jobsDir?: string,
  onStatus: (status: JobStatus) => void = () => undefined,
): Promise<Jobs> {
  const folder = jobsDir ?? (await mkdtemp(join(temporaryFolder(), 'jobs-')));
  const transport = createTransport({
    tokens: { get: async () => ({ accessToken: org.accessToken, instanceUrl: org.origin }) },
    clientName: 'WorkbenchTest',
  });
  const jobs = new BulkJobs({
    jobsDir: folder,
    org: async () => ({ transport, apiVersion: '67.0' }),
    timers: timersOf(globalThis),
    onStatus,
  });
  const status = async (id: string) => (await jobs.list()).find(job => job.id === id)!;
  return {
    jobs,
    jobsDir: folder,
    status,
    async load(file, mapping, more = {}) {
      const request = { org: 'org', file, mapping, threshold: 0, jobBytes: 100_000_000, jsonTypes: {}, ...more };
      const { id } = await jobs.load(request);
      await jobs.ended(id);
      return status(id);
    },
    async rows(id, outcome) {
      const file = (await jobs.results(id))[outcome];
      if (file === undefined) return [];
      const text = await readFile(file, 'utf8');
      return parse(text, { columns: true, delimiter: text.charAt('sf__Line'.length) });
    },
    close: () => transport.close(),
  };
}

let files = 0;

/** Writes a file and answers its path. */
export function writeCsv(content: string | Buffer): string {
  const file = join(temporaryFolder(), `load-${++files}.csv`);
  writeFileSync(file, content);
  return file;
}

/** The one value that a query answers: a count. */
export async function countOf(org: LocalOrg, where: string): Promise<number> {
  const soql = `SELECT COUNT() FROM BigTable__c WHERE ${where}`;
  return ((await (await org.api(`query?q=${encodeURIComponent(soql)}`)).json()) as { totalSize: number }).totalSize;
}

export async function queryRows(org: LocalOrg, soql: string): Promise<Record<string, unknown>[]> {
  const answer = await (await org.api(`query?q=${encodeURIComponent(soql)}`)).json();
  return (answer as { records: Record<string, unknown>[] }).records;
}
