import assert from 'node:assert/strict';
import {
  createRecord,
  deleteRecord,
  describeNewRecord,
  type RecordChange,
  readRecord,
  recordPicklists,
  saveRecords,
  recordTypes as typesOfRecords,
  undeleteRecords,
} from '../../server/src/protocol/records.ts';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { failureOf, TestServer } from './harness/server.ts';

interface BigRow {
  readonly Id: string;
  readonly Name: string;
  readonly Title__c: string | null;
  readonly SystemModstamp: string;
}

/** New records with a known title are refused for good, changes until they are confirmed. */
const titles = {
  matchingRules: [{ fullName: 'Same_title', matchingRuleItems: [{ fieldName: 'Title__c', matchingMethod: 'Exact' }] }],
  duplicateRules: [
    {
      fullName: 'Titles',
      actionOnInsert: 'Block',
      actionOnUpdate: 'Allow',
      operationsOnUpdate: ['alert'],
      duplicateRuleMatchRules: [{ matchingRule: 'Same_title' }],
    },
  ],
};

/** Beside the rules that only alert: one that lets nobody save. */
const firmTitles = {
  matchingRules: [{ fullName: 'Same_title', matchingRuleItems: [{ fieldName: 'Title', matchingMethod: 'Exact' }] }],
  duplicateRules: [
    {
      fullName: 'Firm_titles',
      ...{ actionOnInsert: 'Allow', actionOnUpdate: 'Block' },
      duplicateRuleMatchRules: [{ matchingRule: 'Same_title' }],
    },
  ],
};

