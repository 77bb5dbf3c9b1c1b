// A load before it is sent, in words. No 'vscode' here.
import type { LoadMapping, LoadReport } from '../../../server/src/protocol/bulk.ts';
import { numberText, type Words } from '../host/words.ts';

interface Load {
  readonly org: string;
  readonly mapping: Pick<LoadMapping, 'operation'>;
  readonly report: LoadReport;
}

export interface Question {
  readonly question: string;
  readonly detail: string;
  /** What the user agrees to. */
  readonly button: string;
}

/** How many records become what and where; by which API, why, and for how many calls. */
export function loadQuestion({ org, mapping, report }: Load, words: Words): Question {
  const { rows, badRows, label, labelPlural } = report;
  const count = numberText(rows, words);
  const detail = [planText(report, words)];
  if (badRows > 0) detail.push(words.t('Rows that will fail: {0}', numberText(badRows, words)));
  return { ...asked(mapping, [count, rows === 1 ? label : labelPlural, org], words), detail: detail.join('\n') };
}

function asked({ operation }: Load['mapping'], what: readonly string[], { t }: Words): Omit<Question, 'detail'> {
  switch (operation) {
    case 'insert':
      return { question: t('Insert {0} {1} into {2}?', ...what), button: t('Insert') };
    case 'update':
      return { question: t('Update {0} {1} in {2}?', ...what), button: t('Update') };
    case 'upsert':
      return { question: t('Upsert {0} {1} into {2}?', ...what), button: t('Upsert') };
    case 'delete':
      return { question: t('Delete {0} {1} from {2}?', ...what), button: t('Delete') };
    case 'hardDelete':
      return { question: t('Delete {0} {1} from {2} for good?', ...what), button: t('Delete for good') };
    default:
      return operation satisfies never;
  }
}

/** Which API a load uses, for how many calls, and why. */
export function planText({ api, jobs, calls, why }: LoadReport, words: Words): string {
  const { t } = words;
  const n = (value: number) => numberText(value, words);
  if (api === 'bulk') {
    return jobs === 1
      ? `${t('By Bulk API 2.0 in one job, about {0} API calls.', n(calls))} ${why}`
      : `${t('By Bulk API 2.0 in {0} jobs, about {1} API calls.', n(jobs), n(calls))} ${why}`;
  }
  return calls === 1
    ? `${t('By REST, up to 200 records at a time: one API call.')} ${why}`
    : `${t('By REST, 200 records at a time: {0} API calls.', n(calls))} ${why}`;
}
