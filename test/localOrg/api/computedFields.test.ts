import assert from 'node:assert/strict';
import { bulkJobs } from '../../harness/bulkJobs.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

const ofDeals = { summaryForeignKey: 'Deal_Registration__c.Account__c' };
const amount = 'Deal_Registration__c.Amount__c';

describe('formulas and roll-up summaries of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({
      overlay: {
        Account: {
          fields: {
            Deals__c: { type: 'double', label: 'Number of deals', summary: { ...ofDeals, summaryOperation: 'count' } },
            Approved__c: {
              type: 'currency',
              scale: 2,
              summary: {
                ...ofDeals,
                summaryOperation: 'sum',
                summarizedField: amount,
                summaryFilterItems: [
                  { field: 'Deal_Registration__c.Status__c', operation: 'equals', value: 'Approved, Submitted' },
                ],
              },
            },
            Largest__c: {
              type: 'currency',
              summary: { ...ofDeals, summaryOperation: 'max', summarizedField: amount },
            },
            Average__c: { type: 'currency', scale: 2, calculatedFormula: 'Approved__c / Deals__c' },
          },
        },
        Deal_Registration__c: {
          fields: {
            Account_City__c: { type: 'string', calculatedFormula: 'UPPER(Account__r.BillingCity)' },
            Successor_Of__c: { type: 'string', length: 80 },
            Seen_By__c: { type: 'string', calculatedFormula: '$User.Username & " of " & $Organization.Name' },
            Overdue__c: { type: 'boolean', calculatedFormula: 'Expires_On__c < TODAY()' },
            Share__c: {
              type: 'percent',
              precision: 18,
              scale: 1,
              calculatedFormula: 'Amount__c / Account__r.Approved__c',
            },
          },
          validationRules: [
            {
              fullName: 'Amount_only_grows',
              errorConditionFormula: 'AND(NOT(ISNEW()), ISCHANGED(Amount__c), Amount__c < PRIORVALUE(Amount__c))',
              errorMessage: 'The amount must not shrink',
              errorDisplayField: 'Amount__c',
            },
            {
              fullName: 'Successors_cost_more',
              errorConditionFormula:
                'NOT(ISCLONE() || ISBLANK(Successor_Of__c)) && Amount__c <= VLOOKUP($ObjectType.Deal_Registration__c.Fields.Amount__c, $ObjectType.Deal_Registration__c.Fields.Name, Successor_Of__c)',
              errorMessage: 'Cheaper than before',
            },
          ],
        },
      },
    });
  });
  after(() => org.stop());

  const send = async (method: string, path: string, body?: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await org.api(path, { method, ...(body && { body: JSON.stringify(body), headers }) });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const create = async (type: string, values: object): Promise<string> =>
    (await send('POST', `sobjects/${type}`, values)).body.id;
  const query = async (soql: string) => {
    const { records } = (await send('GET', `query?q=${encodeURIComponent(soql)}`)).body;
    return records.map(({ attributes, ...record }: Record<string, unknown>) => record);
  };

  it('are computed from other fields, from parents and from children', async () => {
    const Account__c = await create('Account', { Name: 'Computed', BillingCity: 'Zürich' });
    const sums = `SELECT Deals__c, Approved__c, Largest__c, Average__c FROM Account WHERE Id = '${Account__c}'`;
    assert.deepEqual(await query(sums), [{ Deals__c: 0, Approved__c: 0, Largest__c: null, Average__c: null }]);
    const deal = { Account__c, Amount__c: 100 };
    await create('Deal_Registration__c', { ...deal, Status__c: 'Approved' });
    await create('Deal_Registration__c', {
      ...deal,
      Status__c: 'Submitted',
      Amount__c: 50,
      Expires_On__c: '2001-01-01',
    });
    const draft = await create('Deal_Registration__c', { ...deal, Amount__c: 500 });
    assert.deepEqual(await query(sums), [{ Deals__c: 3, Approved__c: 150, Largest__c: 500, Average__c: 50 }]);
    assert.deepEqual(
      await query(
        `SELECT Account_City__c, Overdue__c, Share__c FROM Deal_Registration__c WHERE Account__c = '${Account__c}'`,
      ),
      [
        { Account_City__c: 'ZÜRICH', Overdue__c: false, Share__c: 66.7 },
        { Account_City__c: 'ZÜRICH', Overdue__c: true, Share__c: 33.3 },
        { Account_City__c: 'ZÜRICH', Overdue__c: false, Share__c: 333.3 },
      ],
    );
    await send('DELETE', `sobjects/Deal_Registration__c/${draft}`);
    const { body } = await send('GET', `sobjects/Account/${Account__c}?fields=Deals__c,Largest__c,Average__c`);
    const { attributes, Id, ...values } = body;
    assert.deepEqual(values, { Deals__c: 2, Largest__c: 100, Average__c: 75 });
  });

  it('filter, sort, group and aggregate as other fields do', async () => {
    const city = "Account__r.Name = 'Computed'";
    assert.deepEqual(
      await query(`SELECT Overdue__c o, COUNT(Id) n FROM Deal_Registration__c WHERE ${city} GROUP BY Overdue__c`),
      [
        { o: false, n: 1 },
        { o: true, n: 1 },
      ],
    );
    const byShare = `SELECT Amount__c FROM Deal_Registration__c WHERE Account_City__c = 'zÜRICH' ORDER BY Share__c`;
    assert.deepEqual(await query(byShare), [{ Amount__c: 50 }, { Amount__c: 100 }]);
    assert.deepEqual(await query('SELECT Name FROM Account WHERE Deals__c = 2 AND Largest__c = 100'), [
      { Name: 'Computed' },
    ]);
    assert.deepEqual(await query("SELECT SUM(Deals__c) n FROM Account WHERE Name = 'Computed'"), [{ n: 2 }]);
    const grouped = await send(
      'GET',
      `query?q=${encodeURIComponent('SELECT COUNT(Id) FROM Account GROUP BY Deals__c')}`,
    );
    assert.equal(grouped.status, 400);
  });

  it('are in bulk queries and cannot be written', async () => {
    const bulk = bulkJobs(org);
    const soql = "SELECT Name, Deals__c FROM Account WHERE Name = 'Computed'";
    const { id } = await bulk.answer('POST', 'query', { operation: 'query', query: soql });
    await bulk.ended(`query/${id}`);
    assert.equal(await bulk.csv(`query/${id}/results`), '"Name","Deals__c"\n"Computed","2.0"\n');
    for (const field of ['Deals__c', 'Average__c']) {
      const { status, body } = await send('POST', 'sobjects/Account', { Name: 'No', [field]: 1 });
      assert.equal(status, 400);
      assert.deepEqual([body[0].errorCode, body[0].fields], ['INVALID_FIELD_FOR_INSERT_UPDATE', [field]]);
    }
  });

  it('are described as on Salesforce', async () => {
    const { body } = await send('GET', 'sobjects/Account/describe');
    const flags = (name: string) => {
      const { calculated, calculatedFormula, createable, updateable, groupable, nillable, custom, length, ...rest } =
        body.fields.find((field: { name: string }) => field.name === name);
      assert.equal(Object.keys(rest).length + 8, 57);
      return { calculated, calculatedFormula, createable, updateable, groupable, nillable, custom, length };
    };
    const computed = { calculated: true, createable: false, updateable: false, groupable: false, nillable: true };
    const shared = { ...computed, custom: true, length: 0 };
    assert.deepEqual(flags('Deals__c'), { ...shared, calculatedFormula: null });
    assert.deepEqual(flags('Average__c'), { ...shared, calculatedFormula: 'Approved__c / Deals__c' });
  });

  it('can be validation rules, which know the record as it was', async () => {
    const Account__c = await create('Account', { Name: 'Ruled' });
    const id = await create('Deal_Registration__c', { Account__c, Amount__c: 100 });
    assert.equal((await send('PATCH', `sobjects/Deal_Registration__c/${id}`, { Amount__c: 120 })).status, 204);
    assert.equal((await send('PATCH', `sobjects/Deal_Registration__c/${id}`, { Exclusive__c: true })).status, 204);
    assert.deepEqual(await send('PATCH', `sobjects/Deal_Registration__c/${id}`, { Amount__c: 90 }), {
      status: 400,
      body: [
        {
          message: 'The amount must not shrink',
          errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          fields: ['Amount__c'],
        },
      ],
    });
  });

  it('look up other records and who asks', async () => {
    const Account__c = await create('Account', { Name: 'Looking up' });
    const id = await create('Deal_Registration__c', { Account__c, Amount__c: 100 });
    const read = async (fields: string) =>
      (await send('GET', `sobjects/Deal_Registration__c/${id}?fields=${fields}`)).body;
    const { Name, Seen_By__c } = await read('Name,Seen_By__c');
    const organization = (await query('SELECT Name FROM Organization'))[0].Name;
    assert.equal(Seen_By__c, `${org.username} of ${organization}`);
    const next = (Amount__c: number) => ({ Account__c, Amount__c, Successor_Of__c: Name });
    assert.equal((await send('POST', 'sobjects/Deal_Registration__c', next(101))).status, 201);
    const { body } = await send('POST', 'sobjects/Deal_Registration__c', next(100));
    assert.equal(body[0].message, 'Cheaper than before');
  });
});
