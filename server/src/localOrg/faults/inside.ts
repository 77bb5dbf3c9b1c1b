import { AsyncLocalStorage } from 'node:async_hooks';
import { ApiError } from '../errors.ts';
import type { AppRefusal } from '../oauth/refusals.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import type { Fault } from './fault.ts';

/** Faults that do not answer by themselves: they wait inside a request, or inside the bulk job that it made. */
export interface InnerFaults {
  /** Runs a request with the faults that hit it. */
  duringRequest<Result>(faults: readonly Fault[], work: () => Result): Result;
  /** Hands the faults of the current request on to a bulk job. */
  adopt(jobId: string): void;
  /** Runs a job with the faults that it was given. */
  duringJob<Result>(jobId: string, work: () => Result): Result;
  /** What makes the current job fail as a whole. */
  jobFailure(): string | undefined;
  /** Why the current request for authorization is refused. */
  appRefusal(): AppRefusal | undefined;
  /** Called before a record is written. Throws an ApiError 400 UNABLE_TO_LOCK_ROW when its turn has come. */
  lock(object: ObjectDefinition, id: string | undefined): void;
}

interface Waiting {
  readonly locks: { readonly object: string; left: number }[];
  jobFailure: string | undefined;
  appRefusal: AppRefusal | undefined;
}

/** Most requests have none, and run without a store. */
export function createInnerFaults(): InnerFaults {
  const current = new AsyncLocalStorage<Waiting | undefined>();
  const jobs = new Map<string, Waiting>();
  return {
    duringRequest(faults, work) {
      const waiting = waitingOf(faults);
      return waiting === undefined ? work() : current.run(waiting, work);
    },
    adopt(jobId) {
      const waiting = current.getStore();
      if (waiting !== undefined) jobs.set(jobId, waiting);
    },
    duringJob(jobId, work) {
      const waiting = jobs.get(jobId);
      jobs.delete(jobId);
      // Also without any: jobs are started by requests, whose faults are not theirs.
      return current.run(waiting, work);
    },
    jobFailure: () => current.getStore()?.jobFailure,
    appRefusal: () => current.getStore()?.appRefusal,
    lock(object, id) {
      const lock = current
        .getStore()
        ?.locks.find(({ object: name, left }) => left > 0 && (name === '' || name === object.name.toLowerCase()));
      if (lock === undefined) return;
      lock.left--;
      throw unableToLock(id);
    },
  };
}

function waitingOf(faults: readonly Fault[]): Waiting | undefined {
  const waiting: Waiting = { locks: [], jobFailure: undefined, appRefusal: undefined };
  for (const fault of faults) {
    if (fault.name === 'unableToLockRow')
      waiting.locks.push({ object: fault.object.toLowerCase(), left: fault.records });
    if (fault.name === 'bulkJobFailed') waiting.jobFailure = fault.message;
    if (isAppRefusal(fault.name)) waiting.appRefusal = fault.name;
  }
  const isEmpty = waiting.locks.length === 0 && (waiting.jobFailure ?? waiting.appRefusal) === undefined;
  return isEmpty ? undefined : waiting;
}

function isAppRefusal(name: Fault['name']): name is AppRefusal {
  return name === 'appNotInstalled' || name === 'appBlocked' || name === 'appNeverRedirects';
}

function unableToLock(id: string | undefined): ApiError {
  const message = `unable to obtain exclusive access to this record or 1 records: ${id ?? ''}`.trimEnd();
  return new ApiError(400, 'UNABLE_TO_LOCK_ROW', message, []);
}
