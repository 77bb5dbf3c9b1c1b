import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

type Json = Readonly<Record<string, unknown>>;

describe('the UI API of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
  });
  after(() => org.stop());

  const get = async (path: string) => {
    const response = await org.api(`ui-api/${path}`);
    return { status: response.status, headers: response.headers, body: (await response.json()) as Json };
  };
  const first = async (soql: string) => {
    const response = await org.api(`query?q=${encodeURIComponent(soql)}`);
    return ((await response.json()) as { records: Record<string, string>[] }).records[0]!;
  };

  it('tells what an object is', async () => {
    const { body, headers } = await get('object-info/Contact');
    const fields = body.fields as Record<string, Json>;
    assert.deepEqual(body.nameFields, ['Name', 'LastName', 'FirstName', 'Salutation'], JSON.stringify(body.nameFields));
    assert.equal(fields.LastName?.required, true);
    assert.deepEqual(fields.AccountId?.referenceToInfos, [{ apiName: 'Account', nameFields: ['Name'] }]);
    assert.equal(fields.Birthdate?.dataType, 'Date');
    const known = { headers: { 'if-none-match': headers.get('etag') ?? '' } };
    assert.equal((await org.api('ui-api/object-info/Contact', known)).status, 304);
    const { objects } = (await get('object-info')).body as { objects: Record<string, Json> };
    assert.equal(objects.Account?.objectInfoUrl, '/services/data/v67.0/ui-api/object-info/Account');
  });

  it('tells the values of picklists', async () => {
    const master = 'object-info/Account/picklist-values/012000000000000AAA';
    const one = (await get(`${master}/Industry`)).body as { values: Json[] };
    assert.deepEqual(one.values[0], { attributes: null, label: 'Agriculture', validFor: [], value: 'Agriculture' });
    const { picklistFieldValues } = (await get(master)).body as { picklistFieldValues: Json };
    assert.deepEqual(picklistFieldValues.Industry, one);
  });

  it('tells the values that a record type leaves', async () => {
    const { Id } = await first("SELECT Id FROM RecordType WHERE SobjectType = 'Account' AND DeveloperName = 'Partner'");
    const valuesFor = async (recordType: string, field: string) => {
      const { body } = await get(`object-info/Account/picklist-values/${recordType}`);
      const { picklistFieldValues } = body as { picklistFieldValues: Record<string, { values: Json[] }> };
      return picklistFieldValues[field]!.values.map(({ value }) => value);
    };
    const partner = ['Channel Partner / Reseller', 'Installation Partner', 'Technology Partner', 'Other'];
    assert.deepEqual(await valuesFor(Id!, 'Type'), partner);
    const all = await valuesFor('012000000000000AAA', 'Type');
    assert.deepEqual([all.length, all.includes('Prospect')], [7, true]);
    assert.deepEqual(await valuesFor(Id!, 'Industry'), await valuesFor('012000000000000AAA', 'Industry'));
    const { rows } = await first(
      `SELECT COUNT(Id) rows FROM Account WHERE RecordTypeId = '${Id}' AND Type NOT IN ('${partner.join("', '")}')`,
    );
    assert.equal(Number(rows), 0);
  });

  it('shows a record with its parents', async () => {
    const { Id, AccountId } = await first('SELECT Id, AccountId FROM Opportunity WHERE Amount > 1000 LIMIT 1');
    const { Amount, Account } = await first(`SELECT Amount, Account.Name FROM Opportunity WHERE Id = '${Id}'`);
    const fields = 'Opportunity.Amount,opportunity.Account.Name&optionalFields=Opportunity.Nope';
    const { body } = await get(`records/${Id}?fields=${fields}`);
    const shown = body.fields as Record<string, Json>;
    assert.deepEqual(Object.keys(shown), ['Amount', 'Account']);
    assert.equal(shown.Amount?.value, Amount);
    assert.match(String(shown.Amount?.displayValue), /^\$[\d,.]+$/);
    const name = (Account as unknown as Json).Name;
    assert.equal(shown.Account?.displayValue, name);
    const parent = shown.Account?.value as { fields: Json };
    assert.deepEqual(parent.fields, { Name: { displayValue: null, value: name } });
    assert.deepEqual([body.apiName, body.id, typeof AccountId], ['Opportunity', Id, 'string']);
    assert.match(String(body.lastModifiedDate), /Z$/);
  });

  const refused: readonly [path: string, status: number, errorCode: string][] = [
    ['object-info/Nope', 404, 'NOT_FOUND'],
    ['object-info/Account/picklist-values/012000000000000AAA/Name', 404, 'NOT_FOUND'],
    ['object-info/Account/picklist-values/x/Industry', 404, 'NOT_FOUND'],
    ['records/nope?fields=Account.Name', 400, 'MALFORMED_ID'],
    ['records/001000000000000AAA?fields=Account.Name', 404, 'NOT_FOUND'],
    ['records/001Lo0000000001IAA', 400, 'ILLEGAL_QUERY_PARAMETER_VALUE'],
    ['records/001Lo0000000001IAA?fields=Name', 400, 'INVALID_FIELD'],
    ['records/001Lo0000000001IAA?fields=Account.Nope', 400, 'INVALID_FIELD'],
    ["records/001Lo0000000001IAA?fields=Account.Name FROM User WHERE Id = ''", 400, 'INVALID_FIELD'],
    ['record-ui/001Lo0000000001IAA', 404, 'NOT_FOUND'],
  ];
  for (const [path, status, errorCode] of refused) {
    it(`refuses ${path} with ${errorCode}`, async () => {
      const answer = await get(path);
      const [error] = answer.body as unknown as { errorCode: string }[];
      assert.deepEqual([answer.status, error?.errorCode], [status, errorCode]);
    });
  }
});

describe('Apex REST at the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg({ profile: 'sample' });
  });
  after(() => org.stop());

  const headers = { 'content-type': 'application/json' };
  const put = (answer: unknown) => org.admin('apexrest', { method: 'PUT', headers, body: JSON.stringify(answer) });
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${org.origin}/services/apexrest/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${org.accessToken}`, ...headers },
    });

  it('answers what a test says, and tells what it was asked', async () => {
    await put({ method: 'POST', path: '/orders/place', status: 201, body: { number: 7 } });
    const answer = await ask('orders/place?dry=1', { method: 'POST', body: '{"sku":"A"}' });
    assert.deepEqual([answer.status, await answer.json()], [201, { number: 7 }]);
    const asked = await (await org.admin('apexrest')).json();
    assert.deepEqual(asked, [{ method: 'POST', path: '/orders/place', query: 'dry=1', body: '{"sku":"A"}' }]);
    assert.equal((await ask('orders/place')).status, 404);
    await org.admin('apexrest', { method: 'DELETE' });
    assert.equal((await ask('orders/place', { method: 'POST' })).status, 404);
  });

  it('wants a session, and answers that make sense', async () => {
    assert.equal((await fetch(`${org.origin}/services/apexrest/x`)).status, 401);
    for (const wrong of [null, {}, { path: 'x' }, { path: '/x', status: 7 }])
      assert.equal((await put(wrong)).status, 400, JSON.stringify(wrong));
  });
});
