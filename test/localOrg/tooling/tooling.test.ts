import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

interface Rows {
  readonly totalSize: number;
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

describe('the Tooling API of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  after(() => org.stop());

  const call = async (path: string, method = 'GET', body?: object) => {
    const headers = { 'content-type': 'application/json' };
    const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
    const response = await org.api(`tooling/${path}`, init);
    const text = await response.text();
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as unknown };
  };
  const query = async (soql: string) => (await call(`query?q=${encodeURIComponent(soql)}`)).body as Rows;
  const valuesOf = async (soql: string) =>
    (await query(soql)).records.map(({ attributes, ...values }) => Object.values(values));

  const queries: readonly [soql: string, rows: readonly (readonly unknown[])[]][] = [
    [
      "SELECT QualifiedApiName, Label, KeyPrefix, IsQueryable FROM EntityDefinition WHERE DurableId = 'Account'",
      [['Account', 'Account', '001', true]],
    ],
    [
      "SELECT QualifiedApiName, DataType FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'UpsertTable__c' AND IsNameField = true",
      [['Name', 'Text(80)']],
    ],
    [
      "SELECT DataType FROM FieldDefinition WHERE EntityDefinitionId = 'Contact' AND QualifiedApiName IN ('AccountId', 'Birthdate', 'Email') ORDER BY QualifiedApiName",
      [['Lookup(Account)'], ['Date'], ['Email']],
    ],
    [
      "SELECT DataType, IsCalculated FROM FieldDefinition WHERE EntityDefinitionId = 'Deal_Registration__c' AND QualifiedApiName = 'Net_Amount__c'",
      [['Formula (Currency)', true]],
    ],
    ["SELECT COUNT(Id) n FROM FieldDefinition WHERE EntityDefinitionId = 'Nope__c'", [[0]]],
  ];
  for (const [soql, rows] of queries) {
    it(`answers ${soql}`, async () => assert.deepEqual(await valuesOf(soql), rows));
  }

  it('describes as many fields as it lists', async () => {
    const described = (await (await org.api('sobjects/Account/describe')).json()) as { fields: unknown[] };
    const listed = await query("SELECT COUNT() FROM FieldDefinition WHERE EntityDefinitionId = 'Account'");
    assert.equal(listed.totalSize, described.fields.length);
  });

