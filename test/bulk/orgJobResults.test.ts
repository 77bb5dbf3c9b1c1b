import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { saveOrgJob } from '../../server/src/runs/bulk/results/orgJobResults.ts';
import { type BulkOrg, getJob } from '../../server/src/salesforce/bulk/jobs.ts';
import { createQueryJob } from '../../server/src/salesforce/bulk/query.ts';
import { createTransport, type Transport } from '../../server/src/salesforce/transport/transport.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../harness/localOrg.ts';
import { type Jobs, openJobs, writeCsv } from './harness.ts';

describe('the results of a job that the org has', () => {
  let org: LocalOrg;
  let jobs: Jobs;
  let transport: Transport;
  let bulk: BulkOrg;
  before(async () => {
    org = await startLocalOrg();
    jobs = await openJobs(org);
    const tokens = { get: async () => ({ accessToken: org.accessToken, instanceUrl: org.origin }) };
    transport = createTransport({ tokens, clientName: 'WorkbenchTest' });
    bulk = { transport, apiVersion: '67.0' };
  });
  after(async () => {
    await transport.close();
    await jobs.close();
    await org.stop();
  });

  /** The rows of each file, by its name without the id. */
  async function saved(
    kind: 'ingest' | 'query',
    id: string,
  ): Promise<Record<string, readonly Record<string, string>[]>> {
    const folder = path.join(await mkdtemp(path.join(temporaryFolder(), 'results-')), 'made');
    const files = await saveOrgJob(bulk, { kind, id }, folder, new AbortController().signal);
    return Object.fromEntries(
      files.map(file => [path.basename(file).replace(id, ''), parse(readFileSync(file), { columns: true })]),
    );
  }

  it('of a load are the rows by what became of them', async () => {
    const file = writeCsv(`Name,Code__c\nfits,x\n${'too long'.repeat(20)},x\n`);
    const mapping = {
      object: 'BigTable__c',
      operation: 'insert',
      columns: { Name: 'Name', Code__c: 'Code__c' },
    } as const;
    const { jobs: ids } = await jobs.load(file, mapping);
    const { '.succeeded.csv': succeeded, '.failed.csv': failed, ...others } = await saved('ingest', ids[0]!);
    assert.deepEqual(others, {});
    assert.deepEqual(
      succeeded?.map(({ Name }) => Name),
      ['fits'],
    );
    assert.match(failed?.[0]?.sf__Error ?? '', /STRING_TOO_LONG/);
  });

  it('of a query are its rows, with one header', async () => {
    const { id } = await createQueryJob(bulk, { operation: 'query', query: 'SELECT Id, Name FROM Account' });
    while ((await getJob(bulk, 'query', id)).state !== 'JobComplete') await delay(50);
    const { '.csv': rows = [] } = await saved('query', id);
    const counted = (await (await org.api(`query?q=${encodeURIComponent('SELECT COUNT() FROM Account')}`)).json()) as {
      totalSize: number;
    };
    assert.equal(rows.length, counted.totalSize);
    assert.ok(rows.every(({ Id = '', Name = '' }) => Id.startsWith('001') && Name !== ''));
  });
});
