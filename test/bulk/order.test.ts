import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { timersOf } from '../../server/src/base/timers.ts';
import { BulkJobs } from '../../server/src/runs/bulk/bulkJobs.ts';
import { errorFromFailure } from '../../server/src/salesforce/errors.ts';
import type { Transport, TransportRequest } from '../../server/src/salesforce/transport/transport.ts';
import { temporaryFolder } from '../harness/localOrg.ts';
import { writeCsv } from './harness.ts';

interface Seen {
  readonly request: string;
  /** The step that the state file named when the request came. */
  readonly step: string;
}

/** An org of one job, whose n-th change breaks off: nobody knows whether it happened. */
function fakeOrg(stateFile: () => Promise<string>, breaking: { at: number; happens: boolean }) {
  const seen: Seen[] = [];
  const closed: string[] = [];
  const states = new Map<string, string>();
  let changes = 0;
  const request = async ({ method = 'GET', path, body }: TransportRequest) => {
    const [, id = '', below] = /ingest\/(\w+)(?:\/(\w+))?/.exec(path) ?? [];
    const sent = typeof body === 'string' ? (JSON.parse(body) as { state?: string }) : {};
    const name = method === 'PATCH' ? `PATCH ${sent.state}` : method;
    const { parts } = JSON.parse(readFileSync(await stateFile(), 'utf8')) as { parts: { step: string }[] };
    if (method !== 'GET') seen.push({ request: name, step: parts[0]!.step });
    const isBroken = method !== 'GET' && ++changes === breaking.at;
    if (isBroken && !breaking.happens) throw reset();
    const job = id || `750${String(states.size).padStart(15, '0')}`;
    if (method === 'POST') states.set(job, 'Open');
    if (method === 'PATCH') states.set(job, sent.state === 'Aborted' ? 'Aborted' : 'JobComplete');
    if (sent.state === 'UploadComplete') closed.push(job);
    if (below === 'batches') states.set(`${job} data`, 'there');
    if (isBroken) throw reset();
    return answer({ id: job, state: states.get(job), numberRecordsProcessed: closed.includes(job) ? 1 : 0 });
  };
  const transport: Transport = {
    request,
    stream: (_request, read) => read({ ...answer(''), body: bytes('sf__Id,sf__Created,Name\n"a","true","x"\n') }),
    close: async () => undefined,
  };
  return { transport, seen, closed };
}

const reset = () => errorFromFailure(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
const answer = (body: unknown) => ({
  status: 200,
  header: () => undefined,
  requestId: undefined,
  body: Buffer.from(JSON.stringify(body)),
});

async function* bytes(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** Loads one row; answers what the org saw, and how often state files were brought to the disk. */
async function load(breaking = { at: 0, happens: false }) {
  const jobsDir = await mkdtemp(join(temporaryFolder(), 'order-'));
  const stateFile = async () => join(jobsDir, (await readdir(jobsDir))[0]!, 'job.json');
  const org = fakeOrg(stateFile, breaking);
  const jobs = new BulkJobs({
    jobsDir,
    org: async () => ({ transport: org.transport, apiVersion: '67.0' }),
    timers: timersOf(globalThis),
    onStatus: () => undefined,
  });
  const mapping = { object: 'Account', operation: 'insert', columns: { Name: 'Name' } } as const;
  const request = { org: 'org', file: writeCsv('Name\nx\n'), mapping, threshold: 0, jobBytes: 1_000, jsonTypes: {} };
  const { id } = await jobs.load(request);
  await jobs.ended(id);
  return { ...org, status: (await jobs.list())[0]! };
}

const straight: readonly Seen[] = [
  { request: 'POST', step: 'creating' },
  { request: 'PUT', step: 'uploading' },
  { request: 'PATCH UploadComplete', step: 'closing' },
];

describe('the state file of a load', () => {
  it('announces each step before it is taken', async () => {
    const { seen, status } = await load();
    assert.deepEqual(seen, straight);
    assert.equal(status.state, 'done');
  });

  it('is on the disk, and its folder too, before the org hears of the step', async () => {
    const handle = await open(writeCsv(''));
    const prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const { sync } = prototype;
    let syncs = 0;
    prototype.sync = function (this: FileHandle) {
      syncs++;
      return sync.call(this);
    };
    try {
      const { seen } = await load();
      assert.deepEqual(seen, straight);
      // begun, running, split, creating, created, uploading, uploaded, closing, closed, ended, collected, done
      assert(syncs >= 2 * 10, String(syncs));
    } finally {
      prototype.sync = sync;
    }
  });

  const closes = (seen: readonly Seen[]) => seen.filter(({ request }) => request === 'PATCH UploadComplete').length;

  for (const happens of [false, true]) {
    const what = happens ? 'whose answer is lost' : 'that never arrives';

    it(`a create ${what}: another job, without harm`, async () => {
      const { seen, closed, status } = await load({ at: 1, happens });
      assert.equal(status.state, 'done');
      assert.equal(seen.filter(({ request }) => request === 'POST').length, 2);
      assert.equal(closed.length, 1);
    });

    it(`an upload ${what}: its job is aborted before the data goes to another one`, async () => {
      const { seen, closed, status } = await load({ at: 2, happens });
      assert.equal(status.state, 'done');
      assert.deepEqual(seen[2], { request: 'PATCH Aborted', step: 'abandoning' });
      assert.equal(closes(seen), 1);
      assert.equal(closed.length, 1);
    });

    it(`a close ${what}: the org is asked first`, async () => {
      const { seen, closed, status } = await load({ at: 3, happens });
      assert.equal(status.state, 'done');
      assert.equal(closes(seen), happens ? 1 : 2);
      assert.equal(new Set(closed).size, 1);
      assert.equal(closed.length, 1);
    });
  }
});
