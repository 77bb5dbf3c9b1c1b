import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type BulkJobStatus, jobProgress, listJobs, startLoad } from '../../server/src/protocol/bulk.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../harness/localOrg.ts';
import { TestServer } from '../lsp/harness/server.ts';
import { queryRows, writeCsv } from './harness.ts';

/** `KILL_RUNS=200 KILL_ROWS=120000` on demand; as many as are quick otherwise. */
const runs = Number(process.env.KILL_RUNS ?? 10);
const rows = Number(process.env.KILL_ROWS ?? 12_000);
const jobs = 6;
/** About as many times a load writes its state file. */
const writes = jobs * 9;
const mostDelayMs = 60;

/** An insert without an external id: a row that is sent twice is there twice. */
describe(`a load whose process is killed (${runs} times)`, () => {
  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  after(() => org.stop());

  for (let run = 0; run < runs; run++) {
    it(`loses no row and sends none twice, run ${run}`, async function () {
      this.timeout(300_000);
      const kills = await loadWithKills(run);
      const [found] = await queryRows(
        org,
        `SELECT COUNT(Id) rows, COUNT_DISTINCT(Code__c) codes, SUM(Number__c) total FROM BigTable__c WHERE Title__c = 'kill ${run}'`,
      );
      const { rows: there, codes, total } = found as { rows: number; codes: number; total: number };
      const expected = { there: rows, codes: rows, total: (rows * (rows - 1)) / 2 };
      assert.deepEqual({ there, codes, total }, expected, `killed ${kills}`);
    });
  }

  /** Answers when it was killed. */
  async function loadWithKills(run: number): Promise<string> {
    const lines = Array.from({ length: rows }, (_, row) => `"Row ${row}",${run}-${row},kill ${run},${row}\n`);
    const text = `Name,Code__c,Title__c,Number__c\n${lines.join('')}`;
    const file = writeCsv(text);
    const columns = { Name: 'Name', Code__c: 'Code__c', Title__c: 'Title__c', Number__c: 'Number__c' };
    const jobBytes = Math.ceil(text.length / jobs) + 100;
    const mapping = { object: 'BigTable__c', operation: 'insert', columns } as const;
    const jobsDir = await mkdtemp(join(temporaryFolder(), 'killed-'));
    const kills: string[] = [];
    let server = await TestServer.start({ org, initialization: { jobsDir } });
    const { id } = await server.request(startLoad, { org: server.orgKey, file, mapping, threshold: 0, jobBytes });
    for (const most of [writes, writes / 3]) {
      const nth = 1 + Math.floor(Math.random() * most);
      const ms = Math.floor(Math.random() * mostDelayMs);
      kills.push(`${ms} ms after write ${nth}`);
      await Promise.race([writesOf(join(jobsDir, id), nth), ended(server, id)]);
      await delay(ms);
      await server.kill();
      server = await TestServer.start({ org, initialization: { jobsDir } });
    }
    const last = await ended(server, id);
    assert.equal(last.state, 'done', JSON.stringify(last));
    assert.deepEqual([last.rows, last.processed, last.failed, last.unprocessed], [rows, rows, 0, 0]);
    assert.equal(last.jobs.length, jobs);
    await server.stop();
    return kills.join(', ');
  }
});

/** Resolves when the state file in the folder was replaced for the n-th time. */
function writesOf(folder: string, nth: number): Promise<void> {
  return new Promise(resolve => {
    let count = 0;
    const watcher = watch(folder, (_event, name) => {
      if (name !== 'job.json' || ++count < nth) return;
      watcher.close();
      resolve();
    });
    watcher.unref();
  });
}

/** Resolves with the job when it is over; asking for it makes the server go on with it. */
async function ended(server: TestServer, id: string): Promise<BulkJobStatus> {
  const over = server.next(jobProgress, status => status.id === id && status.endedAt !== undefined);
  const { jobs: ours } = await server.request(listJobs, {});
  const now = ours.find(job => job.id === id)!;
  return now.endedAt === undefined ? over : now;
}
