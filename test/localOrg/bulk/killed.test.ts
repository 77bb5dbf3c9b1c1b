import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { bulkJobs } from '../../harness/bulkJobs.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../../harness/localOrg.ts';

const rowCount = 20_000;
const rounds = Number(process.env.KILL_ROUNDS ?? 2);

// The rows that a query found lie beside the database, in files: whatever moment the process dies at, a job that says
// that it is complete has all of them.

describe('bulk queries of an org whose process is killed', function () {
  this.timeout(60_000 + rounds * 20_000);

  const stateFolder = fs.mkdtempSync(path.join(temporaryFolder(), 'killed-'));
  let org: LocalOrg | undefined;
  after(() => org?.stop());

  it('have each row once when they are complete, and leave no file of another job', async () => {
    org = await startLocalOrg({ stateFolder });
    await load(org);
    const asked: string[] = [];
    for (let round = 0; round < rounds; round++) {
      asked.push(...(await startQueries(org)));
      await dieAtSomeRow(org, asked.at(-1)!, round);
      org = await startLocalOrg({ stateFolder });
      const bulk = bulkJobs(org);
      for (const id of asked) {
        const { state, numberRecordsProcessed } = await bulk.ended(`query/${id}`);
        assert.deepEqual([state, numberRecordsProcessed], ['JobComplete', rowCount], `round ${round}, job ${id}`);
        assert.deepEqual(summary(await bulk.csv(`query/${id}/results?maxRecords=${rowCount}`)), expected);
      }
      const [gone] = asked.splice(0, 1);
      await org.api(`jobs/query/${gone}`, { method: 'DELETE' });
      const files = fs.readdirSync(path.join(stateFolder, 'org.sqlite-bulk')).sort();
      assert.deepEqual(files, asked.map(id => `${id}.csv`).sort());
    }
  });

  const expected = { rows: rowCount, distinct: rowCount, first: '"kill-00000"', last: `"kill-${rowCount - 1}"` };

  function summary(csv: string) {
    const rows = csv.trimEnd().split('\n').slice(1);
    return { rows: rows.length, distinct: new Set(rows).size, first: rows[0], last: rows.at(-1) };
  }

  async function load(loaded: LocalOrg): Promise<void> {
    const bulk = bulkJobs(loaded);
    const { id } = await bulk.answer('POST', 'ingest', { operation: 'insert', object: 'UpsertTable__c' });
    const lines = Array.from({ length: rowCount }, (_, n) => `kill-${String(n).padStart(5, '0')}\n`);
    await bulk.upload(id, `ExtId__c\n${lines.join('')}`);
    await bulk.answer('PATCH', `ingest/${id}`, { state: 'UploadComplete' });
    await bulk.ended(`ingest/${id}`);
  }

  async function startQueries(asked: LocalOrg): Promise<readonly string[]> {
    const query = "SELECT ExtId__c FROM UpsertTable__c WHERE ExtId__c LIKE 'kill-%' ORDER BY ExtId__c";
    const ids: string[] = [];
    for (let job = 0; job < 3; job++) {
      ids.push((await bulkJobs(asked).answer('POST', 'query', { operation: 'query', query })).id);
    }
    return ids;
  }

  /** In the first round as soon as there are rows, later when there are more of them. */
  async function dieAtSomeRow(killed: LocalOrg, id: string, round: number): Promise<void> {
    const enough = 1 + (round % 3) * 5000;
    for (;;) {
      const { numberRecordsProcessed, state } = await bulkJobs(killed).answer('GET', `query/${id}`);
      if (numberRecordsProcessed >= enough || state === 'JobComplete') break;
    }
    const exit = once(killed.process, 'exit');
    killed.process.ref();
    killed.process.kill('SIGKILL');
    await exit;
  }
});
