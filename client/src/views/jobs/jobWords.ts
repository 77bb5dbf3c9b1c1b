// What is said of a job. No 'vscode' here.
import type { BulkJobStatus } from '../../../../server/src/protocol/bulk.ts';
import { numberText, type Words } from '../../host/words.ts';
import { isActive, percentOf } from './nodes.ts';
import type { Pace } from './pace.ts';

export function operationText(operation: string, { t }: Words): string {
  const known: Readonly<Record<string, string>> = {
    insert: t('Insert'),
    update: t('Update'),
    upsert: t('Upsert'),
    delete: t('Delete'),
    hardDelete: t('Hard delete'),
    query: t('Query'),
    queryAll: t('Query with deleted records'),
  };
  return known[operation] ?? operation;
}

export const titleText = ({ operation, object }: { operation: string; object: string }, words: Words): string =>
  `${operationText(operation, words)} ${object}`;

/** Counts and, of a job that runs, its rate and the time left. */
export function progressText(job: BulkJobStatus, pace: Pace | undefined, words: Words): string {
  const { state, rows, processed, failed, unprocessed, unknown } = job;
  const { t } = words;
  const n = (value: number) => numberText(value, words);
  const failures = failed > 0 ? [t('failed: {0}', n(failed))] : [];
  if (isActive(job)) {
    const speed = pace ? [rateText(pace, words), ...leftText(pace, words)] : [];
    const how = job.elsewhere ? [t('in another window')] : [];
    const ending = state === 'aborting' ? [t('aborting')] : [];
    const counts = t('{0} of {1} ({2} %)', n(processed), n(rows), String(percentOf(job)));
    return [...ending, counts, ...failures, ...speed, ...how].join(', ');
  }
  if (state === 'stopped') return t('stopped');
  const left = unprocessed > 0 ? [t('not processed: {0}', n(unprocessed))] : [];
  const open = unknown > 0 ? [t('outcome unknown: {0}', n(unknown))] : [];
  const ended = state === 'aborted' ? [t('aborted')] : state === 'failed' ? [t('failed')] : [];
  return [...ended, t('rows: {0}', n(rows)), ...failures, ...left, ...open].join(', ');
}

/** The states that Salesforce has for its jobs. https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_info.htm */
export function orgStateText(state: string, { t }: Words): string {
  const known: Readonly<Record<string, string>> = {
    Open: t('open'),
    UploadComplete: t('waiting'),
    InProgress: t('running'),
    JobComplete: t('done'),
    Failed: t('failed'),
    Aborted: t('aborted'),
  };
  return known[state] ?? state;
}

export const rateText = ({ rowsPerSecond }: Pace, words: Words): string =>
  words.t('{0} rows/s', numberText(rowsPerSecond < 10 ? Math.round(rowsPerSecond * 10) / 10 : rowsPerSecond, words));

export function leftText({ secondsLeft }: Pace, { t }: Words): readonly string[] {
  if (secondsLeft === undefined) return [];
  if (secondsLeft < 90) return [t('about {0} s left', String(Math.max(1, Math.round(secondsLeft))))];
  if (secondsLeft < 5400) return [t('about {0} min left', String(Math.round(secondsLeft / 60)))];
  return [t('about {0} h left', String(Math.round(secondsLeft / 3600)))];
}
