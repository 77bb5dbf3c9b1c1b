import assert from 'node:assert/strict';
import { readDescribes } from '../../../../server/src/localOrg/admin/describeFolder.ts';
import { describeObject } from '../../../../server/src/localOrg/describe/object.ts';
import { openQuery } from '../../../../server/src/localOrg/engine/index.ts';
import { fillNewOrg } from '../../../../server/src/localOrg/sampleData/fill.ts';
import type { RecordedDescribe } from '../../../../server/src/localOrg/schema/imported.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import { openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { keepRecordTypes } from '../../../../server/src/localOrg/storage/keepRecordTypes.ts';
import { createRecord } from '../../../../server/src/localOrg/storage/records.ts';
import { recordTypesOf } from '../../../../server/src/localOrg/storage/recordTypes.ts';

const recorded = readDescribes(new URL('../../../fixtures/describe/', import.meta.url).pathname);
const now = new Date('2026-05-04T09:00:00Z');
const context = { userId: '005Lo0000000001IAA', now };

/** An object of an org's own, as its describe would be: a recorded one under another name. */
const custom: RecordedDescribe = {
  ...recorded.find(({ name }) => name === 'OpportunityContactRole')!,
  name: 'Deal_Role__c',
  label: 'Deal Role',
  labelPlural: 'Deal Roles',
  keyPrefix: '00K',
  childRelationships: [],
};

describe('schema of a real org', () => {
  it('reads every describe of a folder', () => {
    assert.deepEqual(
      recorded.map(({ name }) => name),
      ['Account', 'Case', 'Contact', 'Event', 'Lead', 'OpportunityContactRole', 'Opportunity'],
    );
  });

  it('adds the fields that our objects lack, as they were described', () => {
    const schema = loadSchema({ profile: 'sample', imported: recorded });
    for (const describe of recorded) {
      const object = schema.object(describe.name);
      assert.ok(object);
      const lacking = describe.fields.filter(field => object.field(field.name) === undefined);
      assert.deepEqual(lacking, [], describe.name);
    }
    const field = schema.object('Account')?.field('ns__Description__c');
    const original = recorded[0]?.fields.find(({ name }) => name === 'ns__Description__c');
    assert.deepEqual([field?.type, field?.length, field?.label], [original?.type, original?.length, original?.label]);
  });

  it('adds objects, under a key prefix of their own', () => {
    const schema = loadSchema({ profile: 'sample', imported: [custom, { ...custom, name: 'Other__c' }] });
    const prefixes = ['Deal_Role__c', 'Other__c'].map(name => schema.object(name)?.keyPrefix);
    assert.equal(new Set([...prefixes, schema.object('OpportunityContactRole')?.keyPrefix]).size, 3);
    const object = schema.object('Deal_Role__c')!;
    const described = describeObject(object, { version: '66.0', origin: '', recordTypes: [] });
    assert.equal((described.fields as unknown[]).length, custom.fields.length);
  });

  it('passes over record types of versions that give them no name for programs', () => {
    const told = { name: 'Partner', recordTypeId: '012000000000001AAA', active: true, available: true, master: false };
    const recordTypeInfos = [{ ...told, defaultRecordTypeMapping: true }];
    const schema = loadSchema({ profile: 'sample', imported: [{ ...custom, recordTypeInfos }] });
    const database = openDatabase({ schema });
    keepRecordTypes(database, context);
    assert.deepEqual(recordTypesOf(database, schema.object('Deal_Role__c')!), []);
    database.close();
  });

  it('computes the formulas that it can, and leaves the others empty', () => {
    const [field] = recorded.find(({ name }) => name === 'OpportunityContactRole')!.fields;
    const formula = (name: string, type: string, calculatedFormula: string) => ({
      ...field!,
      ...{ name, type, calculatedFormula, calculated: true, createable: false, updateable: false, scale: 0 },
    });
    const fields = [
      formula('Id15__c', 'string', "if(ContactId == '', 'none', CASESAFEID(Id))"),
      formula('Setup__c', 'string', '$Setup.Grace__c.Days__c & "x"'),
      formula('Both__c', 'string', 'Id15__c & Setup__c'),
    ];
    const schema = loadSchema({ profile: 'sample', imported: [{ ...custom, fields: [...custom.fields, ...fields] }] });
    const computed = (name: string) => schema.object('Deal_Role__c')?.field(name)?.computedAs?.('t');
    assert.match(computed('Id15__c') ?? '', /formula_case_safe_id/);
    assert.equal(computed('Setup__c'), 'NULL');
    assert.equal(computed('Both__c'), 'NULL');
  });

  it('holds records and answers queries', () => {
    const schema = loadSchema({ profile: 'sample', imported: [...recorded, custom] });
    const database = openDatabase({ schema });
    fillNewOrg(database, { profile: 'sample', username: 'admin@local.example', now });
    createRecord(database, schema.object('Account')!, { Name: 'Mine', ns__Description__c: 'Imported' }, context);
    const user = { id: context.userId, timeZone: 'UTC', locale: 'en_US' };
    const text = "SELECT ns__Description__c FROM Account WHERE Name = 'Mine'";
    const request = { db: database.sqlite, schema, text, user, now, includeDeleted: false, version: '66.0' };
    assert.deepEqual(
      openQuery(request)
        .read(10)
        .map(record => record.ns__Description__c),
      ['Imported'],
    );
    assert.equal(openQuery({ ...request, text: 'SELECT Id FROM Deal_Role__c' }).totalSize, 0);
    database.close();
  });
});
