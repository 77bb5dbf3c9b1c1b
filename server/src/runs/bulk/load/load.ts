import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Timers } from '../../../base/timers.ts';
import type { BulkOrg } from '../../../salesforce/bulk/jobs.ts';
import { errorFromFailure } from '../../../salesforce/errors.ts';
import { delimiterName } from '../csv/format.ts';
import { behindHeader, type CsvPart, splitCsv } from '../csv/parts.ts';
import { saverOf } from '../durable.ts';
import { collectResults } from '../results/collect.ts';
import { joinResults } from '../results/joinResults.ts';
import { isFinished, needsRows, type PartPorts, takeStep } from './bulkPart.ts';
import { rowsInCall, takeCollectionStep } from './collectionPart.ts';
import { requireSame } from './fileStamp.ts';
import { type Prepared, preparedOf, writePrepared } from './prepare.ts';
import type { LoadState, PartState } from './state.ts';
import { wait } from './wait.ts';

export interface LoadPorts {
  /** The job's folder. */
  readonly folder: string;
  readonly write: (state: LoadState) => Promise<void>;
  readonly timers: Timers;
  /** The state, and with it the counts of its parts, is another one. */
  readonly onProgress: () => void;
}

/** Jobs under way at once. */
const parallel = 3;
/** Rows of a job at most: results are joined with their rows in memory. */
const jobRows = 1_000_000;
/** Failures of a part until it is closed, and after that, of which each lasts for a moment or has an unknown outcome. */
const attempts = 6;
const longestPauseMs = 20_000;

/**
 * A load that goes on from wherever its state is: at its beginning, or where an earlier process ended in the middle of
 * something. `run` resolves when it is over or cannot go on now; its state says which.
 */
export class Load {
  readonly state: LoadState;
  readonly #ports: LoadPorts;
  #org: BulkOrg | undefined;
  /** Nothing is done here any more: it was stopped, or a part has failed. */
  readonly #stop = new AbortController();
  #isStopped = false;
  readonly #abort = new AbortController();
  readonly #save: () => Promise<void>;

  constructor(state: LoadState, ports: LoadPorts) {
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
      const prepared = await this.#prepared();
      await this.#sendAll(prepared);
      const counts = await joinResults(state, this.#ports.folder, this.#stop.signal);
      Object.assign(state, counts);
      state.endedAt = Date.now();
      state.state = this.#abort.signal.aborted ? 'aborted' : 'done';
      await this.#save();
    } catch (failure) {
      await this.#fail(failure);
    }
    this.#tell();
  }

  /** Ends the load: what is not closed yet is not sent, and what the org works on is aborted there. */
  async abort(): Promise<void> {
    if (this.state.state !== 'running') return;
    this.state.state = 'aborting';
    await this.#save();
    this.#abort.abort();
    this.#tell();
  }

  /** Leaves the load as it is; another process, or this one, goes on later. */
  stop(): void {
    this.#isStopped = true;
    this.#stop.abort();
  }

  async #fail(failure: unknown): Promise<void> {
    // Stopped on purpose: the state stays, so that somebody goes on.
    if (this.#isStopped) return;
    this.state.error = errorFromFailure(failure).toData();
    this.state.state = 'stopped';
    await this.#save().catch(() => undefined);
  }

  async #prepared(): Promise<Prepared> {
    const { state } = this;
    const isToSend = !state.split || state.parts.some(needsRows);
    const isAborting = this.#abort.signal.aborted;
    if (isToSend && !isAborting) await requireSame(state);
    const rewritten = join(this.#ports.folder, 'rows.csv');
    const prepared = preparedOf(state, rewritten);
    if (prepared.isRewritten && !state.prepared && !isAborting) {
      await this.#write(rewritten);
    }
    return prepared;
  }

