import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { abortJob, type BulkOrg, type BulkState, getJob, isEnded } from '../../../salesforce/bulk/jobs.ts';
import { createQueryJob, readPage, resultPages } from '../../../salesforce/bulk/query.ts';
import { errorFromFailure, SalesforceError, type SalesforceErrorData } from '../../../salesforce/errors.ts';
import type { StreamedAnswer } from '../../../salesforce/transport/answer.ts';
import type { CsvOptions, ExportFormat } from '../../export/formats.ts';
import type { WhyApi } from '../chooseApi.ts';
import { saverOf } from '../durable.ts';
import { FileWriter } from '../fileWriter.ts';
import { pageWriter, unchangedCsv, type Written } from './pageWriter.ts';
import type { ExportShape } from './shape.ts';

/** Everything about an export of a query, as it lies in its state file. */
export interface ExportState {
  readonly format: 1;
  readonly id: string;
  readonly kind: 'export';
  readonly org: string;
  readonly createdAt: number;
  endedAt?: number;
  readonly soql: string;
  readonly object: string;
  readonly operation: 'query' | 'queryAll';
  /** Where the rows go: an absolute path. */
  readonly file: string;
  readonly fileFormat: ExportFormat;
  /** Absent where the file is CSV as the org sends it, and in the state of an older version. */
  readonly shape?: ExportShape;
  /** Absent in the state of an older version: the file as the org sends it. */
  readonly csv?: CsvOptions;
  readonly why?: WhyApi;
  readonly threshold?: number;
  state: 'running' | 'aborting' | 'done' | 'aborted' | 'failed' | 'stopped';
  /** Id of the job in the org. */
  job?: string;
  jobState?: BulkState;
  /** Rows that the org has found, and those that are written. */
  rows: number;
  written: number;
  error?: SalesforceErrorData;
}

export interface ExportPorts {
  readonly folder: string;
  readonly write: (state: ExportState) => Promise<void>;
  readonly onProgress: () => void;
}

/** Pages that are fetched besides the one that is written. */
const pagesAhead = 2;
const longestPauseMs = 20_000;

interface Page {
  /** Answers how many rows the org says that there are; undefined where it does not say it. */
  read(read: (body: AsyncIterable<Buffer>) => Promise<void>): Promise<number | undefined>;
  /** Leaves nothing of it, once it does not come any more. */
  discard(): Promise<void>;
}

/**
 * A Bulk query whose rows go to a file. It goes on with the job that it had when an earlier process ended; the file is
 * written from its beginning then, because results stay in the org for a week.
 */
export class QueryExport {
  readonly state: ExportState;
  readonly #ports: ExportPorts;
  #org: BulkOrg | undefined;
  readonly #stop = new AbortController();
  readonly #abort = new AbortController();
  readonly #save: () => Promise<void>;

  constructor(state: ExportState, ports: ExportPorts) {
    this.state = state;
    this.#ports = ports;
    this.#save = saverOf(() => ports.write(state));
    if (state.state === 'aborting') this.#abort.abort();
  }

