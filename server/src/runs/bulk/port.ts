import type { Worker } from 'node:worker_threads';
import { SalesforceError } from '../../salesforce/errors.ts';
import type { OnProgress } from '../threads/messages.ts';
import type { OrgSource } from '../threads/orgAnswers.ts';
import { ThreadPort } from '../threads/threadPort.ts';
import type { BulkCall, BulkMethod, Params, Result } from './messages.ts';
import type { JobStatus } from './status.ts';

export type { LoadMapping } from './load/mapping.ts';
export type { JobStatus };

export interface BulkPortOptions {
  readonly orgs: OrgSource;
  /** Starts the worker thread; called at the first need. */
  readonly spawn: () => Worker;
  readonly onStatus: (status: JobStatus) => void;
}

/**
 * The bulk jobs as the main thread sees them. They have a thread of their own, beside that of the query runs: reading and
 * checking large files would hold up the rows of a grid. What was begun lies on the disk: where the thread ends, the next
 * one goes on with it.
 */
export class BulkPort {
  readonly #thread: ThreadPort<BulkCall, JobStatus>;

  constructor(options: BulkPortOptions) {
    const onEnd = (reason: string) => options.orgs.log.error(`The thread of the bulk jobs ended: ${reason}`);
    this.#thread = new ThreadPort({ ...options, onEnd, ended });
  }

  /**
   * Throws what the method throws, CANCELLED, and JOBS_ENDED where the thread ends.
   * @param onProgress of a check: rows and bytes so far
   */
  call<Method extends BulkMethod>(
    method: Method,
    params: Params<Method>,
    signal?: AbortSignal,
    onProgress?: OnProgress,
  ): Promise<Result<Method>> {
    return this.#thread.call({ method, params }, signal, onProgress);
  }
}

const ended = () => new SalesforceError({ code: 'JOBS_ENDED', message: 'The process of the jobs has ended.' });
