import type { Timers } from '../../base/timers.ts';
import { abortJob, type BulkOrg, deleteJob, getJob, listJobs } from '../../salesforce/bulk/jobs.ts';
import { type Call, ThreadCalls } from '../threads/threadCalls.ts';
import { BulkJobs } from './bulkJobs.ts';
import { checkFile } from './check/checkFile.ts';
import { sniffFile } from './csv/sniffFile.ts';
import type {
  BulkCall,
  BulkMethod,
  BulkWorkerOptions,
  FromBulkWorker,
  Params,
  Result,
  ToBulkWorker,
} from './messages.ts';
import { saveOrgJob } from './results/orgJobResults.ts';
import type { JobStatus } from './status.ts';

type Handlers = {
  readonly [Method in BulkMethod]: (params: Params<Method>, call: Call) => Promise<Result<Method>>;
};

/** How many jobs of a kind are asked for: pages of 1,000. */
const pagesOfJobs = 1;

/** The worker's side of the bulk jobs: answers what the main thread asks, and asks it for tokens. */
export class BulkThread {
  readonly #calls: ThreadCalls<BulkCall, JobStatus>;

  constructor(options: BulkWorkerOptions, timers: Timers, send: (message: FromBulkWorker) => void) {
    const jobs = new BulkJobs({
      jobsDir: options.jobsDir,
      org: key => this.#orgOf(key),
      timers,
      onStatus: status => send({ kind: 'status', status }),
    });
    const handlers = this.#handlersOf(jobs) as Record<BulkMethod, (params: unknown, call: Call) => Promise<unknown>>;
    this.#calls = new ThreadCalls(options, send, ({ method, params }, call) => handlers[method](params, call));
  }

  receive(message: ToBulkWorker): void {
    this.#calls.receive(message);
  }

  #handlersOf(jobs: BulkJobs): Handlers {
    const done = async (work: Promise<void>) => {
      await work;
      return null;
    };
    return {
      sniff: ({ file }) => sniffFile(file),
      check: (request, { progress, signal }) => checkFile(request, progress, signal),
      load: request => jobs.load(request),
      export: request => jobs.export(request),
      jobs: () => jobs.list(),
      abort: ({ id }) => done(jobs.abort(id)),
      resume: ({ id }) => done(jobs.resume(id)),
      retry: ({ id }) => jobs.retry(id),
      remove: ({ id }) => done(jobs.remove(id)),
      results: ({ id }) => jobs.results(id),
      orgJobs: async ({ org: key }, { signal }) => {
        const org = await this.#orgOf(key);
        const kinds = ['ingest', 'query'] as const;
        const lists = await Promise.all(kinds.map(kind => listJobs(org, kind, pagesOfJobs, signal)));
        return lists.flatMap((list, index) => list.map(job => ({ ...job, kind: kinds[index]! })));
      },
      orgJob: async ({ org, kind, id }, { signal }) => getJob(await this.#orgOf(org), kind, id, signal),
      saveOrgJob: async ({ org, folder, ...job }, { signal }) =>
        saveOrgJob(await this.#orgOf(org), job, folder, signal),
      abortOrgJob: async ({ org, kind, id }) => {
        await abortJob(await this.#orgOf(org), kind, id);
        return null;
      },
      deleteOrgJob: async ({ org, kind, id }) => done(deleteJob(await this.#orgOf(org), kind, id)),
    };
  }

  async #orgOf(key: string): Promise<BulkOrg> {
    return { transport: this.#calls.orgs.transport(key), apiVersion: await this.#calls.orgs.apiVersion(key) };
  }
}
