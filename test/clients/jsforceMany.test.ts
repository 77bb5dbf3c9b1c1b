import assert from 'node:assert/strict';
import { Connection, type Record as SalesforceRecord } from 'jsforce';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';

// What a client that nobody here wrote does with many records at once.

const version = '66.0';
const table = 'UpsertTable__c';
const overlay = {
  Lead: {
    matchingRules: [{ fullName: 'Email', matchingRuleItems: [{ fieldName: 'Email', matchingMethod: 'Exact' }] }],
    duplicateRules: [
      {
        fullName: 'Leads',
        actionOnInsert: 'Allow',
        actionOnUpdate: 'Allow',
        operationsOnInsert: ['alert'],
        duplicateRuleMatchRules: [{ matchingRule: 'Email' }],
      },
    ],
  },
};
const fast = { pollInterval: 20, pollTimeout: 30_000 };

describe('jsforce with many records of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  let connection: Connection;
  before(async () => {
    org = await startLocalOrg({ overlay });
    connection = new Connection({ instanceUrl: org.origin, accessToken: org.accessToken, version });
  });
  after(() => org.stop());

  const count = async (where: string) =>
    (await connection.query(`SELECT COUNT() FROM ${table} WHERE ${where}`)).totalSize;

  it('saves, reads and deletes collections, more than fit in one call', async () => {
    const rows = Array.from({ length: 450 }, (_, n) => ({ Name: `Row ${n}`, ExtId__c: `many-${n}` }));
    const created = await connection.sobject(table).create(rows, { allowRecursive: true });
    assert.ok(created.every(({ success }) => success));
    const ids = created.map(({ id }) => id ?? '');
    assert.equal(new Set(ids).size, 450);
    const read = await connection.sobject(table).retrieve(ids.slice(0, 200));
    assert.deepEqual(
      read.map(({ Name }) => Name),
      rows.slice(0, 200).map(({ Name }) => Name),
    );
    const changes = ids.slice(0, 3).map(Id => ({ Id, Name: 'Changed' }));
    const [first, , bad] = await connection.sobject(table).update([...changes.slice(0, 2), { Id: ids[2]!, Nope: 'x' }]);
    assert.deepEqual(
      [first?.success, bad?.success, bad?.errors[0]?.errorCode ?? statusOf(bad)],
      [true, false, 'INVALID_FIELD'],
    );
    const upserted = await connection.sobject(table).upsert(rows.slice(0, 2), 'ExtId__c');
    assert.deepEqual(
      upserted.map(({ id }) => id),
      ids.slice(0, 2),
    );
    const deleted = await connection.sobject(table).destroy(ids, { allowRecursive: true });
    assert.ok(deleted.every(({ success }) => success));
    assert.equal(await count("ExtId__c LIKE 'many-%'"), 0);
  });

  it('undoes a collection with allOrNone', async () => {
    const records = [{ Name: 'Undone', ExtId__c: 'undone' }, { Nope: 'x' }];
    await connection.sobject(table).create(records, { allOrNone: true });
    assert.equal(await count("ExtId__c = 'undone'"), 0);
  });

  it('sends composite requests', async () => {
    const base = `/services/data/v${version}`;
    const compositeRequest = [
      { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'account', body: { Name: 'Composite' } },
      {
        method: 'POST',
        url: `${base}/sobjects/Contact`,
        referenceId: 'contact',
        body: { LastName: 'Composite', AccountId: '@{account.id}' },
      },
      { method: 'GET', url: `${base}/sobjects/Contact/@{contact.id}?fields=AccountId`, referenceId: 'read' },
    ];
    const { compositeResponse } = await connection.request<{
      compositeResponse: { httpStatusCode: number; body: SalesforceRecord }[];
    }>({
      method: 'POST',
      url: '/composite',
      body: JSON.stringify({ allOrNone: true, compositeRequest }),
      headers: { 'content-type': 'application/json' },
    });
    assert.deepEqual(
      compositeResponse.map(({ httpStatusCode }) => httpStatusCode),
      [201, 201, 200],
    );
    assert.equal(compositeResponse[2]?.body.AccountId, compositeResponse[0]?.body.id);
  });

  it('loads records with Bulk API 2.0 and gets the results of each', async () => {
    const input = [
      { Name: 'A', ExtId__c: 'bulk-1', Date__c: '2024-05-01' },
      { Name: 'B', ExtId__c: 'bulk-2', Date__c: 'no date' },
    ];
    const results = await connection.bulk2.loadAndWaitForResults({
      object: table,
      operation: 'insert',
      input,
      ...fast,
    });
    const [success] = results.successfulResults as unknown as Record<string, string>[];
    const [failure] = results.failedResults as unknown as Record<string, string>[];
    assert.match(success?.sf__Id ?? '', /^a01\w{15}$/);
    assert.deepEqual([success?.sf__Created, success?.Name], ['true', 'A']);
    assert.match(failure?.sf__Error ?? '', /^INVALID_FIELD:.*xsd:date:Date__c --$/);
    assert.deepEqual([failure?.Name, results.unprocessedRecords], ['B', []]);
    const again = await connection.bulk2.loadAndWaitForResults({
      object: table,
      operation: 'upsert',
      externalIdFieldName: 'ExtId__c',
      input: input.map(row => ({ ...row, Date__c: '2024-05-02' })),
      ...fast,
    });
    const created = (again.successfulResults as unknown as Record<string, string>[]).map(row => row.sf__Created);
    assert.deepEqual(created, ['false', 'true']);
  });

  it('follows a job that fails, one that is aborted and one that is deleted', async () => {
    const job = connection.bulk2.createJob({ object: table, operation: 'insert' });
    await job.open();
    await job.uploadData([{ Nope: 'x' }]);
    await job.close();
    await assert.rejects(job.poll(fast.pollInterval, fast.pollTimeout), /Field name not found : Nope/);
    await job.delete();
    const aborted = connection.bulk2.createJob({ object: table, operation: 'insert' });
    await aborted.open();
    await aborted.abort();
    assert.equal((await aborted.check()).state, 'Aborted');
  });

  it('queries with Bulk API 2.0', async () => {
    const stream = await connection.bulk2.query('SELECT Id, Name FROM BigTable__c', fast);
    const records = await stream.toArray();
    const { totalSize } = await connection.query('SELECT COUNT() FROM BigTable__c');
    assert.equal(records.length, totalSize);
    assert.deepEqual(Object.keys(records[0] as object), ['Id', 'Name']);
    await assert.rejects(connection.bulk2.query('SELECT COUNT(Id) FROM Account', fast), { name: 'API_ERROR' });
  });

  it('is told of duplicates, and saves them when it says so', async () => {
    const leads = connection.sobject('Lead');
    const lead = { LastName: 'Twice', Company: 'Twice', Email: 'twice@example.com' };
    const { id } = await leads.create(lead);
    await assert.rejects(leads.create(lead), error => {
      const { errorCode, data } = error as { errorCode: string; data: unknown };
      assert.equal(errorCode, 'DUPLICATES_DETECTED');
      assert.match(JSON.stringify(data), new RegExp(`"duplicateResut":.*"Id":"${id}"`));
      return true;
    });
    const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
    assert.ok((await leads.create(lead, { headers })).success);
  });
});

/** Collections name the code differently from single records. */
function statusOf(result: unknown): unknown {
  const { errors } = result as { errors: { statusCode: string }[] };
  return errors[0]?.statusCode;
}
