import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { timersOf } from '../../server/src/base/timers.ts';
import { BulkJobs } from '../../server/src/runs/bulk/bulkJobs.ts';
import type { JobStatus } from '../../server/src/runs/bulk/status.ts';
import { errorFromFailure, SalesforceError } from '../../server/src/salesforce/errors.ts';
import type { Transport, TransportRequest } from '../../server/src/salesforce/transport/transport.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../harness/localOrg.ts';
import { countOf, type Jobs, openJobs, writeCsv } from './harness.ts';

const mapping = {
  object: 'BigTable__c',
  operation: 'insert',
  columns: { Name: 'Name', Code__c: 'Code__c', Date__c: 'Date__c' },
} as const;
const csv = (code: string, dates: readonly string[]) =>
  ['Name,Code__c,Date__c', ...dates.map((date, row) => `Row ${row},${code},${date}`)].join('\n');
const day = '2026-01-31';
const counts = ({ rows, failed, unprocessed, unknown }: JobStatus) => ({ rows, failed, unprocessed, unknown });

describe('rows of which nobody knows whether they are in the org', () => {
  let org: LocalOrg;
  let ours: Jobs;
  before(async () => {
    org = await startLocalOrg();
    ours = await openJobs(org);
  });
  after(async () => {
    await ours.close();
    await org.stop();
  });

  it('are not loaded again after a call whose answer was lost', async () => {
    await org.fault({ fault: 'connectionReset', method: 'POST', path: '*/composite/sobjects*', times: 1 });
    const status = await ours.load(writeCsv(csv('lost', [day, day])), mapping, { threshold: 2_000 });
    assert.deepEqual(counts(status), { rows: 2, failed: 0, unprocessed: 0, unknown: 2 });
    const rows = await ours.rows(status.id, 'unknown');
    assert.deepEqual(
      rows.map(({ sf__Line, Name }) => [sf__Line, Name]),
      [
        ['2', 'Row 0'],
        ['3', 'Row 1'],
      ],
    );
    assert(rows.every(({ sf__Error }) => sf__Error?.includes('see whether this row is in the org')));
    await assert.rejects(ours.jobs.retry(status.id), { code: 'NOTHING_TO_RETRY' });
    assert.equal(await countOf(org, "Code__c = 'lost'"), 2);
  });

  it('are not loaded again after a job that the org has no more', async () => {
    await org.fault({
      fault: 'error',
      status: 404,
      errorCode: 'NOT_FOUND',
      method: 'GET',
      path: '*/jobs/ingest/*',
      times: 1,
    });
    const status = await ours.load(writeCsv(csv('gone', [day])), mapping);
    assert.deepEqual(counts(status), { rows: 1, failed: 0, unprocessed: 0, unknown: 1 });
    await assert.rejects(ours.jobs.retry(status.id), { code: 'NOTHING_TO_RETRY' });
  });

  it('are those of a half of a call at most: what is known of the other half stays', async () => {
    // The last row makes the org refuse the whole call; the first half is saved, the answer for the second is lost.
    const answers = [refused, saved, lost];
    const { jobs, status } = await loadByCalls(answers, 'Name\na\nb\nc\nd\n');
    assert.deepEqual(counts(status), { rows: 4, failed: 0, unprocessed: 0, unknown: 2 });
    assert.equal(status.processed, 2);
    await assert.rejects(jobs.retry(status.id), { code: 'NOTHING_TO_RETRY' });
  });

  it('are those that an answer leaves out', async () => {
    const { status } = await loadByCalls([records => saved(records.slice(1))], 'Name\na\nb\nc\n');
    assert.deepEqual(counts(status), { rows: 3, failed: 0, unprocessed: 0, unknown: 1 });
  });
});

type Answer = (records: readonly unknown[]) => unknown;

const refused: Answer = () => {
  throw new SalesforceError({ code: 'JSON_PARSER_ERROR', message: 'Cannot deserialize', status: 400 });
};
const lost: Answer = () => {
  throw errorFromFailure(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
};
const saved: Answer = records => records.map((_, row) => ({ id: `00${row}`, success: true, errors: [] }));

/** Loads a file by calls of collections that are answered one after the other. */
async function loadByCalls(answers: readonly Answer[], text: string) {
  let calls = 0;
  const transport: Transport = {
    async request({ body }: TransportRequest) {
      const { records } = JSON.parse(String(body)) as { records: unknown[] };
      const results = answers[calls++]!(records);
      return { status: 200, header: () => undefined, requestId: undefined, body: Buffer.from(JSON.stringify(results)) };
    },
    stream: () => Promise.reject(new Error('Nothing is read.')),
    close: async () => undefined,
  };
  const jobs = new BulkJobs({
    jobsDir: await mkdtemp(join(temporaryFolder(), 'calls-')),
    org: async () => ({ transport, apiVersion: '67.0' }),
    timers: timersOf(globalThis),
    onStatus: () => undefined,
  });
  const request = {
    org: 'org',
    file: writeCsv(text),
    mapping: byName,
    threshold: 2_000,
    jobBytes: 1_000,
    jsonTypes: {},
  };
  const { id } = await jobs.load(request);
  await jobs.ended(id);
  assert.equal(calls, answers.length);
  return { jobs, status: (await jobs.list())[0]! };
}

const byName = { object: 'Account', operation: 'insert', columns: { Name: 'Name' } } as const;
