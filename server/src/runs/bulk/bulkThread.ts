import { assertNever } from '../../base/assertNever.ts';
import { PendingCalls } from '../../base/pendingCalls.ts';
import type { Timers } from '../../base/timers.ts';
import { abortJob, type BulkOrg, deleteJob, getJob, listJobs } from '../../salesforce/bulk/jobs.ts';
import { errorFromFailure, SalesforceError } from '../../salesforce/errors.ts';
import type { RequestBudget } from '../../salesforce/transport/budget.ts';
import { createTransport, type Token, type Transport } from '../../salesforce/transport/transport.ts';
import { BulkJobs } from './bulkJobs.ts';
import { checkFile } from './check/checkFile.ts';
import { sniffFile } from './csv/readCsv.ts';
import type {
  BulkMethod,
  BulkQuestion,
  BulkWorkerOptions,
  FromBulkWorker,
  Outcome,
  Params,
  Result,
  ToBulkWorker,
} from './messages.ts';

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
  readonly #options: BulkWorkerOptions;
  readonly #send: (message: FromBulkWorker) => void;
  readonly #transports = new Map<string, Transport>();
  readonly #questions = new PendingCalls();
  readonly #calls = new Map<number, AbortController>();
  readonly #handlers: Handlers;

  constructor(options: BulkWorkerOptions, timers: Timers, send: (message: FromBulkWorker) => void) {
    this.#options = options;
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
        if ('value' in message.outcome) this.#questions.resolve(message.call, message.outcome.value);
        else this.#questions.reject(message.call, new SalesforceError(message.outcome.error));
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
    return {
      transport: this.#transportOf(key),
      apiVersion: await this.#ask<string>({ about: 'apiVersion', org: key }),
    };
  }

  #transportOf(org: string): Transport {
    const existing = this.#transports.get(org);
    if (existing) return existing;
    const { clientName, network, traceRequests, logHttp } = this.#options;
    const transport = createTransport({
      tokens: { get: rejected => this.#ask<Token>({ about: 'token', org, rejected }) },
      clientName,
      network,
      budget: this.#budgetOf(org),
      onUsage: usage => this.#send({ kind: 'usage', org, usage }),
      ...(traceRequests ? { onTrace: (line: string) => this.#send({ kind: 'trace', line, level: 'trace' }) } : {}),
      ...(logHttp ? { onHttpLog: (line: string) => this.#send({ kind: 'trace', line, level: 'info' }) } : {}),
    });
    this.#transports.set(org, transport);
    return transport;
  }

  /** The org's budget lives in the main thread: one for all threads. */
  #budgetOf(org: string): RequestBudget {
    return {
      enter: async (long, signal) => {
        let asked = 0;
        const turn = this.#questions.call(call => {
          asked = call;
          this.#send({ kind: 'ask', call, question: { about: 'turn', org, long } });
        });
        await turn;
        const leave = () => this.#send({ kind: 'turnOver', call: asked });
        if (!signal?.aborted) return leave;
        leave();
        throw new SalesforceError({ code: 'CANCELLED', message: 'Cancelled' });
      },
    };
  }

  #ask<Answer>(question: BulkQuestion): Promise<Answer> {
    return this.#questions.call(call => this.#send({ kind: 'ask', call, question }));
  }
}

/** A file that cannot be read or written is no matter of the network. */
function fileError(error: unknown): { code: string; message: string } | undefined {
  const { code, message = '', path } = error as Partial<NodeJS.ErrnoException>;
  return path !== undefined && code !== undefined ? { code: 'FILE_UNREADABLE', message } : undefined;
}
