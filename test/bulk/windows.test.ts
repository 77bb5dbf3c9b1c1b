import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { jobFolders } from '../../server/src/runs/bulk/jobFolders.ts';
import { newLoad } from '../../server/src/runs/bulk/load/newLoad.ts';
import type { LoadState } from '../../server/src/runs/bulk/load/state.ts';
import { lockFolder } from '../../server/src/runs/bulk/lock.ts';
import type { JobStatus } from '../../server/src/runs/bulk/status.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../harness/localOrg.ts';
import { countOf, openJobs, writeCsv } from './harness.ts';

describe('a job that another window works on', () => {
  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  after(() => org.stop());

  for (const end of ['is gone', 'has ended it'] as const) {
    it(`is followed, until that window ${end}`, async () => {
      const jobsDir = await mkdtemp(join(temporaryFolder(), 'windows-'));
      const folders = jobFolders<LoadState>(jobsDir);
      const file = writeCsv(`Name,Code__c\nOne,${end}\nTwo,${end}\n`);
      const mapping = {
        object: 'BigTable__c',
        operation: 'insert',
        columns: { Name: 'Name', Code__c: 'Code__c' },
      } as const;
      const state = await newLoad({ org: 'org', file, mapping, threshold: 0, jobBytes: 1_000_000, jsonTypes: {} });
      await folders.write(state);
      const theirs = lockFolder(folders.folderOf(state.id))!;

      const over = Promise.withResolvers<JobStatus>();
      const ours = await openJobs(org, jobsDir, status => {
        if (status.endedAt !== undefined) over.resolve(status);
      });
      assert.equal((await ours.status(state.id)).elsewhere, true);
      if (end === 'has ended it') await folders.write({ ...state, state: 'done', endedAt: 1, succeeded: 2 });
      theirs.release();

      const { elsewhere, state: last } = await over.promise;
      assert.deepEqual([elsewhere, last], [end === 'has ended it', 'done']);
      assert.equal(await countOf(org, `Code__c = '${end}'`), end === 'is gone' ? 2 : 0);
      await ours.close();
    });
  }

  /** A load in a folder of its own, which another window has. */
  async function theirLoad() {
    const jobsDir = await mkdtemp(join(temporaryFolder(), 'windows-'));
    const folders = jobFolders<LoadState>(jobsDir);
    const mapping = { object: 'BigTable__c', operation: 'insert', columns: { Name: 'Name' } } as const;
    const request = { org: 'org', mapping, threshold: 0, jobBytes: 1_000_000, jsonTypes: {} };
    const state = await newLoad({ ...request, file: writeCsv('Name\nOne\n') });
    await folders.write(state);
    return { folders, state, lock: lockFolder(folders.folderOf(state.id))!, ours: await openJobs(org, jobsDir) };
  }

  it('is not removed before that window is done with it', async () => {
    const { folders, state, lock, ours } = await theirLoad();
    await assert.rejects(ours.jobs.remove(state.id), { code: 'RUNS_ELSEWHERE' });
    assert.equal(folders.read(state.id)?.id, state.id);
    await folders.write({ ...state, state: 'stopped' });
    lock.release();
    await ours.jobs.remove(state.id);
    assert.deepEqual(await ours.jobs.list(), []);
    await assert.rejects(ours.jobs.remove(state.id), { code: 'UNKNOWN_JOB' });
    await ours.close();
  });
});
