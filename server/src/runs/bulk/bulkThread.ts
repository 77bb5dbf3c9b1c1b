import { assertNever } from '../../base/assertNever.ts';
import type { Timers } from '../../base/timers.ts';
import { abortJob, type BulkOrg, deleteJob, getJob, listJobs } from '../../salesforce/bulk/jobs.ts';
import { errorFromFailure } from '../../salesforce/errors.ts';
import type { Outcome } from '../orgs/messages.ts';
import { ThreadOrgs } from '../orgs/threadOrgs.ts';
import { BulkJobs } from './bulkJobs.ts';
import { checkFile } from './check/checkFile.ts';
import { sniffFile } from './csv/sniffFile.ts';
import type { BulkMethod, BulkWorkerOptions, FromBulkWorker, Params, Result, ToBulkWorker } from './messages.ts';
import { saveOrgJob } from './results/orgJobResults.ts';

type Handlers = {
  readonly [Method in BulkMethod]: (
    params: Params<Method>,
    call: { readonly signal: AbortSignal; progress(rows: number, bytes: number): void },
  ) => Promise<Result<Method>>;
};

/** How many jobs of a kind are asked for: pages of 1,000. */
const pagesOfJobs = 1;

/** The worker's side of the bulk jobs: answers what the main thread asks, and asks it for tokens. */
export class BulkThread {
  readonly #send: (message: FromBulkWorker) => void;
  readonly #orgs: ThreadOrgs;
  readonly #calls = new Map<number, AbortController>();
  readonly #handlers: Handlers;

  constructor(options: BulkWorkerOptions, timers: Timers, send: (message: FromBulkWorker) => void) {
    this.#orgs = new ThreadOrgs(options, send);
    this.#send = send;
    const jobs = new BulkJobs({
      jobsDir: options.jobsDir,
      org: key => this.#orgOf(key),
      timers,
      onStatus: status => send({ kind: 'status', status }),
    });
    this.#handlers = this.#handlersOf(jobs);
  }

  receive(message: ToBulkWorker): void {
    switch (message.kind) {
      case 'call':
        // Never rejects: a failure is an outcome too.
        void this.#answer(message.call, message.method, message.params);
        return;
      case 'cancel':
        this.#calls.get(message.call)?.abort();
        return;
      case 'told':
        this.#orgs.told(message);
        return;
      default:
        assertNever(message);
    }
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

  async #answer(call: number, method: BulkMethod, params: unknown): Promise<void> {
    const abort = new AbortController();
    this.#calls.set(call, abort);
    const progress = (rows: number, bytes: number) => this.#send({ kind: 'progress', call, rows, bytes });
    let outcome: Outcome;
    try {
      const handle = this.#handlers[method] as Handlers[BulkMethod] as (
        params: unknown,
        call: { signal: AbortSignal; progress: typeof progress },
      ) => Promise<unknown>;
      outcome = { value: await handle(params, { signal: abort.signal, progress }) };
    } catch (error) {
      const code = abort.signal.aborted ? { code: 'CANCELLED', message: 'Cancelled' } : fileError(error);
      outcome = { error: code ?? errorFromFailure(error).toData() };
    }
    this.#calls.delete(call);
    this.#send({ kind: 'done', call, outcome });
  }

  async #orgOf(key: string): Promise<BulkOrg> {
    return { transport: this.#orgs.transport(key), apiVersion: await this.#orgs.apiVersion(key) };
  }
}

/** A file that cannot be read or written is no matter of the network. */
function fileError(error: unknown): { code: string; message: string } | undefined {
  const { code, message = '', path } = error as Partial<NodeJS.ErrnoException>;
  return path !== undefined && code !== undefined ? { code: 'FILE_UNREADABLE', message } : undefined;
}