  /** Never throws: a failure is a part of the state. */
  async run(org: BulkOrg): Promise<void> {
    this.#org = org;
    const { state } = this;
    try {
      if (state.state !== 'aborting') state.state = 'running';
      delete state.error;
      await this.#save();
      if (this.#abort.signal.aborted) await this.#abortThere();
      else if (await this.#found()) await this.#writeFile();
      state.endedAt = Date.now();
      await this.#save();
    } catch (failure) {
      if (this.#stop.signal.aborted) return;
      if (this.#abort.signal.aborted && state.state === 'aborting') await this.#abortThere().catch(() => undefined);
      else this.#fail(errorFromFailure(failure));
      await this.#save().catch(() => undefined);
    }
    this.#ports.onProgress();
  }

  /** A query that the org refuses is refused each time; with anything else the export can go on later. */
  #fail(failure: SalesforceError): void {
    const { state } = this;
    state.error = failure.toData();
    const isRefused = state.job === undefined && failure.status === 400;
    state.state = isRefused ? 'failed' : 'stopped';
    if (isRefused) state.endedAt = Date.now();
  }

  async abort(): Promise<void> {
    if (this.state.state !== 'running') return;
    this.state.state = 'aborting';
    await this.#save();
    this.#abort.abort();
  }

  stop(): void {
    this.#stop.abort();
  }

  get #signal(): AbortSignal {
    return AbortSignal.any([this.#stop.signal, this.#abort.signal]);
  }

  /** Whether the org has found all rows. A job asked for twice costs a job, and changes nothing. */
  async #found(): Promise<boolean> {
    const { state } = this;
    const { onProgress } = this.#ports;
    const org = this.#org!;
    if (state.job === undefined) {
      const { operation, soql } = state;
      state.job = (await createQueryJob(org, { operation, query: soql }, this.#signal)).id;
      await this.#save();
    }
    for (let polls = 0; ; polls++) {
      const job = await getJob(org, 'query', state.job, this.#signal);
      state.jobState = job.state;
      state.rows = job.numberRecordsProcessed ?? state.rows;
      onProgress();
      if (job.state === 'JobComplete') return true;
      if (isEnded(job)) {
        state.state = job.state === 'Aborted' ? 'aborted' : 'failed';
        if (job.errorMessage) state.error = { code: 'JOB_FAILED', message: job.errorMessage };
        return false;
      }
      await delay(Math.min(250 * 1.5 ** polls, longestPauseMs), undefined, { signal: this.#signal });
    }
  }

  async #writeFile(): Promise<void> {
    const { state } = this;
    const partial = `${state.file}.part`;
    try {
      await this.#writePages(partial);
      await rename(partial, state.file);
    } catch (failure) {
      await rm(partial, { force: true });
      throw failure;
    }
    state.state = 'done';
  }

  async #writePages(file: string): Promise<void> {
    const { state } = this;
    state.written = 0;
    const { fileFormat: format, csv = unchangedCsv.csv, shape } = state;
    const writer = pageWriter({ format, csv, shape });
    await using out = await FileWriter.create(file);
    const put = ({ bytes, rows }: Written) => {
      state.written += rows;
      this.#ports.onProgress();
      return out.add(bytes);
    };
    for await (const page of this.#pages()) {
      const before = state.written;
      const told = await page.read(async body => {
        for await (const written of writer.page(body)) await put(written);
      });
      // An answer can end early as if it were whole.
      if (told !== undefined && state.written - before < told) throw cutPage(state.written - before, told);
    }
    await out.add(writer.end());
    await out.end();
  }

  /**
   * The pages in their order. The first one goes from the connection to the file; while one is written, the next ones
   * are fetched to files beside the job.
   */
  async *#pages(): AsyncGenerator<Page> {
    const { folder } = this.#ports;
    const org = this.#org!;
    const ended = new AbortController();
    const signal = AbortSignal.any([this.#signal, ended.signal]);
    const paths = this.#paths();
    const ahead: Page[] = [];
    let page: Page | undefined;
    try {
      const first = await paths.next();
      page = first.done ? undefined : directPage(org, first.value, signal);
      for (let number = 0; page; page = ahead.shift()) {
        while (ahead.length < pagesAhead) {
          const { value: path, done } = await paths.next();
          if (done) break;
          ahead.push(fetchedPage(org, path, join(folder, `page-${number++ % (pagesAhead + 1)}.csv`), signal));
        }
        yield page;
      }
    } finally {
      ended.abort();
      await Promise.all([page, ...ahead].map(left => left?.discard()));
    }
  }

  async *#paths(): AsyncGenerator<string> {
    let next: string | undefined;
    do {
      const list = await resultPages(this.#org!, this.state.job!, next, this.#signal);
      yield* list.paths;
      next = list.next;
    } while (next !== undefined);
  }

  async #abortThere(): Promise<void> {
    const { state } = this;
    if (state.job !== undefined && state.jobState !== 'JobComplete')
      await abortJob(this.#org!, 'query', state.job, this.#stop.signal).catch(() => undefined);
    state.state = 'aborted';
    state.endedAt = Date.now();
  }
}

function directPage(org: BulkOrg, path: string, signal: AbortSignal): Page {
  return {
    read: read => readPage(org, path, answer => read(answer.body).then(() => rowsIn(answer)), signal),
    discard: async () => undefined,
  };
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/query_get_job_results.htm */
function rowsIn({ header }: Pick<StreamedAnswer, 'header'>): number | undefined {
  const told = header('sforce-numberofrecords');
  return told !== undefined && /^\d+$/.test(told) ? Number(told) : undefined;
}

function cutPage(rows: number, told: number): SalesforceError {
  const message = `Of a page of the result ${rows} rows came, and ${told} are in it. Try again.`;
  return new SalesforceError({ code: 'BAD_ANSWER', message });
}

/** A page that is on its way to a file, which is removed when it is read. */
function fetchedPage(org: BulkOrg, path: string, file: string, signal: AbortSignal): Page {
  const fetched = readPage(
    org,
    path,
    async answer => {
      await pipeline(Readable.from(answer.body, { objectMode: false }), createWriteStream(file), { signal });
      return rowsIn(answer);
    },
    signal,
  );
  fetched.catch(() => undefined);
  const remove = () => rm(file, { force: true });
  return {
    async read(read) {
      try {
        const told = await fetched;
        await read(createReadStream(file, { highWaterMark: 1 << 18 }));
        return told;
      } finally {
        await remove();
      }
    },
    discard: () => fetched.then(remove, remove),
  };
}
