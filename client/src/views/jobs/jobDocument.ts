// The details of a job as Markdown. No 'vscode' here.
import type { BulkJobStatus, OrgJobInfo } from '../../../../server/src/protocol/bulk.ts';
import { markdownText } from '../../host/markdown.ts';
import { tabTitle } from '../../host/tabTitle.ts';
import { numberText, timeText, type Words } from '../../host/words.ts';
import { leftText, progressText, rateText, titleText } from './jobWords.ts';
import type { Pace } from './pace.ts';

/** Of one of our jobs. `org`: its name. */
export function jobDocument(job: BulkJobStatus, org: string, pace: Pace | undefined, words: Words): string {
  const { t } = words;
  const time = (at: number) => timeText(at, words);
  const n = (value: number) => numberText(value, words);
  const { error, problem } = job;
  const rows: readonly (readonly [string, string] | undefined)[] = [
    [t('Org'), org],
    [t('File'), job.file],
    [
      t('API'),
      [job.api === 'bulk' ? 'Bulk API 2.0' : t('REST, 200 records at a time'), job.why ?? ''].join(' ').trim(),
    ],
    [t('Started'), time(job.createdAt)],
    job.endedAt === undefined ? undefined : [t('Ended'), time(job.endedAt)],
    [t('Rows'), n(job.rows)],
    [t('Tried by the org'), n(job.processed)],
    [t('Failed'), n(job.failed)],
    job.unprocessed > 0 ? [t('Not processed'), n(job.unprocessed)] : undefined,
    job.unknown > 0 ? [t('Outcome unknown'), n(job.unknown)] : undefined,
    pace ? [t('Rate'), [rateText(pace, words), ...leftText(pace, words)].join(', ')] : undefined,
  ];
  const paragraphs = [
    `# ${markdownText(titleText(job, words))}`,
    `**${markdownText(progressText(job, undefined, words))}**`,
    ...(error ? [`${markdownText(error.message)} (${markdownText(error.code)})`] : []),
    ...(problem ? [`> ${markdownText(problem)}`] : []),
    table(
      rows.filter(row => row !== undefined),
      words,
    ),
    ...(job.jobs.length > 0
      ? [`## ${t('Jobs of the org')}`, job.jobs.map(id => `- ${markdownText(id)}`).join('\n')]
      : []),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/** What the tab of a job's details shows: what it does to which object, and since when. */
export function jobTitle(job: BulkJobStatus | OrgJobInfo, words: Words): string {
  const at = new Date('createdAt' in job ? job.createdAt : job.createdDate);
  const time = at.toLocaleString(words.language, { dateStyle: 'medium', timeStyle: 'short' });
  return tabTitle(`${titleText(job, words)}, ${time}`);
}

/** Of a job of the org: everything that Salesforce tells of it. */
export function orgJobDocument(job: Readonly<Record<string, unknown>>, org: string, words: Words): string {
  const title = titleText({ operation: String(job.operation ?? ''), object: String(job.object ?? '') }, words);
  const members = Object.entries(job).map(([name, value]) => [name, valueText(value)] as const);
  const paragraphs = [
    `# ${markdownText(title)}`,
    `**${markdownText(String(job.state ?? ''))}**`,
    table([[words.t('Org'), org], ...members], words),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function table(rows: readonly (readonly [string, string])[], { t }: Words): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownText).join(' | ')} |`;
  return [line([t('What'), t('Value')]), '|---|---|', ...rows.map(line)].join('\n');
}
