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

  describe('with children', () => {
    const batch = { 'sforce-query-options': 'batchSize=200' };
    interface Children extends QueryPage {}
    const insert = async (type: string, records: readonly object[]) => {
      const ids: string[] = [];
      for (let from = 0; from < records.length; from += 200) {
        const some = records.slice(from, from + 200).map(record => ({ attributes: { type }, ...record }));
        const body = JSON.stringify({ allOrNone: true, records: some });
        const headers = { 'content-type': 'application/json' };
        const response = await org.api('composite/sobjects', { method: 'POST', body, headers });
        ids.push(...((await response.json()) as { id: string }[]).map(({ id }) => id));
      }
      return ids;
    };
    const contacts = (AccountId: string, count: number) =>
      Array.from({ length: count }, (_, number) => ({ LastName: `C${number}`, AccountId }));

    it('give the children of a record page by page', async () => {
      const [id = ''] = await insert('Account', [{ Name: 'Many contacts' }]);
      await insert('Contact', contacts(id, 450));
      const query = `SELECT Name, (SELECT Id, LastName FROM Contacts WHERE LastName != 'C7' ORDER BY LastName) FROM Account WHERE Id = '${id}'`;
      const first = await get(soql(query), batch);
      assert.deepEqual([first.totalSize, first.done, first.records.length], [1, true, 1]);
      const children = first.records[0]?.Contacts as Children;
      assert.deepEqual(Object.keys(children), ['totalSize', 'done', 'nextRecordsUrl', 'records']);
      assert.deepEqual([children.totalSize, children.done, children.records.length], [449, false, 200]);
      assert.match(children.nextRecordsUrl ?? '', locatorPath);
      const rest = await pages(children.nextRecordsUrl ?? '', batch);
      assert.deepEqual(
        rest.map(page => [page.totalSize, page.done, page.records.length]),
        [
          [449, false, 200],
          [449, true, 49],
        ],
      );
      const names = [children, ...rest].flatMap(page => page.records.map(record => String(record.LastName)));
      assert.equal(new Set(names).size, 449);
      assert.deepEqual(names, names.toSorted());
      const whole = (await get(soql(query))).records[0]?.Contacts as Children;
      assert.deepEqual([whole.done, whole.records.length, 'nextRecordsUrl' in whole], [true, 449, false]);
    });

    it('count children as rows of a page', async () => {
      const ids = await insert(
        'Account',
        Array.from({ length: 7 }, () => ({ Name: 'Some contacts' })),
      );
      await insert(
        'Contact',
        ids.flatMap(id => contacts(id, 60)),
      );
      const query = "SELECT Id, (SELECT Id FROM Contacts) FROM Account WHERE Name = 'Some contacts'";
      const all = await pages(soql(query), batch);
      assert.deepEqual(
        all.map(page => [page.totalSize, page.done, page.records.length]),
        [
          [7, false, 3],
          [7, false, 3],
          [7, true, 1],
        ],
      );
      const found = all.flatMap(page => page.records);
      assert.deepEqual(found.map(({ Id }) => Id).toSorted(), ids.toSorted());
      assert.ok(found.every(({ Contacts }) => (Contacts as Children).records.length === 60));
    });
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
