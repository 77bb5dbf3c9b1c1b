// Our side of the benchmark: uploads, checks and queries on an org that answers at once.
import { statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { timersOf } from '../../../server/src/base/timers.ts';
import { BulkJobs } from '../../../server/src/runs/bulk/bulkJobs.ts';
import { checkFile } from '../../../server/src/runs/bulk/check/checkFile.ts';
import { sniffFile } from '../../../server/src/runs/bulk/csv/sniffFile.ts';
import { writeDurably } from '../../../server/src/runs/bulk/durable.ts';
import { Load } from '../../../server/src/runs/bulk/load/load.ts';
import { newLoad } from '../../../server/src/runs/bulk/load/newLoad.ts';
import type { ExportFormat } from '../../../server/src/runs/export/formats.ts';
import { createTransport } from '../../../server/src/salesforce/transport/transport.ts';
import { loadField } from '../../harness/loadField.ts';

export interface Ours {
  /** The check of a file before it is loaded; answers its rows. */
  check(): Promise<number>;
  /** Until the org has ended the last job. The load stops there: it would go on to the results. */
  upload(): Promise<void>;
  /** Until the results of all rows are told, in files beside the job. */
  load(): Promise<void>;
  /** Answers the bytes that are written: by default CSV as the org sends it. */
  query(format?: ExportFormat, guardFormulas?: boolean): Promise<number>;
  close(): Promise<void>;
}

export async function openOurs(file: string, folder: string, instanceUrl: string): Promise<Ours> {
  const tokens = { get: async () => ({ accessToken: 'x', instanceUrl }) };
  const transport = createTransport({ tokens, clientName: 'Bench' });
  const org = { transport, apiVersion: '67.0' };
  const timers = timersOf(globalThis);
  const jobsDir = path.join(folder, 'jobs');
  const jobs = new BulkJobs({ jobsDir, org: async () => org, timers, onStatus: () => undefined });
  const { format, header } = await sniffFile(file);
  const columns = Object.fromEntries(header.map(title => [title, title]));
  const mapping = { object: 'Account', operation: 'insert', columns } as const;
  const request = { org: 'org', file, mapping, threshold: 0, jobBytes: 90_000_000, jsonTypes: {} };
  return {
    async check() {
      const fields = header.map((name, at) => loadField(name, at % 5 === 0 ? 'double' : 'string', { length: 255 }));
      const object = { name: 'Account', fields };
      const badRowsFile = path.join(folder, 'bad.csv');
      const what = { file, csv: format, header, mapping, object, parents: [], badRowsFile };
      const { rows, badRows } = await checkFile(what, () => undefined, new AbortController().signal);
      if (badRows > 0) throw new Error(`${badRows} bad rows`);
      return rows;
    },
    async upload() {
      const state = await newLoad(request);
      const ended = Promise.withResolvers<void>();
      const onProgress = () => {
        if (state.split && state.parts.every(({ step }) => endedSteps.has(step))) ended.resolve();
      };
      const jobFolder = await mkdtemp(path.join(folder, 'job-'));
      const write = () => writeDurably(path.join(jobFolder, 'job.json'), JSON.stringify(state));
      const load = new Load(state, { folder: jobFolder, write, timers, onProgress });
      const running = load.run(org);
      await Promise.race([ended.promise, running]);
      load.stop();
      await running;
      if (state.error) throw new Error(state.error.message);
    },
    async load() {
      const { id } = await jobs.load(request);
      await jobs.ended(id);
      const status = (await jobs.list()).find(job => job.id === id);
      if (status?.state !== 'done' || status.unprocessed > 0) throw new Error(JSON.stringify(status));
      await jobs.remove(id);
    },
    async query(fileFormat = 'csv', guardFormulas = false) {
      const target = path.join(folder, `query.${fileFormat}`);
      const what = { org: 'org', soql: 'SELECT', object: 'Account', operation: 'query', fileFormat } as const;
      const csv = { guardFormulas, byteOrderMark: false, delimiter: ',' } as const;
      const kindOf = (at: number) => (at % 5 === 0 ? ('decimal' as const) : ('text' as const));
      const shape = { columns: header.map((name, at) => ({ path: name, kind: kindOf(at) })), parents: [] };
      const { id } = await jobs.export({ ...what, file: target, csv, shape, why: 'asked', threshold: 0 });
      await jobs.ended(id);
      return statSync(target).size;
    },
    close: () => transport.close(),
  };
}

const endedSteps: ReadonlySet<string> = new Set(['ended', 'collected']);
