import assert from 'node:assert/strict';
import { bulkJobs } from '../../harness/bulkJobs.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

describe('validation rules of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({
      overlay: {
        Opportunity: {
          validationRules: [
            {
              fullName: 'Lost_needs_a_reason',
              errorCondition: "StageName = 'Closed Lost' AND NextStep = null",
              errorMessage: 'Say why it was lost',
              errorDisplayField: 'NextStep',
            },
            {
              fullName: 'No_deals_with_banks',
              errorCondition: "Account.Industry = 'Banking' OR CloseDate < LAST_N_DAYS:400",
              errorMessage: 'Not for us',
            },
          ],
        },
      },
    });
  });
  after(() => org.stop());

  const send = (method: string, path: string, body: object) =>
    org.api(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  const open = { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2090-01-01' };
  const created = async (type: string, body: object) =>
    ((await (await send('POST', `sobjects/${type}`, body)).json()) as { id: string }).id;
  const count = async (name: string) => {
    const soql = encodeURIComponent(`SELECT Id FROM Opportunity WHERE Name = '${name}'`);
    return ((await (await org.api(`query?q=${soql}`)).json()) as { totalSize: number }).totalSize;
  };
  const refused = { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Not for us', fields: [] };
  const unexplained = { ...refused, message: 'Say why it was lost', fields: ['NextStep'] };

  it('refuse a new record, and let others pass', async () => {
    const response = await send('POST', 'sobjects/Opportunity', { ...open, Name: 'No', StageName: 'Closed Lost' });
    assert.deepEqual([response.status, await response.json()], [400, [unexplained]]);
    assert.equal(await count('No'), 0);
    const explained = { ...open, Name: 'Yes', StageName: 'Closed Lost', NextStep: 'Too dear' };
    assert.equal((await send('POST', 'sobjects/Opportunity', explained)).status, 201);
  });

  it('look at parents and at dates', async () => {
    const AccountId = await created('Account', { Name: 'A bank', Industry: 'Banking' });
    const withBank = await send('POST', 'sobjects/Opportunity', { ...open, AccountId });
    assert.deepEqual(await withBank.json(), [refused]);
    const old = await send('POST', 'sobjects/Opportunity', { ...open, CloseDate: '2001-01-01' });
    assert.deepEqual(await old.json(), [refused]);
  });

  it('leave a record as it was that a change would make wrong', async () => {
    const id = await created('Opportunity', open);
    const response = await send('PATCH', `sobjects/Opportunity/${id}`, { Name: 'Changed', StageName: 'Closed Lost' });
    assert.deepEqual([response.status, await response.json()], [400, [unexplained]]);
    const { Name, StageName } = (await (await org.api(`sobjects/Opportunity/${id}`)).json()) as typeof open;
    assert.deepEqual([Name, StageName], ['Deal', 'Prospecting']);
  });

  it('refuse one of several records, and undo it alone', async () => {
    const attributes = { type: 'Opportunity' };
    const records = [
      { attributes, ...open, Name: 'Several' },
      { attributes, ...open, Name: 'Several', StageName: 'Closed Lost' },
    ];
    const results = await (await send('POST', 'composite/sobjects', { records })).json();
    assert.deepEqual(
      (results as { success: boolean; errors: object[] }[]).map(({ success, errors }) => [success, errors]),
      [
        [true, []],
        [false, [{ statusCode: unexplained.errorCode, message: unexplained.message, fields: unexplained.fields }]],
      ],
    );
    assert.equal(await count('Several'), 1);
  });

  it('refuse rows of a bulk job, and undo them alone', async () => {
    const bulk = bulkJobs(org);
    const csv = 'Name,StageName,CloseDate\nRows,Prospecting,2090-01-01\nRows,Closed Lost,2090-01-01\n';
    const job = await bulk.load({ object: 'Opportunity', operation: 'insert' }, csv);
    assert.equal(job.numberRecordsFailed, 1);
    const failed = await bulk.csv(`ingest/${job.id}/failedResults`);
    assert.match(failed, /FIELD_CUSTOM_VALIDATION_EXCEPTION:Say why it was lost:NextStep --/);
    assert.equal(await count('Rows'), 1);
  });
});
