import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

const overlay = {
  Account: {
    enableHistory: true,
    fields: {
      ...tracked('Name', 'Industry', 'AnnualRevenue', 'NumberOfEmployees', 'ParentId', 'OwnerId', 'Description'),
      Approved__c: { type: 'boolean', trackHistory: true },
      Fax: { trackHistory: false },
    },
    validationRules: [{ fullName: 'No_bad', errorCondition: "Site = 'bad'", errorMessage: 'bad' }],
  },
  Opportunity: { enableHistory: true, fields: tracked('StageName', 'CloseDate') },
  UpsertTable__c: { enableHistory: true, fields: tracked('Number__c', 'DateTime__c') },
  Contact: { fields: tracked('Title') },
};

function tracked(...names: string[]) {
  return Object.fromEntries(names.map(name => [name, { trackHistory: true }]));
}

describe('the history of fields of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({ overlay });
  });
  after(() => org.stop());

  type Values = Record<string, unknown>;

  const send = async (method: string, path: string, body?: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await org.api(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, value: text === '' ? undefined : (JSON.parse(text) as Values) };
  };
  const create = async (object: string, values: Values) =>
    String((await send('POST', `sobjects/${object}`, values)).value?.id);
  const query = async (soql: string, resource = 'query') => {
    const { value } = await send('GET', `${resource}?q=${encodeURIComponent(soql)}`);
    assert.ok(value?.records, JSON.stringify(value));
    return (value.records as Values[]).map(({ attributes: _, ...record }) => Object.values(record));
  };
  const undelete = async (id: string) => {
    const header = `<Header><SessionHeader><sessionId>${org.accessToken}</sessionId></SessionHeader></Header>`;
    const body = `<Envelope>${header}<Body><undelete><ids>${id}</ids></undelete></Body></Envelope>`;
    const response = await fetch(`${org.origin}/services/Soap/u/67.0`, { method: 'POST', body });
    assert.match(await response.text(), /<success>true/);
  };
  const changes = (object: string, parent: string, id: string) =>
    query(`SELECT Field, OldValue, NewValue FROM ${object} WHERE ${parent} = '${id}' ORDER BY Id`);

  it('tells of tracked fields what they were and are, in the type of the field', async () => {
    const id = await create('Account', { Name: 'First', AnnualRevenue: 1000, Fax: '1' });
    await send('PATCH', `sobjects/Account/${id}`, { Name: 'Second', Fax: '2', Site: 'x' });
    await send('PATCH', `sobjects/Account/${id}`, { Name: 'Second', AnnualRevenue: 1250.5, NumberOfEmployees: 7 });
    await send('PATCH', `sobjects/Account/${id}`, { Approved__c: true, Industry: 'Banking', AnnualRevenue: null });
    await send('PATCH', `sobjects/Account/${id}`, { Description: 'a long text' });
    assert.deepEqual(await changes('AccountHistory', 'AccountId', id), [
      ['created', null, null],
      ['Name', 'First', 'Second'],
      ['AnnualRevenue', 1000, 1250.5],
      ['NumberOfEmployees', null, 7],
      ['Industry', null, 'Banking'],
      ['AnnualRevenue', 1250.5, null],
      ['Approved__c', false, true],
      ['Description', null, null],
    ]);
    const soql = `SELECT Id, NewValue, CreatedBy.Username, Account.Name, IsDeleted, DataType FROM AccountHistory WHERE Field = 'AnnualRevenue' AND AccountId = '${id}' ORDER BY Id LIMIT 1`;
    const response = await org.api(`query?q=${encodeURIComponent(soql)}`);
    assert.match(await response.text(), /"NewValue":1250\.5,"CreatedBy":\{[^}]*\},"Username":"admin@local\.example"\}/);
  });

  it('tells a reference twice: by names, and by ids', async () => {
    const [parent, other] = [await create('Account', { Name: 'Parent' }), await create('Account', { Name: 'Other' })];
    const id = await create('Account', { Name: 'Child', ParentId: parent });
    await send('PATCH', `sobjects/Account/${id}`, { ParentId: other });
    assert.deepEqual((await changes('AccountHistory', 'AccountId', id)).slice(1), [
      ['Parent', 'Parent', 'Other'],
      ['Parent', parent, other],
    ]);
  });

  it('is that of opportunities and of custom objects under names of their own', async () => {
    const deal = { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-12-01' };
    const opportunity = await create('Opportunity', deal);
    await send('PATCH', `sobjects/Opportunity/${opportunity}`, { StageName: 'Closed Won', CloseDate: '2026-12-02' });
    assert.deepEqual((await changes('OpportunityFieldHistory', 'OpportunityId', opportunity)).slice(1), [
      ['StageName', 'Prospecting', 'Closed Won'],
      ['CloseDate', '2026-12-01', '2026-12-02'],
    ]);
    const row = await create('UpsertTable__c', { ExtId__c: 'h1', Number__c: 5 });
    await send('PATCH', 'sobjects/UpsertTable__c/ExtId__c/h1', { Number__c: 6, DateTime__c: '2026-01-01T00:00:00Z' });
    assert.deepEqual((await changes('UpsertTable__History', 'ParentId', row)).slice(1), [
      ['Number__c', 5, 6],
      ['DateTime__c', null, '2026-01-01T00:00:00.000+0000'],
    ]);
  });

  it('is written by collections and bulk jobs, and not by what is refused', async () => {
    const id = await create('Account', { Name: 'Many' });
    const records = [
      { attributes: { type: 'Account' }, id, Name: 'More' },
      { attributes: { type: 'Account' }, id, Name: 'Refused', Site: 'bad' },
    ];
    await send('PATCH', 'composite/sobjects', { records });
    assert.deepEqual((await changes('AccountHistory', 'AccountId', id)).slice(1), [['Name', 'Many', 'More']]);
    const job = await send('POST', 'jobs/ingest', { object: 'UpsertTable__c', operation: 'insert' });
    const path = `jobs/ingest/${job.value?.id}`;
    const csv = { method: 'PUT', headers: { 'content-type': 'text/csv' }, body: 'ExtId__c\nbulk1\nbulk2\n' };
    await org.api(`${path}/batches`, csv);
    await send('PATCH', path, { state: 'UploadComplete' });
    while ((await send('GET', path)).value?.state !== 'JobComplete');
    const soql = "SELECT Field FROM UpsertTable__History WHERE Parent.ExtId__c IN ('bulk1', 'bulk2')";
    assert.deepEqual(await query(soql), [['created'], ['created']]);
  });

  it('goes and comes back with its record', async () => {
    const id = await create('Account', { Name: 'Gone' });
    await send('DELETE', `sobjects/Account/${id}`);
    const soql = `SELECT Field, IsDeleted FROM AccountHistory WHERE AccountId = '${id}'`;
    assert.deepEqual(await query(soql), []);
    assert.deepEqual(await query(soql, 'queryAll'), [['created', true]]);
  });

  it('is empty where nothing is tracked, and cannot be written', async () => {
    const id = await create('Contact', { LastName: 'Nobody', Title: 'A' });
    await send('PATCH', `sobjects/Contact/${id}`, { Title: 'B' });
    assert.deepEqual(await changes('ContactHistory', 'ContactId', id), []);
    const { status, value } = await send('POST', 'sobjects/AccountHistory', { Field: 'Name' });
    assert.equal(status, 400, JSON.stringify(value));
  });

  it('is described, with the names of fields that can be tracked, and is a list of its record', async () => {
    const { value } = await send('GET', 'sobjects/AccountHistory/describe');
    const fields = value?.fields as { name: string; type: string; length: number; picklistValues: Values[] }[];
    assert.deepEqual(
      fields.map(({ name, type, length }) => `${name} ${type} ${length}`),
      [
        ...['Id id 18', 'IsDeleted boolean 0', 'AccountId reference 18', 'CreatedById reference 18'],
        ...['CreatedDate datetime 0', 'Field picklist 255', 'DataType picklist 40', 'OldValue anyType 255'],
        'NewValue anyType 255',
      ],
    );
    const names = fields.find(({ name }) => name === 'Field')!.picklistValues.map(entry => entry.value);
    for (const name of ['created', 'Owner', 'Parent', 'Industry', 'Approved__c']) assert.ok(names.includes(name), name);
    assert.ok(!names.includes('CreatedDate'));
    assert.deepEqual([value?.createable, value?.updateable, value?.keyPrefix], [false, false, '017']);
    const account = await send('GET', 'sobjects/Account/describe');
    const lists = account.value?.childRelationships as Values[];
    const { relationshipName, cascadeDelete } = lists.find(({ childSObject }) => childSObject === 'AccountHistory')!;
    assert.deepEqual([relationshipName, cascadeDelete], ['Histories', true]);
    const [first] = await query("SELECT (SELECT Field FROM Histories) FROM Account WHERE Name = 'Second'");
    assert.equal((first![0] as { totalSize: number }).totalSize, 8);
  });

  it('tells the stages of opportunities, tracked or not', async () => {
    const deal = { Name: 'Staged', StageName: 'Prospecting', CloseDate: '2026-12-01', Amount: 100 };
    const id = await create('Opportunity', deal);
    await send('PATCH', `sobjects/Opportunity/${id}`, { NextStep: 'x' });
    await send('PATCH', `sobjects/Opportunity/${id}`, { StageName: 'Closed Won', CloseDate: '2026-12-05' });
    await send('PATCH', `sobjects/Opportunity/${id}`, { Amount: 250 });
    const [entry] = await query('SELECT Id, Pricebook2Id FROM PricebookEntry WHERE IsActive = true LIMIT 1');
    await send('PATCH', `sobjects/Opportunity/${id}`, { Pricebook2Id: entry![1] });
    const item = { OpportunityId: id, PricebookEntryId: entry![0], Quantity: 2, UnitPrice: 30 };
    await create('OpportunityLineItem', item);
    await create('OpportunityLineItem', item);
    const columns = 'StageName, Amount, Probability, CloseDate, PrevAmount, PrevCloseDate, ForecastCategory';
    const soql = `SELECT ${columns} FROM OpportunityHistory WHERE OpportunityId = '${id}' ORDER BY Id`;
    assert.deepEqual(await query(soql), [
      ['Prospecting', 100, 10, '2026-12-01', null, null, 'Pipeline'],
      ['Closed Won', 100, 100, '2026-12-05', 100, '2026-12-01', 'Closed'],
      ['Closed Won', 250, 100, '2026-12-05', 100, '2026-12-05', 'Closed'],
      ['Closed Won', 60, 100, '2026-12-05', 250, '2026-12-05', 'Closed'],
      ['Closed Won', 120, 100, '2026-12-05', 60, '2026-12-05', 'Closed'],
    ]);
    await send('DELETE', `sobjects/Opportunity/${id}`);
    assert.deepEqual(await query(soql), []);
    assert.equal((await query(soql, 'queryAll')).length, 5);
    await undelete(id);
    assert.equal((await query(soql)).length, 5, 'what comes back is no change');
    const [sample] = await query('SELECT COUNT(Id) opportunities FROM Opportunity WHERE CreatedDate < TODAY');
    const [first] = await query('SELECT COUNT(Id) stages FROM OpportunityHistory WHERE CreatedDate < TODAY');
    assert.deepEqual(first, sample);
  });

  it('has ids that no other history has', async () => {
    const ids = await query('SELECT Id FROM AccountHistory');
    const others = await query('SELECT Id FROM UpsertTable__History');
    const all = [...ids, ...others].flat();
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.every(id => String(id).startsWith('017')));
  });
});

describe('notes of the local org', () => {
  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
  });
  after(() => org.stop());

  it('belong to records of several objects, and go with them', async () => {
    const headers = { 'content-type': 'application/json' };
    const post = async (object: string, values: object) => {
      const response = await org.api(`sobjects/${object}`, { method: 'POST', headers, body: JSON.stringify(values) });
      return (await response.json()) as { id: string };
    };
    const { id: parent } = await post('Account', { Name: 'Noted' });
    const { id } = await post('Note', { ParentId: parent, Title: 'A title', Body: 'Some text' });
    assert.match(id, /^002/);
    const titles = async () => {
      const soql = `SELECT Title, Parent.Name, Parent.Type FROM Note WHERE ParentId = '${parent}'`;
      const { records } = (await (await org.api(`query?q=${encodeURIComponent(soql)}`)).json()) as {
        records: object[];
      };
      return records.length;
    };
    assert.equal(await titles(), 1);
    await org.api(`sobjects/Account/${parent}`, { method: 'DELETE' });
    assert.equal(await titles(), 0);
  });
});