describe('records of the local org', () => {
  let org: LocalOrg;
  let server: TestServer;
  before(async () => {
    org = await startLocalOrg({ overlay: { BigTable__c: titles, Contact: firmTitles } });
    server = await TestServer.start({ org });
  });
  after(async () => {
    await server.stop();
    await org.stop();
  });

  const rows = async (count: number): Promise<BigRow[]> => {
    const soql = `SELECT Id, Name, Title__c, SystemModstamp FROM BigTable__c ORDER BY Name LIMIT ${count}`;
    const answer = await org.api(`query?q=${encodeURIComponent(soql)}`);
    return ((await answer.json()) as { records: BigRow[] }).records;
  };
  const save = async (changes: RecordChange[]) =>
    (await server.request(saveRecords, { org: server.orgKey, changes })).outcomes;
  const writes = async () => (await org.log()).filter(({ method }) => method === 'PATCH').length;

  it('are saved by collections: of 1,000 with 37 that must fail, 963; and only the 37 are tried again', async () => {
    const before = await rows(1000);
    const isPlanned = (index: number) => index % 27 === 5;
    const changes = before.map(({ Id, Name, SystemModstamp }, index) => ({
      object: 'BigTable__c',
      id: Id,
      fields: { Name: isPlanned(index) ? 'x'.repeat(81) : `Edited ${index}` },
      before: { Name },
      modified: SystemModstamp,
    }));
    assert.equal(changes.filter((_, index) => isPlanned(index)).length, 37);
    const outcomes = await save(changes);
    assert.equal(outcomes.filter(({ state }) => state === 'saved').length, 963);
    const failed = changes.flatMap((change, index) => (outcomes[index]?.state === 'failed' ? [{ change, index }] : []));
    assert.equal(failed.length, 37);
    assert.ok(failed.every(({ index }) => isPlanned(index)));
    const [first] = failed.map(({ index }) => outcomes[index]);
    assert.ok(first?.state === 'failed' && first.code === 'STRING_TOO_LONG' && first.fields.includes('Name'));
    assert.equal(await writes(), 5);
    const again = await save(failed.map(({ change, index }) => ({ ...change, fields: { Name: `Mended ${index}` } })));
    assert.ok(again.every(({ state }) => state === 'saved'));
    assert.equal(await writes(), 6);
    const answer = await org.api("query?q=SELECT+COUNT()+FROM+BigTable__c+WHERE+Name+LIKE+'Edited %25'");
    assert.equal(((await answer.json()) as { totalSize: number }).totalSize, 963);
  });

  it('are not overwritten where somebody else was faster', async () => {
    const [row] = await rows(1);
    assert(row);
    const change = {
      object: 'BigTable__c',
      id: row.Id,
      fields: { Title__c: 'mine' },
      before: { Title__c: row.Title__c },
      modified: row.SystemModstamp,
    };
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ Title__c: 'theirs' });
    await org.api(`sobjects/BigTable__c/${row.Id}`, { method: 'PATCH', headers, body });
    assert.deepEqual(await save([change]), [{ state: 'conflict', current: { Title__c: 'theirs' } }]);
  });

  it('are saved once although the answer was lost', async () => {
    const [row] = await rows(1);
    assert(row);
    const change = {
      object: 'BigTable__c',
      id: row.Id,
      fields: { Title__c: 'once' },
      before: { Title__c: row.Title__c },
    };
    const before = await writes();
    await org.fault({ fault: 'connectionReset', method: 'PATCH', path: '/services/data/*/composite/sobjects' });
    assert.equal((await save([change]))[0]?.state, 'unknown');
    assert.deepEqual(await save([change]), [{ state: 'saved' }]);
    assert.equal(await writes(), before + 1);
  });

  it('are created from what Describe says, or refused with the reason of the org', async () => {
    const place = { org: server.orgKey, object: 'BigTable__c' };
    const { fields, id, values } = await server.request(describeNewRecord, place);
    assert.deepEqual({ id, values }, { id: '', values: {} });
    assert.equal(fields.find(({ name }) => name === 'Id')?.createable, false);
    const created = await server.request(createRecord, { ...place, fields: { Name: 'Made here' } });
    assert('id' in created);
    assert.equal((await server.request(readRecord, { org: place.org, id: created.id })).values.Name, 'Made here');
    const { data } = await failureOf(server.request(createRecord, { ...place, fields: { Name: 'x'.repeat(81) } }));
    assert.equal((data as { code: string }).code, 'STRING_TOO_LONG');
  });

  it('have picklists narrowed by their record type, which costs one call', async () => {
    const place = { org: server.orgKey, object: 'Account' };
    const { recordTypes } = await server.request(describeNewRecord, place);
    assert.deepEqual(
      recordTypes.map(({ label, isDefault }) => [label, isDefault]),
      [
        ['Customer', true],
        ['Partner', false],
      ],
    );
    const valuesOf = async (recordType: string | null) =>
      (await server.request(recordPicklists, { ...place, recordType })).picklists?.Type?.join();
    const partner = 'Channel Partner / Reseller,Installation Partner,Technology Partner,Other';
    const asked = async () => (await org.log()).filter(({ path }) => path.includes('picklist-values')).length;
    const before = await asked();
    const id = recordTypes[1]!.id;
    assert.deepEqual(await Promise.all([valuesOf(id), valuesOf(id.slice(0, 15)), valuesOf(id)]), [
      partner,
      partner,
      partner,
    ]);
    assert.equal(await asked(), before + 1);
    assert.match((await valuesOf(null)) ?? '', /^Prospect,.*Technology Partner,Other$/);
    // Nothing narrows those of an object without record types, and nobody is asked.
    assert.equal(await valuesOf('012000000000009AAA'), undefined);
    const big = { ...place, object: 'BigTable__c', recordType: null };
    assert.deepEqual(await server.request(recordPicklists, big), {});
    assert.equal(await asked(), before + 2);
  });

  it('are saved like others that are there where the rule only alerts and the user has seen it', async () => {
    const [row] = await rows(1);
    assert(row);
    const { orgKey: org } = server;
    const title = { Title__c: 'Known title' };
    const create = { org, object: 'BigTable__c', fields: { ...title, Name: 'Like others' } };
    await server.request(createRecord, create);
    const changes = [{ object: 'BigTable__c', id: row.Id, fields: title }];
    const [outcome] = await save(changes);
    const { state, code, allowSave } = outcome as Extract<typeof outcome, { state: 'failed' }>;
    assert.deepEqual([state, code, allowSave], ['failed', 'DUPLICATES_DETECTED', true]);
    const allowed = await server.request(saveRecords, { org, changes, allowDuplicates: true });
    assert.deepEqual(allowed.outcomes, [{ state: 'saved' }]);
    const { data } = await failureOf(server.request(createRecord, { ...create, allowDuplicates: true }));
    assert.equal((data as { code: string }).code, 'DUPLICATES_DETECTED', 'this rule blocks');
  });

  it('are not asked about again where a rule refuses what the user wants saved all the same', async () => {
    const answer = await org.api('query?q=SELECT+Id+FROM+Contact+LIMIT+2');
    const { records } = (await answer.json()) as { records: BigRow[] };
    const changes = records.map(({ Id: id }) => ({ object: 'Contact', id, fields: { Title: 'Firm title' } }));
    assert.equal((await save(changes.slice(0, 1)))[0]?.state, 'saved');
    const calls = async () => (await org.log()).filter(({ path }) => path.includes('/composite')).length;
    const before = await calls();
    const asked = { org: server.orgKey, changes: changes.slice(1), allowDuplicates: true };
    const [outcome] = (await server.request(saveRecords, asked)).outcomes;
    const { code, allowSave } = outcome as Extract<typeof outcome, { state: 'failed' }>;
    assert.deepEqual([code, allowSave], ['DUPLICATES_DETECTED', undefined]);
    assert.equal(await calls(), before + 2, 'read, and written');
  });

  it('tell their record types, many in one call', async () => {
    const soql = 'SELECT Id, RecordTypeId FROM Account ORDER BY Name LIMIT 150';
    const answer = await org.api(`query?q=${encodeURIComponent(soql)}`);
    const { records } = (await answer.json()) as { records: { Id: string; RecordTypeId: string }[] };
    const ids = [...records.map(({ Id }) => Id), '001000000000009AAA'];
    const calls = async () =>
      (await org.log()).filter(({ path }) => path.includes('/composite/sobjects/Account')).length;
    const before = await calls();
    const { types } = await server.request(typesOfRecords, { org: server.orgKey, object: 'Account', ids });
    assert.deepEqual(types, Object.fromEntries(records.map(({ Id, RecordTypeId }) => [Id, RecordTypeId])));
    assert.equal(await calls(), before + 1);
  });

  it('are read with what Describe says, found by their id, deleted, and brought back', async () => {
    const [row] = await rows(1);
    assert(row);
    const asked = { org: server.orgKey, id: row.Id };
    const record = await server.request(readRecord, asked);
    assert.equal(record.object, 'BigTable__c');
    assert.equal(record.values.Name, row.Name);
    assert.equal(record.fields.find(({ name }) => name === 'Name')?.updateable, true);
    await server.request(deleteRecord, { ...asked, object: record.object });
    const { data } = await failureOf(server.request(readRecord, asked));
    assert.match((data as { code: string }).code, /ENTITY_IS_DELETED|NO_SUCH_RECORD/);
    const back = await server.request(undeleteRecords, { org: server.orgKey, ids: [row.Id.slice(0, 15)] });
    assert.deepEqual(back, { back: [row.Id], failed: [] });
    assert.equal((await server.request(readRecord, asked)).values.Name, row.Name);
    const again = await failureOf(server.request(undeleteRecords, { org: server.orgKey, ids: [row.Id] }));
    assert.equal((again.data as { code: string }).code, 'UNDELETE_FAILED');
    assert.match(again.message, /recycle bin/);
    const unknown = await failureOf(server.request(readRecord, { ...asked, id: '???000000000000AAA' }));
    assert.equal((unknown.data as { code: string }).code, 'NO_SUCH_RECORD');
    assert.match(unknown.message, /no record with this id/);
  });

  it('come back although the session has ended, each by itself', async () => {
    const [row, other] = await rows(2);
    assert(row && other);
    const late = await TestServer.start({ org, token: count => (count === 1 ? 'ended' : org.accessToken) });
    try {
      await org.api(`sobjects/BigTable__c/${row.Id}`, { method: 'DELETE' });
      const { back, failed } = await late.request(undeleteRecords, { org: late.orgKey, ids: [row.Id, other.Id] });
      assert.deepEqual([back, failed.map(({ code }) => code)], [[row.Id], ['UNDELETE_FAILED']]);
      assert.deepEqual(
        late.tokenQuestions.map(({ rejected }) => rejected),
        [undefined, 'ended'],
      );
      const soap = (await org.log()).filter(({ path }) => path.startsWith('/services/Soap'));
      assert.deepEqual(
        soap.slice(-2).map(({ status }) => status),
        [500, 200],
      );
    } finally {
      await late.stop();
    }
  });
});
