import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

// The first Bulk API in JSON: the requests are those that simple-salesforce sends for `sf.bulk`.

describe('the first Bulk API of the local org, in JSON', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  after(() => org.stop());

  type Members = Record<string, unknown>;

  const send = async (method: string, path: string, body?: string) => {
    const headers = { 'content-type': 'application/json', 'x-sfdc-session': org.accessToken, 'x-prettyprint': '1' };
    const url = `${org.origin}/services/async/59.0/${path}`;
    const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
    return { status: response.status, value: (await response.json()) as Members };
  };

  /** Runs one batch to its end, and gives the batch with the path below which its results are. */
  async function run(operation: string, object: string, batch: unknown, more: Members = {}) {
    const job = JSON.stringify({ operation, object, concurrencyMode: 0, contentType: 'JSON', ...more });
    const { value: made } = await send('POST', 'job', job);
    const data = typeof batch === 'string' ? batch : JSON.stringify(batch);
    const { value: added } = await send('POST', `job/${made.id}/batch`, data);
    assert.equal((await send('POST', `job/${made.id}`, '{"state":"Closed"}')).value.state, 'Closed');
    const path = `job/${made.id}/batch/${added.id}`;
    for (;;) {
      const { value } = await send('GET', path);
      if (value.state === 'Completed' || value.state === 'Failed') return { made, batch: value, path };
      await delay(10);
    }
  }

  const results = async (...job: Parameters<typeof run>) => {
    const { path } = await run(...job);
    return (await send('GET', `${path}/result`)).value as unknown as readonly (Members & { readonly id: string })[];
  };

  const names = async (where: string) => {
    const soql = `SELECT Name FROM UpsertTable__c WHERE ${where} ORDER BY Name`;
    const { records } = (await (await org.api(`query?q=${encodeURIComponent(soql)}`)).json()) as {
      records: { Name: string }[];
    };
    return records.map(({ Name }) => Name);
  };

  it('tells of jobs and batches by members in alphabetical order', async () => {
    const { made, batch } = await run('insert', 'Account', [{ Name: 'By JSON' }]);
    assert.deepEqual(Object.keys(made), Object.keys(made).toSorted());
    assert.deepEqual(
      [made.state, made.contentType, made.concurrencyMode, made.apiVersion, made.externalIdFieldName],
      ['Open', 'JSON', 'Parallel', 59, null],
    );
    assert.match(String(made.createdDate), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    assert.deepEqual(Object.keys(batch), Object.keys(batch).toSorted());
    assert.deepEqual([batch.state, batch.numberRecordsProcessed, batch.stateMessage], ['Completed', 1, null]);
    const { value } = await send('GET', `job/${batch.jobId}/batch`);
    assert.deepEqual(value, { batchInfo: [batch] });
  });

  it('inserts, updates, upserts and deletes records, with values as JSON has them', async () => {
    const made = await results('insert', 'UpsertTable__c', [
      { Name: 'One', ExtId__c: 'j1', Number__c: 1.5, Flag__c: true, Date__c: '2026-03-01' },
      { Name: 'Two', ExtId__c: 'j2', Number__c: 'x' },
      { Name: 'Three', ExtId__c: 'j3', Text__c: 'a, "b"\n' },
    ]);
    const [one, two, three] = made;
    assert.deepEqual(one, { success: true, created: true, id: one!.id, errors: [] });
    assert.deepEqual([two!.success, two!.created, two!.id], [false, false, null]);
    const [error] = two!.errors as Members[];
    assert.deepEqual(Object.keys(error!), ['extendedErrorDetails', 'statusCode', 'message', 'fields']);

    const changed = await results('update', 'UpsertTable__c', [
      { id: one!.id, Name: 'Uno', Number__c: null },
      { Id: 'a01000000000000AAA', Name: 'Nobody' },
    ]);
    assert.deepEqual(
      changed.map(({ success, created, id }) => [success, created, id]),
      [
        [true, false, one!.id],
        [false, false, 'a01000000000000AAA'],
      ],
    );
    assert.deepEqual(await names('Number__c = null AND Flag__c = true'), ['Uno']);

    const upserted = await results(
      'upsert',
      'UpsertTable__c',
      [
        { ExtId__c: 'j3', Name: 'Tres' },
        { extid__c: 'j4', Name: 'Four' },
      ],
      { externalIdFieldName: 'ExtId__c' },
    );
    assert.deepEqual(
      upserted.map(({ success, created, id }) => [success, created, id === three!.id]),
      [
        [true, false, true],
        [true, true, false],
      ],
    );
    assert.deepEqual(await names("ExtId__c IN ('j1', 'j3', 'j4')"), ['Four', 'Tres', 'Uno']);
    const same = [{ ExtId__c: 'j5' }, { extid__c: 'J5' }];
    for (const { success, errors } of await results('upsert', 'UpsertTable__c', same, {
      externalIdFieldName: 'ExtId__c',
    }))
      assert.deepEqual([success, (errors as Members[])[0]!.statusCode], [false, 'DUPLICATE_VALUE']);
    const deleted = await results('delete', 'UpsertTable__c', [{ id: one!.id }, { id: one!.id }]);
    assert.deepEqual(
      deleted.map(({ success }) => success),
      [true, false],
    );
    assert.deepEqual((deleted[1]!.errors as Members[])[0]!.statusCode, 'ENTITY_IS_DELETED');
  });

  const odd: readonly [operation: string, batch: readonly Members[], codes: readonly (string | undefined)[]][] = [
    ['update', [{ Id: { toString: 1 } }, { Id: 7 }, {}], Array(3).fill('MISSING_ARGUMENT')],
    ['delete', [{ Id: { toString: 1 } }, { Id: [] }], Array(2).fill('MISSING_ARGUMENT')],
    [
      'upsert',
      [{ ExtId__c: {} }, { ExtId__c: { toString: 1 } }, { ExtId__c: {} }, { ExtId__c: 'odd', Name: 'Odd' }],
      [...Array(3).fill('JSON_PARSER_ERROR'), undefined],
    ],
  ];
  for (const [operation, batch, codes] of odd) {
    it(`refuses only those records that name theirs by no text: ${operation}`, async () => {
      const more = operation === 'upsert' ? { externalIdFieldName: 'ExtId__c' } : {};
      const tried = await results(operation, 'UpsertTable__c', batch, more);
      assert.deepEqual(
        tried.map(({ errors }) => (errors as Members[])[0]?.statusCode),
        codes,
      );
    });
  }

  it('takes members of jobs that are no texts for missing', async () => {
    const job = { operation: { toString: 1 }, object: 'Account', contentType: 'JSON' };
    const { status, value } = await send('POST', 'job', JSON.stringify(job));
    assert.deepEqual([status, value.exceptionCode], [400, 'InvalidJob']);
    const counted = { operation: 'insert', object: 'Account', contentType: 'JSON', concurrencyMode: 'constructor' };
    assert.equal((await send('POST', 'job', JSON.stringify(counted))).value.concurrencyMode, 'constructor');
  });

  it('finds parents by an external id', async () => {
    const [found, missed] = await results('insert', 'Contact', [
      { LastName: 'Json', Owner: { Username: org.username } },
      { LastName: 'Json', Owner: { Username: 'nobody' } },
    ]);
    assert.deepEqual([found?.success, missed?.success], [true, false]);
  });

  it('queries records, with moments in milliseconds', async () => {
    const { path } = await run(
      'query',
      'Contact',
      'SELECT Id, LastName, CreatedDate, Account.Name FROM Contact LIMIT 3',
    );
    const ids = (await send('GET', `${path}/result`)).value as unknown as string[];
    assert.equal(ids.length, 1);
    assert.match(ids[0]!, /^752/);
    const records = (await send('GET', `${path}/result/${ids[0]}`)).value as unknown as Members[];
    assert.equal(records.length, 3);
    for (const record of records) {
      assert.deepEqual(Object.keys(record), ['attributes', 'Id', 'LastName', 'CreatedDate', 'Account']);
      const url = `/services/data/v59.0/sobjects/Contact/${record.Id}`;
      assert.deepEqual(record.attributes, { type: 'Contact', url });
      assert.equal(typeof record.CreatedDate, 'number');
      assert.ok(Math.abs(Number(record.CreatedDate) - Date.now()) < 10 * 365 * 24 * 60 * 60 * 1000);
    }
    const many = await run('query', 'BigTable__c', 'SELECT Id FROM BigTable__c');
    const [id] = (await send('GET', `${many.path}/result`)).value as unknown as string[];
    assert.equal(((await send('GET', `${many.path}/result/${id}`)).value as unknown as unknown[]).length, 6000);
    const none = await run('query', 'Contact', "SELECT Id FROM Contact WHERE LastName = 'nobody at all'");
    const [empty] = (await send('GET', `${none.path}/result`)).value as unknown as string[];
    assert.deepEqual((await send('GET', `${none.path}/result/${empty}`)).value, []);
  });

  it('has results that Bulk API 2.0 refuses to give as CSV', async () => {
    await run('insert', 'Account', [{ Name: 'In JSON' }]);
    await run('query', 'Account', 'SELECT Id FROM Account LIMIT 1');
    for (const [kind, result] of [
      ['ingest', 'successfulResults'],
      ['ingest', 'failedResults'],
      ['query', 'results'],
      ['query', 'resultPages'],
    ]) {
      const get = (path: string) =>
        fetch(`${org.origin}/services/data/v59.0/jobs/${kind}${path}`, {
          headers: { authorization: `Bearer ${org.accessToken}` },
        });
      const { records } = (await (await get('')).json()) as { records: Members[] };
      const job = records.find(({ contentType, state }) => contentType === 'JSON' && state === 'JobComplete');
      const answer = await get(`/${job?.id}/${result}`);
      assert.deepEqual([answer.status, ((await answer.json()) as Members[])[0]?.errorCode], [400, 'INVALIDJOB']);
    }
  });

  const failing: readonly [what: string, batch: unknown, message: string][] = [
    ['a field that is not there', [{ Name: 'x' }, { Nope: 'x' }], 'InvalidBatch : Field name not found : Nope'],
    ['no JSON', '[{', 'InvalidBatch : Failed to parse JSON.'],
    ['no list', { Name: 'x' }, 'InvalidBatch : Failed to parse JSON. The batch must be a list of records.'],
    ['no records', [1], 'InvalidBatch : Failed to parse JSON. The batch must be a list of records.'],
  ];
  for (const [what, data, message] of failing) {
    it(`fails a batch with ${what}`, async () => {
      const { batch, path } = await run('insert', 'Account', data);
      assert.deepEqual([batch.state, batch.stateMessage, batch.numberRecordsProcessed], ['Failed', message, 0]);
      assert.deepEqual(await send('GET', `${path}/result`), {
        status: 400,
        value: { exceptionCode: 'InvalidBatch', exceptionMessage: 'Records not processed' },
      });
    });
  }

  it('words errors in JSON, also of sessions', async () => {
    const headers = { 'content-type': 'application/json', 'x-sfdc-session': 'x' };
    const response = await fetch(`${org.origin}/services/async/59.0/job`, { method: 'POST', headers, body: '{}' });
    const value = { exceptionCode: 'InvalidSessionId', exceptionMessage: 'Unable to find session id' };
    assert.deepEqual([response.status, await response.json()], [400, value]);
    const { status, value: refused } = await send('POST', 'job', '{"object":"Account","contentType":"JSON"');
    assert.deepEqual([status, refused.exceptionCode], [400, 'InvalidJob']);
  });
});
