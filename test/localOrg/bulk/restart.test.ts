import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { bulkJobs, type JobAnswer } from '../../harness/bulkJobs.ts';
import { startLocalOrg, temporaryFolder } from '../../harness/localOrg.ts';

const rowCount = 20_000;

describe('Bulk API 2.0 jobs after a restart of the org', () => {
  it('go on where they were, each row once', async () => {
    const stateFolder = fs.mkdtempSync(path.join(temporaryFolder(), 'restart-'));
    const first = await startLocalOrg({ stateFolder });
    const ingest = await startJob(first);
    assert.ok(ingest.numberRecordsProcessed < rowCount);
    await first.stop();

    const second = await startLocalOrg({ stateFolder });
    const bulk = bulkJobs(second);
    const done = await bulk.ended(`ingest/${ingest.id}`);
    assert.deepEqual([done.state, done.numberRecordsProcessed, done.numberRecordsFailed], ['JobComplete', rowCount, 0]);
    const rows = (await bulk.csv(`ingest/${ingest.id}/successfulResults`)).trimEnd().split('\n').slice(1);
    assert.equal(new Set(rows.map(row => row.split(',')[0])).size, rowCount);
    const response = await second.api(
      `query?q=${encodeURIComponent("SELECT COUNT() FROM UpsertTable__c WHERE ExtId__c LIKE 'restart-%'")}`,
    );
    assert.equal(((await response.json()) as { totalSize: number }).totalSize, rowCount);
    await second.stop();
  });

  /** Stops waiting when some of the rows are done. */
  async function startJob(org: Parameters<typeof bulkJobs>[0]): Promise<JobAnswer> {
    const bulk = bulkJobs(org);
    const job = await bulk.answer('POST', 'ingest', { operation: 'insert', object: 'UpsertTable__c' });
    const lines = Array.from({ length: rowCount }, (_, n) => `restart-${n}\n`);
    await bulk.upload(job.id, `ExtId__c\n${lines.join('')}`);
    await bulk.answer('PATCH', `ingest/${job.id}`, { state: 'UploadComplete' });
    for (;;) {
      const now = await bulk.answer('GET', `ingest/${job.id}`);
      if (now.numberRecordsProcessed > 0) return now;
    }
  }
});
