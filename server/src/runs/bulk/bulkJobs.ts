import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { throttle } from '../../base/throttle.ts';
import type { Timers } from '../../base/timers.ts';
import type { BulkOrg } from '../../salesforce/bulk/jobs.ts';
import { SalesforceError } from '../../salesforce/errors.ts';
import { type ExportState, QueryExport } from './export/exportJob.ts';
import { jobFolders } from './jobFolders.ts';
import { Load } from './load/load.ts';
import { type LoadRequest, newLoad } from './load/newLoad.ts';
import type { LoadState } from './load/state.ts';
import { isOver } from './load/state.ts';
import { lockFolder } from './lock.ts';
import type { ExportRequest, ResultFiles } from './messages.ts';
import { type Outcome, resultFile } from './results/joinResults.ts';
import { retryOf } from './results/retry.ts';
import { type JobStatus, statusOf } from './status.ts';

type State = LoadState | ExportState;

export interface BulkJobsPorts {
  readonly jobsDir: string;
  readonly org: (key: string) => Promise<BulkOrg>;
  readonly timers: Timers;
  /** At most four times a second for a job, and at its end. */
  readonly onStatus: (status: JobStatus) => void;
}

interface Running {
  readonly job: Load | QueryExport;
  readonly ended: Promise<void>;
}

const tellEveryMs = 250;
const followEveryMs = 2_000;

/** Our jobs: those that run here, and those that lie on the disk. */
export class BulkJobs {
  readonly #ports: BulkJobsPorts;
  readonly #folders;
  readonly #running = new Map<string, Running>();
  readonly #followed = new Set<string>();

  constructor(ports: BulkJobsPorts) {
    this.#ports = ports;
    this.#folders = jobFolders<State>(ports.jobsDir);
  }

  /** Begins a load; it is on the disk when this resolves. Throws FILE_UNREADABLE, NO_ROWS. */
  async load(request: LoadRequest): Promise<JobStatus> {
    return this.#begin(await newLoad(request));
  }

  export(request: ExportRequest): Promise<JobStatus> {
    const counts = { rows: 0, written: 0 };
    const own = { format: 1, id: randomUUID(), kind: 'export', createdAt: Date.now(), state: 'running' } as const;
    return this.#begin({ ...request, ...own, ...counts });
  }

