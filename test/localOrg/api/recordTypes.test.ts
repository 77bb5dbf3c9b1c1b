import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

const householdId = '01254000001upcKAAQ';

const picklistValue = (value: string) => ({ active: true, defaultValue: false, label: value, validFor: null, value });
const sizes = { picklistValues: ['S', 'M', 'L', 'S;L'].map(picklistValue), restrictedPicklist: true };

const overlay = {
  Contact: {
    fields: { Size__c: { type: 'picklist', ...sizes }, Sizes__c: { type: 'multipicklist', ...sizes } },
    recordTypes: [
      { fullName: 'Press' },
      {
        fullName: 'Customer_Care',
        default: true,
        picklistValues: { LeadSource: ['Web', 'Other'], size__c: ['s', 'M', 'S;L'], Sizes__c: ['S', 'M'] },
      },
      { fullName: 'Closed', active: false },
      { fullName: 'Secret', available: false },
    ],
  },
};

/** What the UI API answered of a record type, beside the describe of its object. */
const typesOfHouseholds = {
  url: `/services/data/v48.0/ui-api/object-info/Account/picklist-values/${householdId}/Type`,
  values: [{ value: 'Prospect' }, { value: 'Other' }],
};

type Json = Readonly<Record<string, unknown>>;

describe('record types of the local org', function () {
  this.timeout(60_000);

  const folder = mkdtempSync(path.join(tmpdir(), 'record-types-'));
  let org: LocalOrg;
  before(async () => {
    const described = readFileSync(new URL('../../fixtures/describe/Account_describe.json', import.meta.url));
    writeFileSync(path.join(folder, 'Account.json'), described);
    writeFileSync(
      path.join(folder, 'types.json'),
      JSON.stringify({ picklistFieldValues: { Type: typesOfHouseholds } }),
    );
    org = await startLocalOrg({ profile: 'sample', overlay, args: ['--describe', folder] });
  });
  after(async () => {
    await org.stop();
    rmSync(folder, { recursive: true });
  });

  const send = async (method: string, resource: string, value?: object) => {
    const response = await org.api(resource, {
      method,
      ...(value && { body: JSON.stringify(value), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as Json) };
  };
  const infosOf = async (object: string) => {
    const { body } = await send('GET', `sobjects/${object}/describe`);
    return body?.recordTypeInfos as readonly (Json & { developerName: string; recordTypeId: string })[];
  };
  const idOf = async (object: string, name: string) =>
    (await infosOf(object)).find(({ developerName }) => developerName === name)!.recordTypeId;
  const typeOfNew = async (object: string, values: object) => {
    const { status, body } = await send('POST', `sobjects/${object}`, values);
    if (status !== 201) return body;
    const record = await send('GET', `sobjects/${object}/${(body as Json).id}?fields=RecordTypeId`);
    return record.body?.RecordTypeId;
  };

  it('come by an overlay', async () => {
    const infos = await infosOf('Contact');
    const shown = infos.map(info => [
      info.name,
      info.active,
      info.available,
      info.defaultRecordTypeMapping,
      info.master,
    ]);
    assert.deepEqual(shown, [
      ['Closed', false, false, false, false],
      ['Customer Care', true, true, true, false],
      ['Press', true, true, false, false],
      ['Secret', true, false, false, false],
      ['Master', true, true, false, true],
    ]);
    assert.equal(await typeOfNew('Contact', { LastName: 'None given' }), await idOf('Contact', 'Customer_Care'));
    const press = await idOf('Contact', 'Press');
    assert.equal(await typeOfNew('Contact', { LastName: 'Given', RecordTypeId: press }), press);
    const query = "query?q=SELECT Id FROM Contact WHERE RecordType.DeveloperName = 'Press'";
    assert.equal((await send('GET', query)).body?.totalSize, 1);
  });

  it('come with a describe, under their own ids and with their own default', async () => {
    const infos = await infosOf('Account');
    const household = infos.find(({ developerName }) => developerName === 'Household');
    assert.deepEqual([household?.recordTypeId, household?.defaultRecordTypeMapping], [householdId, true]);
    assert.equal(await typeOfNew('Account', { Name: 'None given' }), householdId);
    const { body } = await send('GET', `ui-api/object-info/Account/picklist-values/${householdId}/Type`);
    assert.deepEqual(
      (body!.values as Json[]).map(({ value }) => value),
      ['Prospect', 'Other'],
    );
  });

  it('are the master if a record asks for that', async () => {
    assert.equal(await typeOfNew('Contact', { LastName: 'Master', RecordTypeId: '012000000000000AAA' }), null);
  });

  it('leave those values of restricted picklists that they offer', async () => {
    const bad = (field: string, label: string) => [
      {
        message: `${label}: bad value for restricted picklist field: L`,
        errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        fields: [field],
      },
    ];
    const care = await idOf('Contact', 'Customer_Care');
    const press = await idOf('Contact', 'Press');
    const master = '012000000000000AAA';
    for (const [values, expected] of [
      [{ Size__c: 'm', LeadSource: 'Phone Inquiry', Sizes__c: 'S;M' }, care],
      [{ Size__c: 'S' }, care],
      [{ Size__c: 'S;L' }, care],
      [{ Size__c: 'L' }, bad('Size__c', 'Size')],
      [{ Size__c: 'L', RecordTypeId: care }, bad('Size__c', 'Size')],
      [{ Sizes__c: 'S;L', RecordTypeId: care }, bad('Sizes__c', 'Sizes')],
      [{ Size__c: 'L', Sizes__c: 'L', RecordTypeId: press }, press],
      [{ Size__c: 'L', RecordTypeId: master }, null],
    ] as const) {
      assert.deepEqual(await typeOfNew('Contact', { LastName: 'Sized', ...values }), expected, JSON.stringify(values));
    }
    const { body } = await send('POST', 'sobjects/Contact', { LastName: 'L', Size__c: 'L', RecordTypeId: press });
    const change = async (values: object) => (await send('PATCH', `sobjects/Contact/${body?.id}`, values)).body;
    assert.equal(await change({ RecordTypeId: care, Department: 'Care' }), undefined, 'what is not named stays');
    assert.deepEqual(await change({ Size__c: 'L' }), bad('Size__c', 'Size'));
    assert.equal(await change({ Size__c: 'S' }), undefined);
  });

  it('are refused where the user may not choose them', async () => {
    for (const id of [await idOf('Contact', 'Secret'), await idOf('Contact', 'Closed'), householdId]) {
      const message = `Record Type ID: this ID value isn't valid for the user: ${id}`;
      assert.deepEqual(await typeOfNew('Contact', { LastName: 'No', RecordTypeId: id }), [
        { message, errorCode: 'INVALID_CROSS_REFERENCE_KEY', fields: ['RecordTypeId'] },
      ]);
    }
  });

  it('are there again after a reset', async () => {
    const press = await idOf('Contact', 'Press');
    const response = await fetch(`${org.origin}/local-org/reset`, {
      method: 'POST',
      headers: { authorization: `Bearer ${org.adminToken}` },
    });
    assert.equal(response.ok, true);
    assert.equal(await idOf('Contact', 'Press'), press);
    assert.equal(await idOf('Account', 'Household'), householdId);
  });
});
