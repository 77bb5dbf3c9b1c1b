import { throttle } from '../base/throttle.ts';
import { every, type Timers } from '../base/timers.ts';
import { errorFromFailure, type SalesforceErrorData } from '../salesforce/errors.ts';
import { queryPage, queryPath } from '../salesforce/rest/query.ts';
import { abortable } from '../salesforce/transport/abortable.ts';
import type { Transport } from '../salesforce/transport/transport.ts';
import type { RunStatus } from './messages.ts';
import { readRowsAgain } from './refreshRows.ts';
import { searchPage } from './searchPage.ts';
import { countColumn, type RunStatement } from './statement.ts';
import { ResultStore } from './store/resultStore.ts';

/** How often at most something is told about a run, in milliseconds. */
export const progressEveryMs = 100;
/** How often at least, so that one sees that an org which answers nothing is still waited for. */
const signOfLifeEveryMs = 1000;

export interface RunOptions {
  readonly id: string;
  readonly org: string;
  readonly statement: RunStatement;
  /** A result with more rows pauses after its first page, until it is resumed. */
  readonly askAbove?: number | undefined;
  /** Where the rows go when they are many. */
  readonly file: string;
  readonly transport: Transport;
  readonly apiVersion: () => Promise<string>;
  readonly timers: Timers;
  /** At the start, then at least once and at most ten times a second, and once more at the end. */
  readonly onStatus: (status: RunStatus) => void;
}

/** One query run: running, then done, cancelled or failed. The rows that came are kept in each case. */
export class Run {
  store: ResultStore;
  readonly #options: RunOptions;
  #abort = new AbortController();
  /** Where the next page is; undefined before the first one. */
  #next: string | undefined;
  #moved = Promise.withResolvers<void>();
  #state: RunStatus['state'] = 'running';
  #error: SalesforceErrorData | undefined;
  #totalSize = 0;
  #calls = 0;
  /** The user has said that all rows should come. */
  #isWanted = false;
  #elapsedMs = 0;

  constructor(options: RunOptions) {
    this.#options = options;
    this.store = new ResultStore(options.statement.columns, options.file);
  }

  get state(): RunStatus['state'] {
    return this.#state;
  }

  /** Rows that the query has in all, as the org says. */
  get totalSize(): number {
    return this.#totalSize;
  }

  /** Fetches page after page. Never throws: how it ended is the last status. */
  async start(): Promise<void> {
    const { timers, onStatus } = this.#options;
    const started = timers.now() - this.#elapsedMs;
    const tell = () => {
      this.#elapsedMs = timers.now() - started;
      onStatus(this.#status());
    };
    const progress = throttle(timers, progressEveryMs, tell);
    // Not by the throttle: the first page is told at once, too.
    tell();
    const stopSigns = every(timers, signOfLifeEveryMs, tell);
    try {
      await this.#fetchPages(() => {
        progress.request();
        this.#tellMoved();
      });
      this.#state = this.#next === undefined ? 'done' : 'paused';
    } catch (failure) {
      const error = errorFromFailure(failure);
      this.#state = this.#abort.signal.aborted ? 'cancelled' : 'failed';
      if (this.#state === 'failed') this.#error = error.toData();
    }
    stopSigns();
    progress.flush();
    this.#tellMoved();
  }

  /** Goes on after the last page that came, where the run is paused, has been cancelled or has failed. */
  resume(): void {
    if (this.#state === 'running' || this.#state === 'done') return;
    this.#isWanted = true;
    this.#abort = new AbortController();
    this.#state = 'running';
    this.#error = undefined;
    // Never rejects: a failure is the last status.
    void this.start();
  }

  /** Rows are from now on what the org holds now, by the ids of their records. Throws as the transport does. */
  async refresh(ids: readonly string[], signal: AbortSignal): Promise<null> {
    const { statement, transport } = this.#options;
    if (!statement.row) return null;
    const source = {
      transport,
      apiVersion: await this.#options.apiVersion(),
      api: statement.api,
      statement: statement.row,
    };
    await readRowsAgain(source, ids, (id, row) => this.store.amend(id, row), signal);
    return null;
  }

  /** Resolves with the next page, and with the end of the run. */
  moved(): Promise<void> {
    return this.#moved.promise;
  }

  #tellMoved(): void {
    this.#moved.resolve();
    this.#moved = Promise.withResolvers();
  }

  /** Closes the socket of the page that is on its way. */
  cancel(): void {
    this.#abort.abort();
  }

  /** Stops and frees the rows. */
  close(): void {
    this.cancel();
    this.store.close();
  }

  async #fetchPages(onPage: () => void): Promise<void> {
    const { statement, transport, askAbove = Number.POSITIVE_INFINITY } = this.#options;
    const { signal } = this.#abort;
    const version = () => abortable(this.#options.apiVersion(), signal);
    this.#next ??= queryPath(await version(), statement.soql, statement.api);
    while (this.#next !== undefined) {
      this.#calls++;
      const answer = await queryPage(transport, this.#next, signal);
      const bytes = statement.api === 'search' ? searchPage(answer) : answer;
      signal.throwIfAborted();
      const { totalSize, next } = this.store.append(bytes);
      this.#totalSize = totalSize;
      this.#next = next;
      onPage();
      // The first page tells how many rows there are: asking costs no call.
      if (totalSize > askAbove && !this.#isWanted) return;
    }
    if (statement.countOnly) this.#showCount();
  }

  /** `SELECT COUNT()` answers without rows, the number as `totalSize`: one row shows it in the grid. */
  #showCount(): void {
    const count = { [countColumn.path]: this.#totalSize };
    this.#totalSize = 1;
    this.store.close();
    this.store = new ResultStore([], this.#options.file);
    this.store.append(Buffer.from(JSON.stringify({ totalSize: 1, done: true, records: [count] })));
  }

  #status(): RunStatus {
    return {
      run: this.#options.id,
      org: this.#options.org,
      state: this.#state,
      rows: this.store.rows,
      totalSize: this.#totalSize,
      pages: this.store.pages,
      calls: this.#calls,
      elapsedMs: this.#elapsedMs,
      ...(this.store.pages > 0 ? { columns: this.store.columns } : {}),
      ...(this.store.objects.length > 1 ? { objects: this.store.objects } : {}),
      ...(this.#error ? { error: this.#error } : {}),
    };
  }
}
