import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { type Jobs, openJobs, writeCsv } from './harness.ts';

describe('loading failed rows again', () => {
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

  const failing = async () => {
    const columns = { Name: 'Name', Day: 'Date__c' };
    const file = writeCsv('Name,Day\nGood,2026-01-31\nBad,2026-02-31\nWorse,soon\n');
    const status = await ours.load(file, { object: 'BigTable__c', operation: 'insert', columns });
    assert.deepEqual([status.failed, status.retried], [2, undefined]);
    return status;
  };
  const retry = async (id: string) => {
    const again = await ours.jobs.retry(id);
    await ours.jobs.ended(again.id);
    return ours.status(again.id);
  };

  it('happens once; the newest load of them can be retried', async () => {
    const { id } = await failing();
    const second = await retry(id);
    assert.equal((await ours.status(id)).retried, true);
    await assert.rejects(ours.jobs.retry(id), { code: 'ALREADY_RETRIED' });
    const third = await retry(second.id);
    assert.deepEqual([third.state, third.rows], ['done', 2]);
    // Those that are removed have sent their rows all the same.
    await ours.jobs.remove(third.id);
    await assert.rejects(ours.jobs.retry(second.id), { code: 'ALREADY_RETRIED' });
  });

  it('happens once where it is asked for twice at a time', async () => {
    const { id } = await failing();
    const known = (await ours.jobs.list()).length;
    const asked = await Promise.allSettled([ours.jobs.retry(id), ours.jobs.retry(id)]);
    assert.deepEqual(asked.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await ours.jobs.list()).length, known + 1);
  });

  it('does not need the first load any more', async () => {
    const { id } = await failing();
    const again = await ours.jobs.retry(id);
    await ours.jobs.remove(id);
    await ours.jobs.ended(again.id);
    const { state, failed, file } = await ours.status(again.id);
    assert.deepEqual([state, failed, existsSync(file)], ['done', 2, true]);
    await ours.jobs.remove(again.id);
    assert.equal(existsSync(file), false);
  });

  it('begins after a crash between the plan and its beginning', async () => {
    const { id } = await failing();
    const { id: next } = await retry(id);
    // What lies on the disk then: the load is planned, and no job yet.
    const folder = join(ours.jobsDir, next);
    await rename(join(folder, 'job.json'), join(folder, 'planned.json'));
    assert.equal(await ours.status(next), undefined);
    assert.equal((await ours.jobs.retry(id)).id, next);
    await assert.rejects(ours.jobs.retry(id), { code: 'ALREADY_RETRIED' });
  });
});
