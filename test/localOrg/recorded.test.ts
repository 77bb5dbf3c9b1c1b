import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { recorded, shapeOf } from '../harness/recorded.ts';

// What real orgs answered, beside what the local org answers to the same request. Collections, composite, Bulk API 2.0
// and describes are compared where they are tested; test/fixtures/recorded/README.md tells what is not compared.

describe('recorded answers of real orgs', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  after(() => org.stop());

  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const response = await org.api(path, {
      method,
      ...(body === undefined ? {} : { headers, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  };
  const query = (soql: string) => send('GET', `query?q=${encodeURIComponent(soql)}`);
  const create = async (object: string, values: object) =>
    ((await send('POST', `sobjects/${object}`, values)) as { id: string }).id;

  /** The same keys in the same order, and values of the same types. */
  function sameShape(answer: unknown, name: string): void {
    assert.deepEqual(shapeOf(answer), shapeOf(recorded(name)));
    assert.deepEqual(keysOf(answer), keysOf(recorded(name)));
  }

  it('of a record that was made', async () => {
    sameShape(await send('POST', 'sobjects/Account', { Name: 'New' }), 'records/created.json');
  });

  it('of fields that cannot be written or do not exist, word by word', async () => {
    const readOnly = await send('POST', 'sobjects/Account', { Name: 'x', MasterRecordId: '001000000000000AAA' });
    assert.deepEqual(readOnly, recorded('records/not-writable.json'));
    const unknown = await send('POST', 'sobjects/Account', { Name: 'x', AccountNumer: '1' });
    assert.deepEqual(unknown, recorded('records/unknown-field.json'));
  });

  it('of a record that is deleted twice, word by word', async () => {
    const id = await create('Account', { Name: 'Gone' });
    await send('DELETE', `sobjects/Account/${id}`);
    assert.deepEqual(await send('DELETE', `sobjects/Account/${id}`), recorded('records/deleted.json'));
  });

  it('of an object that does not exist, word by word', async () => {
    const answer = await query('SELECT Id,Name,BillingCity,IsDeleted FROM Accout');
    assert.deepEqual(answer, recorded('queries/unknown-object.json'));
  });

  it('of children in a query', async () => {
    const Id = await create('Opportunity', { Name: 'o', StageName: 'Prospecting', CloseDate: '2026-01-01', Amount: 1 });
    for (const LastName of ['a', 'b']) {
      const ContactId = await create('Contact', { LastName });
      await create('OpportunityContactRole', { OpportunityId: Id, ContactId, Role: 'Decision Maker' });
    }
    const children = '(SELECT Id, ContactId, Role FROM OpportunityContactRoles)';
    const answer = await query(`SELECT Id, Name, Amount, StageName, ${children} FROM Opportunity WHERE Id = '${Id}'`);
    sameShape(answer, 'queries/opportunity-with-contacts.json');
  });

  it('of parents that are there and that are not', async () => {
    const AccountId = await create('Account', { Name: 'With' });
    const open = { StageName: 'Prospecting', CloseDate: '2026-01-01', Amount: 50000 };
    await create('Opportunity', { ...open, Name: 'Recorded 1', AccountId });
    await create('Opportunity', { ...open, Name: 'Recorded 2' });
    const fields = 'Id, Name, AccountId, Amount, StageName';
    const answer = await query(`SELECT ${fields} FROM Opportunity WHERE Name LIKE 'Recorded _' ORDER BY Name`);
    sameShape(answer, 'queries/opportunity-with-account.json');
  });

  it('of records, with an address', async () => {
    const contact = { LastName: 'Recorded', Department: 'Finance', AssistantName: 'Jean', Description: null };
    await create('Contact', { ...contact, AccountId: await create('Account', { Name: 'Its account' }) });
    const contacts = recorded('queries/contacts.json') as { records: unknown[] };
    const read = "SELECT AccountId, Department, AssistantName, Description FROM Contact WHERE LastName = 'Recorded'";
    const answer = (await query(read)) as { records: unknown[] };
    assert.deepEqual(shapeOf(answer), shapeOf({ ...contacts, records: contacts.records.slice(0, 1) }));
    const place = {
      Street: '321 Westcott Building',
      City: 'Tallahassee',
      State: 'FL',
      PostalCode: '1',
      Country: 'USA',
    };
    await create('Lead', { LastName: 'Recorded', Company: 'x', FirstName: 'Bertha', CleanStatus: 'Pending', ...place });
    const lead = "SELECT Address, City, CleanStatus, FirstName FROM Lead WHERE LastName = 'Recorded'";
    const { records } = (await query(lead)) as { records: unknown[] };
    const leads = recorded('queries/leads-with-address.json') as { records: unknown[] };
    assert.deepEqual(shapeOf(records[0]), shapeOf(leads.records[0]));
  });

  it('of collections that change and delete records', async () => {
    const ids = [await create('Contact', { LastName: 'a' }), await create('Contact', { LastName: 'b' })];
    const records = ids.map(Id => ({ attributes: { type: 'Contact' }, Id, LastName: 'c' }));
    const updated = await send('PATCH', 'composite/sobjects', { records });
    const real = recorded('collections/updated.json') as unknown[];
    assert.deepEqual(shapeOf((updated as unknown[]).slice(0, 1)), shapeOf(real.slice(0, 1)));
    await send('DELETE', `composite/sobjects?ids=${ids[0]}`);
    const [notDeleted] = (await send('DELETE', `composite/sobjects?ids=${ids[0]}`)) as unknown[];
    sameShape(notDeleted, 'collections/not-saved.json');
  });

  it('of describes in a composite', async () => {
    const names = ['Account', 'Organization', 'UpsertTable__c'];
    const compositeRequest = names.map(name => ({
      referenceId: name,
      method: 'GET',
      url: `/services/data/v67.0/sobjects/${name}/describe`,
    }));
    const answer = (await send('POST', 'composite', { compositeRequest })) as Described;
    const real = [
      'composite/describe-account.json',
      'composite/describe-organization.json',
      'composite/describe-custom-object.json',
    ].map(name => (recorded(name) as Described).compositeResponse[0]!);
    for (const [index, part] of answer.compositeResponse.entries()) {
      const { fields, ...body } = part.body;
      const { fields: realFields, ...realBody } = real[index]!.body;
      assert.deepEqual(Object.keys(body), Object.keys(realBody), names[index]);
      assert.deepEqual(Object.keys(fields[0]!), Object.keys(realFields[0]!), names[index]);
      // The last of the recordings is cut down to its body.
      if (index < 2) assert.deepEqual(shapeOf({ ...part, body: 0 }), shapeOf({ ...real[index], body: 0 }));
    }
  });

  it('of the user', async () => {
    const authorization = `Bearer ${org.accessToken}`;
    const response = await fetch(`${org.origin}/services/oauth2/userinfo`, { headers: { authorization } });
    const answer = (await response.json()) as Record<string, unknown>;
    const real = recorded('oauth/user-info.json') as Record<string, unknown>;
    const types = (claims: Record<string, unknown>) => Object.keys(real).map(name => [name, typeof claims[name]]);
    assert.deepEqual(types(answer), types(real));
    const order = (claims: Record<string, unknown>) => Object.keys(claims).filter(name => name in real);
    assert.deepEqual(order(answer), order(real));
  });

  it('of queries of the Tooling API', async () => {
    const Body = 'public class Recorded_TEST {}';
    for (const name of ['1', '2', '3'])
      await send('POST', 'tooling/sobjects/ApexClass', { Body: Body.replace('_', name) });
    const tooling = (soql: string) => send('GET', `tooling/query?q=${encodeURIComponent(soql)}`);
    const where = "WHERE NamespacePrefix = null AND Name LIKE 'Recorded%'";
    sameShape(await tooling(`SELECT Id, Name FROM ApexClass ${where}`), 'tooling/apex-classes.json');
    const none = await tooling("SELECT Id, Name FROM ApexClass WHERE Name = 'Nope'");
    assert.deepEqual(none, recorded('tooling/no-rows.json'));
  });

  it('of an aggregate', async () => {
    sameShape(await query('select count(Id) from Account'), 'queries/aggregate-count.json');
  });

  it('of TYPEOF', async () => {
    const WhoId = await create('Contact', { LastName: 'Contact' });
    const made = { Name: 'Tom', Description: 'x', Phone: '1', AccountNumber: '2' };
    const WhatId = await create('Account', made);
    const at = { DurationInMinutes: 60, ActivityDateTime: '2024-11-07T07:00:00Z' };
    await create('Event', { ...at, Subject: 'Recorded 1', WhoId });
    await create('Event', { ...at, Subject: 'Recorded 2', WhoId, WhatId });
    await create('Event', { ...at, Subject: 'Recorded 3', WhoId, WhatId });
    const who = 'TYPEOF Who WHEN Contact THEN LastName, Email WHEN Lead THEN LastName, Company ELSE Id END';
    const what = 'TYPEOF What WHEN Account THEN Name, Description, Phone, AccountNumber ELSE Id END';
    const others = 'Subject, DurationInMinutes, ActivityDateTime';
    const where = "WHERE Subject LIKE 'Recorded _' ORDER BY Subject";
    const answer = await query(`SELECT Id, ${who}, ${what}, ${others} FROM Event ${where}`);
    sameShape(answer, 'queries/typeof-events.json');
  });

  it('of the organization, as far as its fields are there', async () => {
    const { records } = (await query('SELECT Id FROM Organization')) as { records: { Id: string }[] };
    const answer = (await send('GET', `sobjects/Organization/${records[0]?.Id}`)) as Record<string, unknown>;
    const real = recorded('records/organization.json') as Record<string, unknown>;
    const isFilled = (name: string) => answer[name] !== null && real[name] !== null;
    const types = (record: Record<string, unknown>) =>
      Object.keys(answer)
        .filter(isFilled)
        .map(name => [
          name,
          typeof record[name] === 'object' ? Object.keys(record[name]!).sort() : typeof record[name],
        ]);
    assert.deepEqual(types(answer), types(real));
  });

  it('of the list of all objects', async () => {
    const answer = (await send('GET', 'sobjects')) as { sobjects: { name: string }[] };
    const real = recorded('describe-global.json') as { sobjects: { name: string; urls: Record<string, string> }[] };
    for (const object of real.sobjects) {
      const own = answer.sobjects.find(({ name }) => name === object.name);
      const urls = Object.fromEntries(Object.entries(object.urls).filter(([name]) => !notServed.has(name)));
      assert.deepEqual(shapeOf(own), shapeOf({ ...object, urls }), object.name);
    }
  });

  it('of an object that does not exist, in a composite', async () => {
    const compositeRequest = [
      { referenceId: 'CCI__RefId__0__', method: 'GET', url: '/services/data/v67.0/sobjects/Foo' },
    ];
    const answer = await send('POST', 'composite', { compositeRequest });
    assert.deepEqual(answer, recorded('composite/unknown-object.json'));
  });

  it('of record counts', async () => {
    sameShape(await send('GET', 'limits/recordCount?sObjects=Account'), 'queries/record-count.json');
    const { records } = (await query('SELECT Id FROM UpsertTable__c')) as { records: { Id: string }[] };
    await send('DELETE', `composite/sobjects?ids=${records.map(({ Id }) => Id).join(',')}`);
    const none = await send('GET', 'limits/recordCount?sObjects=UpsertTable__c');
    assert.deepEqual(none, recorded('queries/record-count-of-none.json'));
  });

  it('of an upsert of several records', async () => {
    await create('Contact', { LastName: 'Old', Email: 'a@example.com' });
    await create('Contact', { LastName: 'Old', Email: 'b@example.com' });
    await create('Contact', { LastName: 'Old', Email: 'c@example.com' });
    const records = ['a', 'b', 'c', 'd'].map(name => ({
      attributes: { type: 'Contact' },
      LastName: name,
      Email: `${name}@example.com`,
    }));
    const answer = await send('PATCH', 'composite/sobjects/Contact/Email', { allOrNone: false, records });
    sameShape(answer, 'upserts/contacts-by-email.json');
    const created = (results: unknown) => (results as { created: boolean }[]).map(result => result.created);
    assert.deepEqual(created(answer), created(recorded('upserts/contacts-by-email.json')));
  });

  it('of jobs and batches of the first Bulk API', async () => {
    const ask = async (path: string, body?: string): Promise<string> => {
      const headers = { 'x-sfdc-session': org.accessToken };
      const init = body === undefined ? { headers } : { method: 'POST', headers, body };
      return (await fetch(`${org.origin}/services/async/60.0/job${path}`, init)).text();
    };
    const job = (inner: string) => `<jobInfo><object>Account</object><contentType>CSV</contentType>${inner}</jobInfo>`;
    const elementsOf = (xml: unknown) => [...String(xml).matchAll(/<(\w+)[\s>]/g)].map(match => match[1]);
    const inserted = await ask('', job('<operation>insert</operation>'));
    assert.deepEqual(elementsOf(inserted), elementsOf(recorded('bulkV1/jobInfo_insert.xml')));
    const upsert = job('<operation>upsert</operation><externalIdFieldName>Id</externalIdFieldName>');
    assert.deepEqual(elementsOf(await ask('', upsert)), elementsOf(recorded('bulkV1/jobInfo_upsert.xml')));
    const id = /<id>(\w+)</.exec(inserted)?.[1];
    const batch = await ask(`/${id}/batch`, 'Name\nx\n');
    assert.deepEqual(elementsOf(batch), elementsOf(recorded('bulkV1/batchInfo.xml')));
    assert.deepEqual(elementsOf(await ask(`/${id}/batch`)), elementsOf(recorded('bulkV1/batchInfoList.xml')));
  });
});

interface Described {
  readonly compositeResponse: readonly {
    readonly body: { readonly fields: readonly object[]; readonly [key: string]: unknown };
  }[];
}

/** Resources of objects that the local org does not have, and so does not name. */
const notServed = new Set([
  'caseArticleSuggestions',
  'caseRowArticleSuggestions',
  'eventSeriesUpdates',
  'namedLayouts',
  'passwordUtilities',
]);

/** The keys of a value in their order, however deep. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).map(([key, member]) => [key, keysOf(member)]);
}
