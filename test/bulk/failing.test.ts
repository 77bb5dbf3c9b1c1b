import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { timersOf } from '../../server/src/base/timers.ts';
import { BulkJobs } from '../../server/src/runs/bulk/bulkJobs.ts';
import { SalesforceError } from '../../server/src/salesforce/errors.ts';
import type { Transport, TransportRequest } from '../../server/src/salesforce/transport/transport.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../harness/localOrg.ts';
import { countOf, type Jobs, openJobs, writeCsv } from './harness.ts';

describe('a load that fails', () => {
  it('ends the parts on their way before it stops', async () => {
    let open = 0;
    const bothUpload = Promise.withResolvers<void>();
    const { status, requests } = await loadAgainst('Name\na\nb\nc\n', {
      // Never answered, unless it is given up.
      PUT: ({ signal }) => {
        if (++open === 2) bothUpload.resolve();
        return new Promise((_, reject) => {
          signal!.addEventListener('abort', () => {
            open--;
            reject(signal!.reason as Error);
          });
        });
      },
      POST: async (_request, nth) => {
        if (nth < 3) return { id: `job${nth}`, state: 'Open' };
        await bothUpload.promise;
        throw new SalesforceError({ code: 'EXCEEDED_QUOTA', message: 'No more jobs', status: 400 });
      },
    });
    assert.deepEqual([status.state, status.error?.code], ['stopped', 'EXCEEDED_QUOTA']);
    assert.equal(open, 0);
    assert.deepEqual(requests.toSorted(), ['POST', 'POST', 'POST', 'PUT', 'PUT']);
  });

  it('gives up after six uploads that the org fails to take', async () => {
    const { status, requests } = await loadAgainst('Name\na\n', {
      POST: async (_request, nth) => ({ id: `job${nth}`, state: 'Open' }),
      PUT: (_request, nth) => {
        // Without an end of its own the load must not hang the test.
        const [status, code] = nth > 20 ? [400, 'TOO_MANY'] : [500, 'UNKNOWN_EXCEPTION'];
        throw new SalesforceError({ code, message: 'Failed', status });
      },
      GET: async () => ({ id: 'job', state: 'Open' }),
      PATCH: async () => ({ id: 'job', state: 'Aborted' }),
    });
    assert.deepEqual([status.state, status.error?.code], ['stopped', 'UNKNOWN_EXCEPTION']);
    assert.equal(requests.filter(method => method === 'PUT').length, 6);
  });
});

type Answers = Readonly<Record<string, (request: TransportRequest, nth: number) => Promise<object>>>;

/** Loads a file, each row a job, with pauses that take no time; answers the methods of the requests too. */
async function loadAgainst(text: string, answers: Answers) {
  const requests: string[] = [];
  const transport: Transport = {
    async request(request) {
      const { method = 'GET' } = request;
      requests.push(method);
      const body = await answers[method]!(request, requests.filter(other => other === method).length);
      return { status: 200, header: () => undefined, requestId: undefined, body: Buffer.from(JSON.stringify(body)) };
    },
    stream: () => Promise.reject(new Error('Nothing is read.')),
    close: async () => undefined,
  };
  const timers = timersOf(globalThis);
  const jobs = new BulkJobs({
    jobsDir: await mkdtemp(join(temporaryFolder(), 'failing-')),
    org: async () => ({ transport, apiVersion: '67.0' }),
    timers: { ...timers, after: (_ms, action) => timers.after(0, action) },
    onStatus: () => undefined,
  });
  const mapping = { object: 'Account', operation: 'insert', columns: { Name: 'Name' } } as const;
  // A header of five bytes and a row of two.
  const request = { org: 'org', file: writeCsv(text), mapping, threshold: 0, jobBytes: 7, jsonTypes: {} };
  const { id } = await jobs.load(request);
  await jobs.ended(id);
  return { requests, status: (await jobs.list())[0]! };
}

describe('a load whose file is gone', () => {
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
  const columns = { Name: 'Name', Code__c: 'Code__c' };
  const mapping = { object: 'BigTable__c', operation: 'insert', columns } as const;

  async function stoppedBy(method: string, path: string, code: string): Promise<string> {
    await org.fault({ fault: 'error', status: 400, errorCode: 'EXCEEDED_QUOTA', method, path });
    const file = writeCsv(`Name,Code__c\nOne,${code}\nTwo,${code}\n`);
    const { id, state } = await ours.load(file, mapping);
    assert.equal(state, 'stopped');
    await rm(file);
    return id;
  }

  it('can be aborted: its job is aborted in the org, and its rows are counted', async () => {
    const id = await stoppedBy('PUT', '*/jobs/ingest/*', 'abort');
    await ours.jobs.abort(id);
    await ours.jobs.ended(id);
    const { state, rows, unprocessed, unknown, jobs } = await ours.status(id);
    assert.deepEqual({ state, rows, unprocessed, unknown }, { state: 'aborted', rows: 2, unprocessed: 2, unknown: 0 });
    const job = (await (await org.api(`jobs/ingest/${jobs[0]}`)).json()) as { state: string };
    assert.equal(job.state, 'Aborted');
  });

  it('goes on where all rows were sent', async () => {
    const id = await stoppedBy('GET', '*/jobs/ingest/*', 'sent');
    await ours.jobs.resume(id);
    await ours.jobs.ended(id);
    const { state, rows, failed, unprocessed, unknown } = await ours.status(id);
    assert.deepEqual([state, rows, failed, unprocessed, unknown], ['done', 2, 0, 0, 0]);
    const succeeded = await ours.rows(id, 'succeeded');
    assert.deepEqual(succeeded.map(({ Name }) => Name).toSorted(), ['One', 'Two']);
    assert.equal(await countOf(org, "Code__c = 'sent'"), 2);
  });

  it('does not go on where rows have to be sent', async () => {
    const id = await stoppedBy('PUT', '*/jobs/ingest/*', 'unsent');
    await ours.jobs.resume(id);
    await ours.jobs.ended(id);
    const { state, error } = await ours.status(id);
    assert.deepEqual([state, error?.code], ['stopped', 'FILE_GONE']);
  });
});
