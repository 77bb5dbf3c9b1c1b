import assert from 'node:assert/strict';
import { jobDocument, jobTitle, orgJobDocument } from '../../../client/src/views/jobs/jobDocument.ts';
import { progressText, titleText } from '../../../client/src/views/jobs/jobWords.ts';
import { contextOf, isFinished, jobNodes } from '../../../client/src/views/jobs/nodes.ts';
import { type Pace, Paces } from '../../../client/src/views/jobs/pace.ts';
import type { BulkJobStatus, OrgJobInfo } from '../../../server/src/protocol/bulk.ts';
import { words as untranslated } from './words.ts';

const words = { ...untranslated, language: 'en' };

const job = (more: Partial<BulkJobStatus> = {}): BulkJobStatus => ({
  ...{ id: 'a', kind: 'load', org: 'org', object: 'Account', operation: 'insert', file: '/data/accounts.csv' },
  ...{ state: 'running', api: 'bulk', createdAt: 0, rows: 5000, processed: 0, failed: 0, unprocessed: 0, unknown: 0 },
  ...{ jobs: [], elsewhere: false },
  ...more,
});

const orgJob: OrgJobInfo = {
  ...{ id: '750x', kind: 'query', object: 'Lead', operation: 'query', state: 'JobComplete' },
  ...{ createdDate: '2026-01-31T09:00:00.000+0000', createdById: '005x' },
};

describe('what the Jobs view offers for a job', () => {
  const rows: readonly (readonly [Partial<BulkJobStatus>, string])[] = [
    [{}, 'job.running'],
    [{ state: 'done' }, 'job.over'],
    [{ state: 'done', failed: 2 }, 'job.over.failed'],
    [{ state: 'done', failed: 2, retried: true }, 'job.over'],
  ];
  for (const [more, expected] of rows)
    it(`${JSON.stringify(more)}: ${expected}`, () =>
      assert.equal(contextOf({ kind: 'job', job: job(more) }), expected));
});

it('forgets no job that runs, waits, has rows to load again, or has some that nobody knows of', () => {
  const kept = [
    ...[{}, { state: 'stopped' }, { state: 'failed', unprocessed: 5 }, { state: 'done', failed: 2 }],
    ...[
      { state: 'aborted', unknown: 3 },
      { state: 'done', failed: 2, retried: true, unknown: 1 },
    ],
  ] as const;
  const gone = [{ state: 'done' }, { state: 'done', failed: 2, retried: true }, { state: 'aborted' }] as const;
  assert.deepEqual(
    [...kept, ...gone].map(more => isFinished(job(more))),
    [...kept.map(() => false), ...gone.map(() => true)],
  );
});

describe('the rate of a job', () => {
  it('counts from when the window first knew of it, and tells the time left', () => {
    const paces = new Paces();
    assert.equal(paces.of(job({ processed: 1000 }), 100_000), undefined);
    assert.equal(paces.of(job({ processed: 1100 }), 101_000), undefined);
    assert.deepEqual(paces.of(job({ processed: 2000 }), 110_000), { rowsPerSecond: 100, secondsLeft: 30 });
    assert.deepEqual(paces.of(job({ processed: 5000, state: 'done', endedAt: 50_000 }), 999_000), {
      rowsPerSecond: 100,
    });
  });

  it('says nothing of a job that stands still', () => {
    const paces = new Paces();
    paces.of(job(), 0);
    assert.equal(paces.of(job(), 60_000), undefined);
  });
});