  /** The newest first. Those that are neither over nor stopped and that nobody works on are taken up here. */
  async list(): Promise<readonly JobStatus[]> {
    const states = await this.#folders.list();
    return states.map(state => {
      const here = this.#running.get(state.id);
      if (here) return statusOf(here.job.state);
      if (!goesOn(state)) return statusOf(state);
      if (this.#run(state.id))
        return statusOf(this.#running.get(state.id)?.job.state ?? this.#folders.read(state.id) ?? state);
      this.#follow(state.id);
      return statusOf(state, true);
    });
  }

  /** Throws UNKNOWN_JOB, RUNS_ELSEWHERE. */
  async abort(id: string): Promise<void> {
    const running = this.#running.get(id);
    if (running) return running.job.abort();
    if (!isOver(this.#read(id))) this.#take(id, 'aborting');
  }

  /** Lets a load go on that has stopped. Throws as `abort` does. */
  async resume(id: string): Promise<void> {
    if (!this.#running.has(id) && !isOver(this.#read(id))) this.#take(id, 'running');
  }

  /**
   * A new load of the rows that failed or were not processed; once only, or rows would be sent twice. Throws UNKNOWN_JOB,
   * NOT_OVER, NOTHING_TO_RETRY, ALREADY_RETRIED, RUNS_ELSEWHERE.
   */
  async retry(id: string): Promise<JobStatus> {
    const state = this.#read(id);
    if (state.kind !== 'load' || !isOver(state)) throw notOver();
    // The lock is given back a moment after the end is written.
    await this.ended(id).catch(() => undefined);
    const lock = lockFolder(this.#folders.folderOf(id));
    if (!lock) throw runsElsewhere();
    const next = await this.#retryOnce(id).finally(() => lock.release());
    const isHere = this.#run(next);
    return statusOf(this.#read(next), !isHere);
  }

  /** Forgets a job that does not run, with its results. Throws NOT_OVER, UNKNOWN_JOB, RUNS_ELSEWHERE. */
  async remove(id: string): Promise<void> {
    if (this.#running.has(id)) throw notOver();
    this.#read(id);
    const lock = lockFolder(this.#folders.folderOf(id));
    if (!lock) throw runsElsewhere();
    // Nobody takes a job without a state; and Windows removes no file that is open, as the lock is.
    await this.#folders.forget(id).finally(() => lock.release());
    await this.#folders.remove(id);
  }

  async results(id: string): Promise<ResultFiles> {
    const state = this.#read(id);
    if (state.kind === 'export') return {};
    const folder = this.#folders.folderOf(id);
    const outcomes: readonly Outcome[] = ['succeeded', 'failed', 'unprocessed', 'unknown'];
    const files = outcomes.filter(outcome => state[outcome] > 0).map(outcome => [outcome, resultFile(folder, outcome)]);
    return Object.fromEntries(files.filter(([, file]) => existsSync(file!)));
  }

  /** Resolves when a job that runs here does no more. */
  async ended(id: string): Promise<void> {
    await this.#running.get(id)?.ended;
  }

  /**
   * Answers the id of the new load, which nobody works on yet. It begins after the old one says who has taken its rows
   * over; one that was planned before a crash in between begins now.
   */
  async #retryOnce(id: string): Promise<string> {
    const load = this.#read(id);
    if (load.kind !== 'load') throw notOver();
    const next = load.retriedBy ?? (await this.#planRetry(load));
    if (!(await this.#folders.begin(next))) throw alreadyRetried();
    return next;
  }

  async #planRetry(load: LoadState): Promise<string> {
    const id = randomUUID();
    const { folderOf, make, plan, remove, write } = this.#folders;
    await make(id);
    try {
      await plan({ ...(await newLoad(await retryOf(load, folderOf(load.id), folderOf(id)))), id });
    } catch (error) {
      await remove(id);
      throw error;
    }
    await write({ ...load, retriedBy: id });
    return id;
  }

  #read(id: string): State {
    const state = this.#folders.read(id);
    if (!state) throw new SalesforceError({ code: 'UNKNOWN_JOB', message: 'This job is not known any more.' });
    return state;
  }

  async #begin(state: State): Promise<JobStatus> {
    await this.#folders.write(state);
    this.#take(state.id);
    return statusOf(state);
  }

  #take(id: string, as?: 'running' | 'aborting'): void {
    if (!this.#run(id, as)) throw runsElsewhere();
  }

  /** False where another process has it. */
  #run(id: string, as?: 'running' | 'aborting'): boolean {
    const folder = this.#folders.folderOf(id);
    const lock = lockFolder(folder);
    if (!lock) return false;
    // What was read before may be old: the process that had the lock wrote until it gave it back.
    const read = this.#folders.read(id);
    if (!read || !(as ? !isOver(read) : goesOn(read))) {
      lock.release();
      if (read) this.#ports.onStatus(statusOf(read, true));
      return true;
    }
    this.#start(as ? { ...read, state: as } : read, folder, lock);
    return true;
  }

  #start(state: State, folder: string, lock: { release(): void }): void {
    const tell = throttle(this.#ports.timers, tellEveryMs, () => this.#ports.onStatus(statusOf(job.state)));
    const start = async () => {
      const org = await this.#ports.org(state.org);
      await job.run(org);
    };
    const job = this.#jobOf(state, folder, tell.request);
    const ended = start().finally(() => {
      this.#running.delete(state.id);
      lock.release();
      tell.flush();
    });
    // What a job fails with is a part of its state; without the org it stays where it is.
    ended.catch(() => undefined);
    this.#running.set(state.id, { job, ended });
  }

  /** Tells how another process gets on with a job, and takes it up when that process is gone. */
  #follow(id: string): void {
    if (this.#followed.has(id)) return;
    this.#followed.add(id);
    this.#ports.timers.after(followEveryMs, () => {
      this.#followed.delete(id);
      const state = this.#folders.read(id);
      if (!state || (goesOn(state) && this.#run(id))) return;
      this.#ports.onStatus(statusOf(state, true));
      if (goesOn(state)) this.#follow(id);
    });
  }

  #jobOf(state: State, folder: string, onProgress: () => void): Load | QueryExport {
    const ports = { folder, timers: this.#ports.timers, write: (next: State) => this.#folders.write(next), onProgress };
    return state.kind === 'load' ? new Load(state, ports) : new QueryExport(state, ports);
  }
}

const goesOn = (state: State) => !isOver(state) && state.state !== 'stopped';

const runsElsewhere = () =>
  new SalesforceError({ code: 'RUNS_ELSEWHERE', message: 'Another window works on this job.' });

const alreadyRetried = () =>
  new SalesforceError({ code: 'ALREADY_RETRIED', message: 'Another load has taken the failed rows over.' });

const notOver = () => new SalesforceError({ code: 'NOT_OVER', message: 'The job has not ended yet.' });
