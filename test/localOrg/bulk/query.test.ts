import assert from 'node:assert/strict';
import { bulkJobs, type JobAnswer } from '../../harness/bulkJobs.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { recorded, shapeOf } from '../../harness/recorded.ts';

describe('Bulk API 2.0 query', () => {
  let org: LocalOrg;
  let bulk: ReturnType<typeof bulkJobs>;
  before(async () => {
    org = await startLocalOrg();
    bulk = bulkJobs(org);
  });
  after(() => org.stop());

  const start = async (query: string, options: object = {}): Promise<JobAnswer> => {
    const { id } = await bulk.answer('POST', 'query', { operation: 'query', query, ...options });
    return bulk.ended(`query/${id}`);
  };
  const page = async ({ id }: JobAnswer, parameters = '') => {
    const response = await bulk.send('GET', `query/${id}/results${parameters}`);
    const lines = (await response.text()).trimEnd().split('\n');
    const { headers } = response;
    return {
      status: response.status,
      header: lines[0],
      rows: lines.slice(1),
      locator: headers.get('sforce-locator'),
      count: headers.get('sforce-numberofrecords'),
      type: headers.get('content-type'),
      encoding: headers.get('content-encoding'),
    };
  };

  it('tells of a job what a recorded org tells', async () => {
    const query = 'SELECT Id FROM Account';
    const created = await bulk.answer('POST', 'query', { operation: 'query', query, contentType: 'CSV' });
    assert.deepEqual(shapeOf(created), shapeOf(recorded('bulk/query-upload-complete.json')));
    assert.equal(created.state, 'UploadComplete');
    const job = (await bulk.ended(`query/${created.id}`)) as unknown as Record<string, unknown>;
    const { jobType, isPkChunkingSupported, retries } = job;
    assert.deepEqual(
      { jobType, isPkChunkingSupported, retries },
      { jobType: 'V2Query', isPkChunkingSupported: true, retries: 0 },
    );
  });

  it('gives rows with every cell quoted, in the order of the query', async () => {
    const Name = 'Bulk "query"';
    await org.api('sobjects/Account', {
      method: 'POST',
      body: JSON.stringify({ Name, NumberOfEmployees: 7, Description: 'two\nlines' }),
      headers: { 'content-type': 'application/json' },
    });
    const query = `SELECT NumberOfEmployees, Name, Parent.Name, IsDeleted, Description, Owner.Username FROM Account WHERE NumberOfEmployees = 7 AND Name LIKE 'Bulk%'`;
    const job = await start(query, { columnDelimiter: 'PIPE', lineEnding: 'CRLF' });
    assert.equal(
      await bulk.csv(`query/${job.id}/results`),
      `"NumberOfEmployees"|"Name"|"Parent.Name"|"IsDeleted"|"Description"|"Owner.Username"\r\n"7"|"Bulk ""query"""|""|"false"|"two\nlines"|"${org.username}"\r\n`,
    );
    const dates = await start('SELECT CreatedDate FROM Account LIMIT 1');
    assert.match((await page(dates)).rows[0] ?? '', /^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z"$/);
  });

  it('cuts pages between rows whatever bytes their letters take', async () => {
    for (const Name of ['Münz „one“', 'Münz 二', 'Münz three']) {
      await org.api('sobjects/Account', {
        method: 'POST',
        body: JSON.stringify({ Name, AnnualRevenue: 1234 }),
        headers: { 'content-type': 'application/json' },
      });
    }
    const job = await start(
      `SELECT Name, Parent.Owner.Name, FORMAT(AnnualRevenue) money FROM Account WHERE Name LIKE 'Münz%' ORDER BY Name`,
    );
    const cut = await page(job, '?maxRecords=2');
    const rest = await page(job, `?locator=${cut.locator}`);
    assert.equal(cut.header, '"Name","Parent.Owner.Name","money"');
    assert.deepEqual(
      [...cut.rows, ...rest.rows],
      ['Münz three', 'Münz „one“', 'Münz 二'].map(name => `"${name}","","$1,234"`),
    );
  });

  it('pages by locator, each page with a header', async () => {
    const job = await start('SELECT Id, Name FROM BigTable__c');
    const whole = await page(job);
    assert.deepEqual(
      [whole.locator, whole.count, whole.type],
      ['null', String(job.numberRecordsProcessed), 'text/csv'],
    );
    assert.ok(job.numberRecordsProcessed > 5000);
    assert.equal(whole.encoding, 'gzip');
    const rows: string[] = [];
    let parameters = '?maxRecords=1999';
    for (let pages = 0; pages < 10; pages++) {
      const { header, rows: some, locator, count } = await page(job, parameters);
      assert.deepEqual([header, count], ['"Id","Name"', String(some.length)]);
      rows.push(...some);
      if (locator === 'null') break;
      parameters = `?maxRecords=1999&locator=${locator}`;
    }
    assert.deepEqual(rows, whole.rows);
  });

  it('lists the pages of its results', async () => {
    const job = await start('SELECT Id FROM BigTable__c');
    const response = await bulk.send('GET', `query/${job.id}/resultPages`);
    const { resultPages, done } = (await response.json()) as { resultPages: { resultUrl: string }[]; done: boolean };
    assert.deepEqual([resultPages.length, done], [1, true]);
    const { rows } = await page(job, `?${resultPages[0]?.resultUrl.split('?')[1]}`);
    assert.equal(rows.length, job.numberRecordsProcessed);
  });

  it('finds deleted records with queryAll, and nothing where there is nothing', async () => {
    const response = await org.api('sobjects/Account', {
      method: 'POST',
      body: JSON.stringify({ Name: 'In the bin' }),
      headers: { 'content-type': 'application/json' },
    });
    const { id } = (await response.json()) as { id: string };
    await org.api(`sobjects/Account/${id}`, { method: 'DELETE' });
    const query = `SELECT Id FROM Account WHERE Id = '${id}'`;
    assert.deepEqual((await page(await start(query, { operation: 'queryAll' }))).rows, [`"${id}"`]);
    const none = await page(await start(query));
    assert.deepEqual([none.header, none.rows, none.locator, none.count], ['"Id"', [], 'null', '0']);
  });

  const refusals: readonly [what: string, query: string, code: string][] = [
    ['GROUP BY', 'SELECT Industry FROM Account GROUP BY Industry', 'API_ERROR'],
    ['aggregates', 'SELECT COUNT(Id) FROM Account', 'API_ERROR'],
    ['COUNT()', 'SELECT COUNT() FROM Account', 'API_ERROR'],
    ['OFFSET', 'SELECT Id FROM Account LIMIT 1 OFFSET 1', 'API_ERROR'],
    ['TYPEOF', 'SELECT TYPEOF What WHEN Account THEN Phone END FROM Task', 'API_ERROR'],
    ['subqueries', 'SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'API_ERROR'],
    ['compound fields', 'SELECT BillingAddress FROM Account', 'API_ERROR'],
    ['unknown fields', 'SELECT Nope FROM Account', 'INVALID_FIELD'],
    ['unknown objects', 'SELECT Id FROM Nope', 'INVALID_TYPE'],
    ['no query', '', 'INVALIDJOB'],
  ];
  for (const [what, query, code] of refusals) {
    it(`refuses ${what}`, async () => {
      const response = await bulk.send('POST', 'query', { operation: 'query', query });
      const [error] = (await response.json()) as { errorCode: string }[];
      assert.deepEqual([response.status, error?.errorCode], [400, code]);
    });
  }

  it('takes a semi-join', async () => {
    const job = await start('SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)');
    assert.ok(job.numberRecordsProcessed > 0);
  });

  it('refuses what the state of a job, or its version, does not allow', async () => {
    const job = await start('SELECT Id FROM Account LIMIT 1');
    const abort = await bulk.send('PATCH', `query/${job.id}`, { state: 'Aborted' });
    assert.deepEqual(await abort.json(), [
      { message: 'Aborting already Completed Job not allowed', errorCode: 'INVALIDJOBSTATE' },
    ]);
    const other = await fetch(`${org.origin}/services/data/v60.0/jobs/query/${job.id}/results`, {
      headers: { authorization: `Bearer ${org.accessToken}` },
    });
    assert.equal(other.status, 409);
    assert.equal((await page(job, '?locator=x')).status, 400);
    assert.equal((await page(job, '?maxRecords=0')).status, 400);
  });

  it('is listed until it is deleted', async () => {
    const { id } = await start('SELECT Id FROM Account LIMIT 1');
    const ids = async () =>
      ((await bulk.answer('GET', 'query?jobType=V2Query')) as unknown as { records: JobAnswer[] }).records.map(
        job => job.id,
      );
    assert.ok((await ids()).includes(id));
    assert.equal((await bulk.send('DELETE', `query/${id}`)).status, 204);
    assert.ok(!(await ids()).includes(id));
    assert.equal((await bulk.send('GET', `query/${id}/results`)).status, 404);
  });
});
