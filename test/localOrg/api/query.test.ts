import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

interface QueryPage {
  readonly totalSize: number;
  readonly done: boolean;
  readonly nextRecordsUrl?: string;
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

const locatorPath = /^\/services\/data\/v67\.0\/query\/(0r8\w{15})-(\d+)$/;

describe('queries over REST', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  after(() => org.stop());

  const soql = (text: string) => `query?q=${encodeURIComponent(text)}`;
  const get = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const response = await org.api(path.replace(/^\/services\/data\/v67\.0\//, ''), { headers });
    assert.equal(response.status, 200);
    return (await response.json()) as QueryPage;
  };

  async function pages(path: string, headers: Readonly<Record<string, string>> = {}): Promise<readonly QueryPage[]> {
    const all = [await get(path, headers)];
    for (let next = all[0]?.nextRecordsUrl; next !== undefined; next = all.at(-1)?.nextRecordsUrl) {
      all.push(await get(next, headers));
    }
    return all;
  }

  it('answer in the key order of a real org', async () => {
    const page = await get(soql('SELECT Id, Name FROM BigTable__c'));
    assert.deepEqual(Object.keys(page), ['totalSize', 'done', 'nextRecordsUrl', 'records']);
    assert.match(page.nextRecordsUrl ?? '', locatorPath);
    const { attributes, Id } = page.records[0] ?? {};
    assert.deepEqual(attributes, { type: 'BigTable__c', url: `/services/data/v67.0/sobjects/BigTable__c/${Id}` });
    const last = await get(soql('SELECT Id FROM BigTable__c LIMIT 1'));
    assert.deepEqual(Object.keys(last), ['totalSize', 'done', 'records']);
  });

  it('give each row once, in pages of 2,000', async () => {
    const all = await pages(soql('SELECT Id FROM BigTable__c'));
    const total = all[0]?.totalSize ?? 0;
    assert.ok(total > 5000);
    assert.deepEqual(
      all.slice(0, -1).map(page => [page.records.length, page.done]),
      all.slice(0, -1).map(() => [2000, false]),
    );
    assert.equal(all.at(-1)?.done, true);
    assert.equal(new Set(all.flatMap(page => page.records.map(record => record.Id))).size, total);
  });

  const pageSizes: readonly [batchSize: string, rows: number][] = [
    ['batchSize=200', 200],
    ['batchSize=777', 777],
    ['batchSize=1', 200],
    ['batchSize=5000', 2000],
    ['nonsense', 2000],
  ];
  for (const [options, rows] of pageSizes) {
    it(`give ${rows} rows for ${options}`, async () => {
      const page = await get(soql('SELECT Id FROM BigTable__c'), { 'sforce-query-options': options });
      assert.equal(page.records.length, rows);
      assert.equal(locatorPath.exec(page.nextRecordsUrl ?? '')?.[2], String(rows));
    });
  }

  it('give a page again to a client that asks again', async () => {
    const first = await get(soql('SELECT Id FROM BigTable__c'));
    const next = first.nextRecordsUrl ?? '';
    assert.deepEqual(await get(next), await get(next));
  });

  it('count', async () => {
    const { totalSize } = await get(soql('SELECT Id FROM BigTable__c LIMIT 300'));
    assert.equal(totalSize, 300);
    const counted = await get(soql('SELECT COUNT() FROM BigTable__c'));
    assert.deepEqual({ ...counted, totalSize: 0 }, { totalSize: 0, done: true, records: [] });
    assert.ok(counted.totalSize > 5000);
  });

  it('find deleted records only when asked for all', async () => {
    const made = await org.api('sobjects/Account', {
      method: 'POST',
      body: '{"Name":"Deleted soon"}',
      headers: { 'content-type': 'application/json' },
    });
    const { id } = (await made.json()) as { id: string };
    await org.api(`sobjects/Account/${id}`, { method: 'DELETE' });
    const text = soql(`SELECT Id, IsDeleted FROM Account WHERE Id = '${id}'`);
    assert.equal((await get(text)).totalSize, 0);
    assert.equal((await get(text.replace('query', 'queryAll'))).records[0]?.IsDeleted, true);
  });

  const faults: readonly [path: string, errorCode: string][] = [
    ['query', 'MALFORMED_QUERY'],
    ['query?q=', 'MALFORMED_QUERY'],
    [soql('SELECT FROM'), 'MALFORMED_QUERY'],
    [soql('SELECT Nope FROM Account'), 'INVALID_FIELD'],
    [soql('SELECT Id FROM ScratchOrgInfo LIMIT 1'), 'INVALID_TYPE'],
    ['query/0r8000000000000000-2000', 'INVALID_QUERY_LOCATOR'],
    ['query/nope', 'INVALID_QUERY_LOCATOR'],
  ];
  for (const [path, errorCode] of faults) {
    it(`answer ${errorCode} to ${path}`, async () => {
      const response = await org.api(path);
      const [error] = (await response.json()) as readonly { errorCode: string }[];
      assert.deepEqual([response.status, error?.errorCode], [400, errorCode]);
    });
  }

  it('describe their columns', async () => {
    const response = await org.api(`${soql('SELECT Id, Owner.Name FROM Account')}&columns=true`);
    const { columnMetadata, ...rest } = (await response.json()) as {
      columnMetadata: readonly { columnName: string }[];
    };
    assert.deepEqual(
      columnMetadata.map(column => column.columnName),
      ['Id', 'Owner'],
    );
    assert.deepEqual(rest, { entityName: 'Account', groupBy: false, idSelected: true, keyPrefix: '001' });
  });

  it('explain themselves', async () => {
    const response = await org.api(soql("SELECT Name FROM BigTable__c WHERE Name = 'x'").replace('q=', 'explain='));
    const { plans } = (await response.json()) as { plans: readonly { sobjectType: string; relativeCost: number }[] };
    assert.equal(plans[0]?.sobjectType, 'BigTable__c');
    assert.equal(typeof plans[0]?.relativeCost, 'number');
  });

  it('describe no columns of a query that is wrong', async () => {
    assert.equal((await org.api(`${soql('SELECT Nope FROM Account')}&columns=true`)).status, 400);
  });

  it('follow the describe flags of the schema', async () => {
    const overlay = { Account: { fields: { Industry: { filterable: false } } } };
    const changed = await startLocalOrg({ overlay });
    const response = await changed.api(soql("SELECT Id FROM Account WHERE Industry = 'Banking'"));
    const [error] = (await response.json()) as readonly { errorCode: string }[];
    await changed.stop();
    assert.deepEqual([response.status, error?.errorCode], [400, 'INVALID_FIELD']);
  });
});
