// What the Jobs view shows, as plain data. No 'vscode' here.

import type { BulkJobStatus, OrgJobInfo } from '../../../../server/src/protocol/bulk.ts';
import { wordFilter } from '../../host/wordFilter.ts';

export type JobNode =
  | { readonly kind: 'job'; readonly job: BulkJobStatus }
  | { readonly kind: 'orgJob'; readonly org: string; readonly job: OrgJobInfo };

/**
 * Ours first, then what else the org has; the newest first in both. With a filter there are those that have every word
 * of it in operation, object, state, id or file.
 */
export function jobNodes(
  org: string,
  ours: readonly BulkJobStatus[],
  all: readonly OrgJobInfo[],
  filter = '',
): readonly JobNode[] {
  const here = ours.filter(job => job.org === org);
  const known = new Set(here.flatMap(({ jobs }) => jobs));
  const nodes: readonly JobNode[] = [
    ...here.map(job => ({ kind: 'job', job }) as const),
    ...all.filter(({ id }) => !known.has(id)).map(job => ({ kind: 'orgJob', org, job }) as const),
  ];
  const fits = wordFilter(filter);
  return nodes.filter(node => fits(searchedText(node)));
}

function searchedText({ kind, job }: JobNode): string {
  const more = kind === 'job' ? [job.file, ...job.jobs, ...(job.failed > 0 ? ['failed'] : [])] : [];
  return [job.operation, job.object, job.state, job.id, ...more].join('\n');
}

export const isActive = ({ state }: BulkJobStatus): boolean => state === 'running' || state === 'aborting';

/** For the menus: `job.running`, `job.stopped`, `job.over`, with `.failed` where rows can be loaded again. */
export function contextOf(node: JobNode): string {
  if (node.kind === 'orgJob') return isEnded(node.job) ? 'orgJob.over' : 'orgJob.open';
  const { job } = node;
  if (isActive(job)) return 'job.running';
  if (job.state === 'stopped') return 'job.stopped';
  return job.kind === 'load' && !job.retried && job.failed + job.unprocessed > 0 ? 'job.over.failed' : 'job.over';
}

/**
 * Whether it can be forgotten: it has ended, no row of it is left to be loaded again, and it is known what became of each.
 */
export const isFinished = (job: BulkJobStatus): boolean =>
  contextOf({ kind: 'job', job }) === 'job.over' && job.unknown === 0;

const isEnded = ({ state }: OrgJobInfo): boolean =>
  state === 'JobComplete' || state === 'Failed' || state === 'Aborted';

/** Codicon name. */
export function iconOf(node: JobNode): string {
  if (node.kind === 'orgJob') return isEnded(node.job) ? 'cloud' : 'cloud-upload';
  const { job } = node;
  if (isActive(job)) return 'sync~spin';
  if (job.state === 'stopped' || job.state === 'failed') return 'error';
  if (job.state === 'aborted') return 'circle-slash';
  return job.failed + job.unprocessed + job.unknown > 0 ? 'warning' : 'pass';
}

/** Whole percent of the rows that are known. */
export const percentOf = ({ processed, rows }: BulkJobStatus): number =>
  rows > 0 ? Math.floor((100 * processed) / rows) : 0;
