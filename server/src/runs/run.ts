import { throttle } from '../base/throttle.ts';
import type { Timers } from '../base/timers.ts';
import { errorFromFailure, type SalesforceErrorData } from '../salesforce/errors.ts';
import { queryPage, queryPath } from '../salesforce/rest/query.ts';
import type { Transport } from '../salesforce/transport/transport.ts';
import type { RunStatus } from './messages.ts';
import { countColumn, type RunStatement } from './statement.ts';
import { ResultStore } from './store/resultStore.ts';

const progressEveryMs = 100;

export interface RunOptions {
  readonly id: string;
  readonly org: string;
  readonly statement: RunStatement;
  readonly transport: Transport;
  readonly apiVersion: () => Promise<string>;
  readonly timers: Timers;
  /** At most ten times a second, and once more at the end. */
  readonly onStatus: (status: RunStatus) => void;
}

/** One query run: running, then done, cancelled or failed. The rows that came are kept in each case. */
export class Run {
  store: ResultStore;
  readonly #options: RunOptions;
  readonly #abort = new AbortController();
  #state: RunStatus['state'] = 'running';
  #error: SalesforceErrorData | undefined;
  #totalSize = 0;
  #calls = 0;

  constructor(options: RunOptions) {
    this.#options = options;
    this.store = new ResultStore(options.statement.columns);
  }

  /** Fetches page after page. Never throws: how it ended is the last status. */
  async start(): Promise<void> {
    const { timers, onStatus } = this.#options;
    const started = timers.now();
    const progress = throttle(timers, progressEveryMs, () => onStatus(this.#status(timers.now() - started)));
    try {
      await this.#fetchPages(progress.request);
      this.#state = 'done';
    } catch (failure) {
      const error = errorFromFailure(failure);
      this.#state = this.#abort.signal.aborted ? 'cancelled' : 'failed';
      if (this.#state === 'failed') this.#error = error.toData();
    }
    progress.flush();
  }

  /** Closes the socket of the page that is on its way. */
  cancel(): void {
    this.#abort.abort();
  }

  async #fetchPages(onPage: () => void): Promise<void> {
    const { statement, transport } = this.#options;
    const { signal } = this.#abort;
    let path: string | undefined = queryPath(await this.#options.apiVersion(), statement.soql);
    while (path !== undefined) {
      this.#calls++;
      const bytes = await queryPage(transport, path, signal);
      signal.throwIfAborted();
      const { totalSize, next } = this.store.append(bytes);
      this.#totalSize = totalSize;
      path = next;
      onPage();
    }
    if (statement.countOnly) this.#showCount();
  }

  /** `SELECT COUNT()` answers without rows, the number as `totalSize`: one row shows it in the grid. */
  #showCount(): void {
    const count = { [countColumn.path]: this.#totalSize };
    this.#totalSize = 1;
    this.store = new ResultStore([]);
    this.store.append(Buffer.from(JSON.stringify({ totalSize: 1, done: true, records: [count] })));
  }

  #status(elapsedMs: number): RunStatus {
    return {
      run: this.#options.id,
      org: this.#options.org,
      state: this.#state,
      rows: this.store.rows,
      totalSize: this.#totalSize,
      pages: this.store.pages,
      calls: this.#calls,
      elapsedMs,
      ...(this.store.pages > 0 ? { columns: this.store.columns } : {}),
      ...(this.#error ? { error: this.#error } : {}),
    };
  }
}