describe('what the Jobs view says of a job', () => {
  const pace = (secondsLeft: number): Pace => ({ rowsPerSecond: 1234.5, secondsLeft });
  const rows: readonly (readonly [Partial<BulkJobStatus>, Pace | undefined, string])[] = [
    [{}, undefined, '0 of 5,000 (0 %)'],
    [{ processed: 2500, failed: 3 }, pace(20), '2,500 of 5,000 (50 %), failed: 3, 1,235 rows/s, about 20 s left'],
    [{ processed: 2500 }, pace(600), '2,500 of 5,000 (50 %), 1,235 rows/s, about 10 min left'],
    [
      { processed: 2500 },
      { rowsPerSecond: 0.25, secondsLeft: 10_000 },
      '2,500 of 5,000 (50 %), 0.3 rows/s, about 3 h left',
    ],
    [{ elsewhere: true }, undefined, '0 of 5,000 (0 %), in another window'],
    [{ state: 'aborting' }, undefined, 'aborting, 0 of 5,000 (0 %)'],
    [{ state: 'done', failed: 2, unknown: 1 }, pace(0), 'rows: 5,000, failed: 2, outcome unknown: 1'],
    [{ state: 'aborted', unprocessed: 7 }, undefined, 'aborted, rows: 5,000, not processed: 7'],
    [{ state: 'stopped' }, undefined, 'stopped'],
  ];
  for (const [more, known, expected] of rows) {
    it(expected, () => assert.equal(progressText(job(more), known, words), expected));
  }

  it('names it by operation and object', () => {
    assert.equal(titleText(job({ operation: 'hardDelete' }), words), 'Hard delete Account');
    assert.equal(titleText({ operation: 'somethingNew', object: 'Account' }, words), 'somethingNew Account');
  });
});

describe('the filter of the Jobs view', () => {
  const ours = [job({ id: 'a', jobs: ['750own'] }), job({ id: 'b', operation: 'delete', state: 'done', failed: 1 })];
  const ids = (filter: string) =>
    jobNodes('org', ours, [orgJob, { ...orgJob, id: '750own' }], filter).map(n => n.job.id);
  const filters: readonly (readonly [string, readonly string[]])[] = [
    ['', ['a', 'b', '750x']],
    ['account', ['a', 'b']],
    ['accounts.csv running', ['a']],
    ['FAILED', ['b']],
    ['750own', ['a']],
    ['lead jobcomplete', ['750x']],
    ['nothing', []],
  ];
  for (const [filter, expected] of filters) it(`"${filter}"`, () => assert.deepEqual(ids(filter), expected));
});

describe('the details of a job', () => {
  it('say where it goes, how far it is, and what the org says', () => {
    const told = job({ processed: 2500, failed: 1, jobs: ['750x'], problem: 'UNABLE_TO_LOCK_ROW' });
    const text = jobDocument(told, 'My Org', { rowsPerSecond: 100, secondsLeft: 25 }, words);
    for (const part of [
      '# Insert Account',
      '| File | /data/accounts.csv |',
      '| Rate | 100 rows/s, about 25 s left |',
      '> UNABLE\\_TO\\_LOCK\\_ROW',
      '- 750x',
    ])
      assert(text.includes(part), `${part}\nin\n${text}`);
  });

  it('have no markup of the org in them', () => {
    const hostile = '</td><img src=x onerror=alert(1)> [x](command:evil) | \n# b';
    for (const text of [
      jobDocument(job({ object: hostile, file: hostile, problem: hostile }), hostile, undefined, words),
      orgJobDocument({ object: hostile, state: hostile, [hostile]: hostile }, hostile, words),
    ]) {
      assert.doesNotMatch(text, /(?<!\\)<img|(?<!\\)\[x\]|^# b/m);
    }
  });
});

describe('the tab of a job', () => {
  const at = new Date(2026, 0, 31, 9, 5);
  it('tells what it does, and since when', () =>
    assert.match(jobTitle(job({ createdAt: at.getTime() }), words), /^Insert Account, Jan 31, 2026, 9:05\sAM$/));
  it('does the same for a job of the org', () =>
    assert.match(
      jobTitle({ ...orgJob, createdDate: at.toISOString() }, words),
      /^Query Lead, Jan 31, 2026, 9:05\sAM$/,
    ));
  it('stays one line that VS Code does not cut', () =>
    assert.match(jobTitle(job({ operation: 'a/b', object: 'x'.repeat(80) }), words), /^a∕b x{56}…$/));
});