  /** The rewritten rows. An abort in between leaves them unfinished: none will be sent. */
  async #write(rewritten: string): Promise<void> {
    try {
      await writePrepared(this.state, rewritten, AbortSignal.any([this.#stop.signal, this.#abort.signal]));
    } catch (error) {
      if (this.#abort.signal.aborted && !this.#stop.signal.aborted) return;
      throw error;
    }
    this.state.prepared = true;
    await this.#save();
  }

  /** The parts known before first; then each as it is found, while those before are on their way. */
  async #sendAll(prepared: Prepared): Promise<void> {
    const sending = new Set<Promise<void>>();
    const failed = Promise.withResolvers<never>();
    failed.promise.catch(() => undefined);
    try {
      for await (const part of this.#parts(prepared)) {
        if (isFinished(part)) continue;
        const sent: Promise<void> = this.#send(part, prepared).finally(() => sending.delete(sent));
        sent.catch(failed.reject);
        sending.add(sent);
        if (sending.size >= (this.state.api === 'bulk' ? parallel : 1))
          await Promise.race([failed.promise, ...sending]);
      }
      await Promise.race([failed.promise, Promise.all(sending)]);
    } catch (error) {
      // Nothing goes on behind a load that has stopped: its folder is free for another process.
      this.#stop.abort();
      await Promise.allSettled(sending);
      throw error;
    }
  }

  async *#parts(prepared: Prepared): AsyncGenerator<PartState> {
    const { state } = this;
    yield* [...state.parts];
    if (state.split || this.#abort.signal.aborted) return;
    const known = state.parts.length;
    const start = await behindHeader(prepared.file, prepared.markBytes);
    const bytes = state.jobBytes - Buffer.byteLength(prepared.header);
    const limits = { bytes, rows: state.api === 'bulk' ? jobRows : rowsInCall };
    for await (const part of splitCsv(prepared.file, start, limits, this.#stop.signal)) {
      if (this.#abort.signal.aborted) return;
      if (part.index < known) continue;
      const added: PartState = { ...part, step: 'planned', processed: 0, failed: 0 };
      state.parts.push(added);
      yield added;
    }
    state.split = true;
    await this.#save();
  }

  async #send(part: PartState, prepared: Prepared): Promise<void> {
    const ports = this.#partPorts(prepared);
    const step = this.state.api === 'bulk' ? takeStep : takeCollectionStep(this.state, this.#ports.folder, prepared);
    for (let failures = 0; !isFinished(part); ) {
      this.#stop.signal.throwIfAborted();
      const before = part.step;
      try {
        await step(part, ports);
        // Before that, a part that goes back to another job has got no further.
        if (part.step === 'closed' && before !== 'closed') failures = 0;
      } catch (error) {
        if (this.#stop.signal.aborted) throw error;
        const isOwnAbort = this.#abort.signal.aborted && errorFromFailure(error).code === 'CANCELLED';
        if (!isOwnAbort && (!passesBy(error) || ++failures >= attempts)) throw error;
        if (!isOwnAbort)
          await wait(this.#ports.timers, Math.min(500 * 2 ** failures, longestPauseMs), this.#stop.signal);
      }
    }
  }

  #partPorts(prepared: Prepared): PartPorts {
    const { state } = this;
    const { object, operation, externalId, assignmentRuleId } = state.mapping;
    const header = Buffer.from(prepared.header);
    return {
      org: this.#org!,
      job: {
        object,
        operation,
        ...(externalId === undefined ? {} : { externalIdFieldName: externalId }),
        ...(assignmentRuleId === undefined ? {} : { assignmentRuleId }),
        columnDelimiter: delimiterName(state.csv.delimiter),
        lineEnding: prepared.lineEnding,
      },
      data: part => ({
        size: header.length + part.end - part.start,
        bytes: () => bytesOf(prepared.file, header, part),
      }),
      save: this.#save,
      collect: part => collectResults(this.#org!, this.#ports.folder, part, this.#stop.signal),
      pause: polls => this.#pause(polls),
      onProgress: () => this.#tell(),
      aborting: () => this.#abort.signal.aborted,
      aborted: this.#abort.signal,
      signal: this.#stop.signal,
    };
  }

  /** Longer and longer: a job of minutes need not be asked for each second. An abort ends the wait. */
  async #pause(polls: number): Promise<void> {
    const ms = Math.min(250 * 1.5 ** polls, longestPauseMs);
    const signal = AbortSignal.any([this.#stop.signal, this.#abort.signal]);
    await wait(this.#ports.timers, ms, signal).catch(() => this.#stop.signal.throwIfAborted());
  }

  #tell(): void {
    this.#ports.onProgress();
  }
}

const pieceBytes = 1 << 20;

/** Two pieces of memory take turns: making new ones would take as long as reading and sending them. */
async function* bytesOf(file: string, header: Buffer, { start, end }: CsvPart): AsyncGenerator<Uint8Array> {
  yield header;
  await using handle = await open(file);
  const pieces = [Buffer.allocUnsafeSlow(pieceBytes), Buffer.allocUnsafeSlow(pieceBytes)] as const;
  for (let at = start, turn: 0 | 1 = 0; at < end; turn = turn === 0 ? 1 : 0) {
    const { bytesRead } = await handle.read(pieces[turn], 0, Math.min(pieceBytes, end - at), at);
    if (bytesRead === 0) return;
    yield pieces[turn].subarray(0, bytesRead);
    at += bytesRead;
  }
}

/** What is gone a moment later, or whose outcome has to be found out first. */
function passesBy(error: unknown): boolean {
  const { code, status = 0, retryable } = errorFromFailure(error);
  return (
    retryable || status >= 500 || code === 'ORG_UNREACHABLE' || code === 'REQUEST_TIMEOUT' || code === 'BAD_ANSWER'
  );
}