  it('keeps trace flags, as tools that read logs make them, and has no logs', async () => {
    const level = { DeveloperName: 'Tools', MasterLabel: 'Tools', ApexCode: 'FINEST', System: 'DEBUG' };
    const { id: DebugLevelId } = (await call('sobjects/DebugLevel', 'POST', level)).body as { id: string };
    const { records } = await query('SELECT Id FROM User LIMIT 1');
    const TracedEntityId = String(records[0]?.Id);
    const traced = { DebugLevelId, TracedEntityId, LogType: 'DEVELOPER_LOG', ExpirationDate: '2090-01-01T00:00:00Z' };
    assert.equal((await call('sobjects/TraceFlag', 'POST', traced)).status, 201);
    assert.deepEqual(
      await valuesOf(`SELECT LogType, ExpirationDate FROM TraceFlag WHERE TracedEntityId = '${TracedEntityId}'`),
      [['DEVELOPER_LOG', '2090-01-01T00:00:00.000+0000']],
    );
    const wrong = await call('sobjects/TraceFlag', 'POST', { ...traced, LogType: 'ALL' });
    assert.equal((wrong.body as { errorCode: string }[])[0]?.errorCode, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
    assert.equal((await query('SELECT COUNT() FROM ApexLog')).totalSize, 0);
    assert.equal((await call('sobjects/ApexLog/07L000000000001AAA/Body')).status, 404);
  });

  it('keeps classes and triggers', async () => {
    const Body = 'public class Greeter { public void greet() {} }';
    const made = await call('sobjects/ApexClass', 'POST', { Body });
    const { id } = made.body as { id: string };
    assert.equal(made.status, 201);
    assert.match(id, /^01p/);
    const { body } = await call(`sobjects/ApexClass/${id}`);
    const { attributes, Name, ApiVersion, Status, IsValid } = body as Record<string, unknown>;
    assert.deepEqual([Name, ApiVersion, Status, IsValid], ['Greeter', 67, 'Active', true]);
    assert.deepEqual(attributes, {
      type: 'ApexClass',
      url: `/services/data/v67.0/tooling/sobjects/ApexClass/${id}`,
    });
    assert.equal((await call(`sobjects/ApexClass/${id}`, 'PATCH', { Status: 'Inactive' })).status, 204);
    const [found] = (await query("SELECT Status, CreatedBy.Username FROM ApexClass WHERE Name = 'Greeter'")).records;
    assert.equal(found?.Status, 'Inactive');
    assert.ok(JSON.stringify(found).includes(`"Username":"${org.username}"`));
    const again = await call('sobjects/ApexClass', 'POST', { Body });
    assert.equal((again.body as { errorCode: string }[])[0]?.errorCode, 'DUPLICATE_VALUE');
    assert.equal((await call(`sobjects/ApexClass/${id}`, 'DELETE')).status, 204);
    assert.equal((await query('SELECT COUNT() FROM ApexClass')).totalSize, 0);

    await call('sobjects/ApexTrigger', 'POST', { Body: 'trigger Late on Account (after insert, before delete) {}' });
    assert.deepEqual(
      await valuesOf(
        'SELECT Name, TableEnumOrId, UsageAfterInsert, UsageBeforeDelete, UsageAfterUpdate FROM ApexTrigger',
      ),
      [['Late', 'Account', true, true, false]],
    );
  });

  it('describes its objects apart from those of the org', async () => {
    const { sobjects } = (await call('sobjects')).body as { sobjects: { name: string; urls: { sobject: string } }[] };
    const names = sobjects.map(({ name }) => name);
    assert.deepEqual(names, [
      'ApexClass',
      'ApexClassMember',
      'ApexLog',
      'ApexTrigger',
      'ApexTriggerMember',
      'ContainerAsyncRequest',
      'DebugLevel',
      'EntityDefinition',
      'FieldDefinition',
      'MetadataContainer',
      'TraceFlag',
      'User',
    ]);
    assert.equal(sobjects[0]?.urls.sobject, '/services/data/v67.0/tooling/sobjects/ApexClass');
    const { fields } = (await call('sobjects/ApexClass/describe')).body as { fields: { name: string }[] };
    assert.ok(fields.some(({ name }) => name === 'Body'));
    assert.equal((await org.api('sobjects/ApexClass/describe')).status, 404);
  });

  it('answers up to 25 requests in one', async () => {
    const of = (path: string, referenceId: string) => ({
      method: 'GET',
      url: `/services/data/v67.0/${path}`,
      referenceId,
    });
    const compositeRequest = [
      of('tooling/sobjects/ApexClass/describe', 'a'),
      of('tooling/sobjects/Account/describe', 'b'),
      of('sobjects/Account/describe', 'c'),
    ];
    const { body } = await call('composite', 'POST', { compositeRequest });
    const { compositeResponse } = body as { compositeResponse: { httpStatusCode: number; body: { name?: string } }[] };
    assert.deepEqual(
      compositeResponse.map(({ httpStatusCode, body }) => [httpStatusCode, body.name]),
      [
        [200, 'ApexClass'],
        [404, undefined],
        [404, undefined],
      ],
    );
  });

  const refused: readonly [method: string, path: string, body: object | undefined, status: number, code: string][] = [
    ['GET', 'executeAnonymous?anonymousBody=x', undefined, 403, 'FUNCTIONALITY_NOT_ENABLED'],
    ['POST', 'runTestsSynchronous', { tests: [] }, 403, 'FUNCTIONALITY_NOT_ENABLED'],
    ['POST', 'sobjects/FieldDefinition', {}, 400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'],
    ['POST', 'sobjects/ApexClass', {}, 400, 'REQUIRED_FIELD_MISSING'],
    ['GET', 'sobjects/ApexLog/07L000000000001AAA/Body', undefined, 404, 'NOT_FOUND'],
    ['GET', `query?q=${encodeURIComponent('SELECT Id FROM Account')}`, undefined, 400, 'INVALID_TYPE'],
    ['GET', 'completions?type=apex', undefined, 404, 'NOT_FOUND'],
  ];
  for (const [method, path, body, status, errorCode] of refused) {
    it(`refuses ${method} ${path} with ${errorCode}`, async () => {
      const answer = await call(path, method, body);
      assert.deepEqual([answer.status, (answer.body as { errorCode: string }[])[0]?.errorCode], [status, errorCode]);
    });
  }
});
