import type { SalesforceErrorData } from '../../salesforce/errors.ts';
import type { WhyApi } from './chooseApi.ts';
import type { ExportState } from './export/exportJob.ts';
import type { LoadState } from './load/state.ts';

/** One of our jobs as it is told: a load, which may be many jobs of the org, or the export of a query. */
export interface JobStatus {
  readonly id: string;
  readonly kind: 'load' | 'export';
  readonly org: string;
  readonly object: string;
  readonly operation: string;
  /** The file that is loaded or written. */
  readonly file: string;
  readonly state: LoadState['state'];
  readonly api: 'bulk' | 'collections';
  readonly why: WhyApi;
  /** Of an export: rows up to which the REST API is used. */
  readonly threshold?: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly endedAt?: number;
  /** Rows that are known so far, those that the org has tried or found, and those that failed. */
  readonly rows: number;
  readonly processed: number;
  readonly failed: number;
  readonly unprocessed: number;
  readonly unknown: number;
  /** Another load has taken the failed rows over. */
  readonly retried?: true;
  /** Ids of the org's jobs. */
  readonly jobs: readonly string[];
  /** The first reason that the org gave. */
  readonly problem?: string;
  readonly error?: SalesforceErrorData;
  /** Another window works on it. */
  readonly elsewhere: boolean;
}

export function statusOf(state: LoadState | ExportState, elsewhere = false): JobStatus {
  const { id, kind, org, file, createdAt } = state;
  const common = {
    ...{ id, kind, org, file, createdAt, elsewhere, state: state.state },
    ...(state.endedAt === undefined ? {} : { endedAt: state.endedAt }),
    ...(state.error === undefined ? {} : { error: state.error }),
  };
  if (state.kind === 'export') {
    const { object, operation, rows, written, job, why = 'asked', threshold } = state;
    const counts = { rows, processed: written, failed: 0, unprocessed: 0, unknown: 0 };
    const chosen = { api: 'bulk', why, ...(threshold === undefined ? {} : { threshold }) } as const;
    return { ...common, ...counts, ...chosen, object, operation, jobs: job ? [job] : [] };
  }
  const { object, operation } = state.mapping;
  const sum = (count: (part: LoadState['parts'][number]) => number) =>
    state.parts.reduce((total, part) => total + count(part), 0);
  const problem = state.parts.find(part => part.problem)?.problem;
  return {
    ...common,
    object,
    operation,
    api: state.api,
    why: state.why,
    rows:
      state.endedAt === undefined
        ? sum(part => part.rows)
        : state.succeeded + state.failed + state.unprocessed + state.unknown,
    processed: sum(part => part.processed),
    failed: sum(part => part.failed),
    unprocessed: state.unprocessed,
    unknown: state.unknown,
    jobs: state.parts.flatMap(part => part.job ?? []),
    ...(problem === undefined ? {} : { problem }),
    ...(state.retriedBy === undefined ? {} : { retried: true }),
  };
}
