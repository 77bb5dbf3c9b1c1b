import assert from 'node:assert/strict';
import { ApiError } from '../../../../server/src/localOrg/errors.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import type { ObjectDefinition } from '../../../../server/src/localOrg/schema/types.ts';
import { type OrgDatabase, openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { idOf } from '../../../../server/src/localOrg/storage/ids.ts';
import { readRecord } from '../../../../server/src/localOrg/storage/readRecord.ts';
import { createRecord, deleteRecord, updateRecord } from '../../../../server/src/localOrg/storage/records.ts';
import { insertRow } from '../../../../server/src/localOrg/storage/rows.ts';
import type { RecordValues } from '../../../../server/src/localOrg/storage/writes.ts';
import { asJson } from '../asJson.ts';

const schema = loadSchema({ profile: 'test' });
const userId = idOf('005', 1);
const monday = new Date('2026-05-04T09:00:00.000Z');
const tuesday = new Date('2026-05-05T09:00:00.000Z');
let database: OrgDatabase;

describe('records of the local org', () => {
  beforeEach(() => {
    database = openDatabase({ schema });
    insertRow(database, object('User'), { Id: userId, Username: 'a@example.com', FirstName: 'Ada', LastName: 'Admin' });
  });
  afterEach(() => database.close());

  describe('creating a record', () => {
    it('fills in the id, the owner, the defaults and the audit fields', () => {
      const id = create('Lead', {
        lastName: 'Okafor',
        FirstName: 'Chi',
        COMPANY: 'Nord Freight',
        attributes: { type: 'Lead' },
      });
      assert.equal(id, idOf('00Q', 1));
      const at = '2026-05-04T09:00:00.000+0000';
      check('Lead', id, {
        Name: 'Chi Okafor',
        Status: 'Open - Not Contacted',
        OwnerId: userId,
        IsDeleted: false,
        CreatedDate: at,
        CreatedById: userId,
        LastModifiedDate: at,
        SystemModstamp: at,
        Address: null,
        IsConverted: false,
      });
      assert.equal(create('Lead', { LastName: 'Two', Company: 'B' }), idOf('00Q', 2));
    });

    it('counts auto-numbers', () => {
      const account = create('Account', { Name: 'A' });
      create('Deal_Registration__c', { Account__c: account });
      const second = create('Deal_Registration__c', { Account__c: account, Amount__c: 1000, Discount__c: 10 });
      check('Deal_Registration__c', second, { Name: 'DR-00002', Net_Amount__c: 900, Status__c: 'Draft' });
    });

    it('takes ids of 15 characters in references', () => {
      const account = create('Account', { Name: 'A' });
      const contact = create('Contact', { LastName: 'B', AccountId: account.slice(0, 15) });
      check('Contact', contact, { AccountId: account });
    });

    it('derives what follows from a stage', () => {
      const id = create('Opportunity', { Name: 'O', StageName: 'Closed Won', CloseDate: '2026-11-02', Amount: 500 });
      check('Opportunity', id, {
        Probability: 100,
        IsClosed: true,
        IsWon: true,
        ForecastCategory: 'Closed',
        ExpectedRevenue: 500,
        Fiscal: '2026 4',
      });
    });

    it('finds a parent by its external id', () => {
      const id = create('Account', { Name: 'A', owner: { username: 'a@example.com' } });
      check('Account', id, { OwnerId: userId });
      const lead = create('Lead', { LastName: 'B', Company: 'C', Email: 'b@example.com' });
      const task = create('Task', { Who: { attributes: { type: 'Lead' }, Email: 'b@example.com' } });
      check('Task', task, { WhoId: lead });
      fails(
        () => create('Account', { Name: 'A', Owner: { Username: 'nobody' } }),
        'INVALID_FIELD',
        'Foreign key external ID: nobody not found for field Username in entity User',
      );
      fails(
        () => create('Task', { Who: { Email: 'b@example.com' } }),
        'JSON_PARSER_ERROR',
        'Nested object for polymorphic foreign key must have an attributes field before any other fields.',
      );
    });

    it('keeps sums and counts of its parent true', () => {
      const opportunity = create('Opportunity', { Name: 'O', StageName: 'Prospecting', CloseDate: '2026-11-02' });
      const product = create('Product2', { Name: 'Hub', ProductCode: 'H1' });
      const pricebook = create('Pricebook2', { Name: 'Standard' });
      const entry = create('PricebookEntry', { Pricebook2Id: pricebook, Product2Id: product, UnitPrice: 50 });
      check('PricebookEntry', entry, { Name: 'Hub', ProductCode: 'H1' });
      const item = create('OpportunityLineItem', { OpportunityId: opportunity, PricebookEntryId: entry, Quantity: 3 });
      check('OpportunityLineItem', item, { Name: 'O Hub', UnitPrice: 50, TotalPrice: 150, Product2Id: product });
      check('Opportunity', opportunity, { Amount: 150, HasOpportunityLineItem: true, ExpectedRevenue: 15 });
      update('OpportunityLineItem', item, { Quantity: 4 });
      check('Opportunity', opportunity, { Amount: 200 });
      remove('OpportunityLineItem', item);
      check('Opportunity', opportunity, { Amount: 200, HasOpportunityLineItem: false });
    });

    it('names every rule that it breaks', () => {
      const account = create('Account', { Name: 'A' });
      fails(
        () => create('Account', { Name: 'A', Nam: 'B' }),
        'INVALID_FIELD',
        "No such column 'Nam' on sobject of type Account",
      );
      fails(
        () => create('Account', { Id: account }),
        'INVALID_FIELD',
        'The Id field should not be specified in the sobject data.',
      );
      fails(() => create('Account', {}), 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]', ['Name']);
      fails(
        () => create('Account', { Name: 'A', MasterRecordId: account, CreatedDate: '2026-01-01' }),
        'INVALID_FIELD_FOR_INSERT_UPDATE',
        'Unable to create/update fields: MasterRecordId, CreatedDate. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
        ['MasterRecordId', 'CreatedDate'],
      );
      fails(
        () => create('Contact', { LastName: 'B', AccountId: userId }),
        'MALFORMED_ID',
        `Account ID: id value of incorrect type: ${userId}`,
        ['AccountId'],
      );
      fails(
        () => create('Contact', { LastName: 'B', AccountId: idOf('001', 99) }),
        'INVALID_CROSS_REFERENCE_KEY',
        'invalid cross reference id',
        ['AccountId'],
      );
      fails(
        () => create('Organization', { Name: 'B' }),
        'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        'entity type cannot be inserted: Organization',
        [],
      );
    });

    it('keeps unique values unique, with the case that the field asks for', () => {
      const first = create('UpsertTable__c', { ExtId__c: 'Key' });
      fails(
        () => create('UpsertTable__c', { ExtId__c: 'KEY' }),
        'DUPLICATE_VALUE',
        `duplicate value found: ExtId__c duplicates value on record with id: ${first}`,
        [],
      );
      const account = create('Account', { Name: 'A' });
      create('Deal_Registration__c', { Account__c: account, External_Key__c: 'k' });
      create('Deal_Registration__c', { Account__c: account, External_Key__c: 'K' });
    });
  });

  it('takes any word for a stage', () => {
    for (const StageName of ['Closed Won', 'constructor', '__proto__']) {
      const id = create('Opportunity', { Name: 'A', CloseDate: '2026-05-04', StageName });
      check('Opportunity', id, { StageName, Probability: StageName === 'Closed Won' ? 100 : 0 });
    }
  });

  describe('updating a record', () => {
    it('writes only what it names', () => {
      const id = create('Contact', { FirstName: 'Ana', LastName: 'Silva', Title: 'CTO', MailingCity: 'Porto' });
      update('Contact', id.slice(0, 15), { TITLE: null, FirstName: 'Inês' });
      check('Contact', id, {
        Name: 'Inês Silva',
        Title: null,
        CreatedDate: '2026-05-04T09:00:00.000+0000',
        LastModifiedDate: '2026-05-05T09:00:00.000+0000',
      });
      const { MailingAddress } = readRecord(database, object('Contact'), id, ['MailingAddress']);
      assert.deepEqual(MailingAddress, {
        city: 'Porto',
        country: null,
        geocodeAccuracy: null,
        latitude: null,
        longitude: null,
        postalCode: null,
        state: null,
        street: null,
      });
    });

    it('writes the numbers of an address as those of fields', () => {
      const place = { MailingLatitude: 37, MailingLongitude: -5.25 };
      const id = create('Contact', { LastName: 'Silva', ...place });
      const { MailingAddress } = readRecord(database, object('Contact'), id, ['MailingAddress']);
      assert.match(JSON.stringify(MailingAddress), /"latitude":37\.0,"longitude":-5\.25,/);
    });

    it('keeps the rules of each field', () => {
      const id = create('Contact', { LastName: 'Silva' });
      fails(
        () => update('Contact', id, { LastName: '' }),
        'REQUIRED_FIELD_MISSING',
        'Required fields are missing: [LastName]',
        ['LastName'],
      );
      fails(
        () => update('Contact', id, { Nope: 1 }),
        'INVALID_FIELD',
        "No such column 'Nope' on sobject of type Contact",
      );
      check('Contact', id, { LastName: 'Silva', LastModifiedDate: '2026-05-04T09:00:00.000+0000' });
    });

    it('dates a change of state', () => {
      const id = create('Case', { Subject: 'Late' });
      check('Case', id, { CaseNumber: '00000001', IsClosed: false, ClosedDate: null });
      update('Case', id, { Status: 'Closed' });
      check('Case', id, { IsClosed: true, ClosedDate: '2026-05-05T09:00:00.000+0000' });
      update('Case', id, { Status: 'Working' });
      check('Case', id, { IsClosed: false, ClosedDate: null });
    });
  });

  describe('deleting a record', () => {
    it('takes along what belongs to it, and only unties the rest', () => {
      const account = create('Account', { Name: 'A' });
      const partner = create('Account', { Name: 'P' });
      const contact = create('Contact', { LastName: 'B', AccountId: account });
      const deal = create('Deal_Registration__c', { Account__c: account, Partner_Account__c: partner });
      remove('Account', partner);
      check('Deal_Registration__c', deal, { Partner_Account__c: null });
      remove('Account', account);
      for (const [name, id] of [
        ['Account', account],
        ['Contact', contact],
        ['Deal_Registration__c', deal],
      ] as const) {
        fails(() => readRecord(database, object(name), id), 'ENTITY_IS_DELETED', 'entity is deleted', [], 404);
      }
      fails(
        () => create('Contact', { LastName: 'C', AccountId: account }),
        'ENTITY_IS_DELETED',
        'entity is deleted',
        [],
        404,
      );
    });

    it('undoes everything when a child forbids it', () => {
      const account = create('Account', { Name: 'Acme' });
      const contact = create('Contact', { LastName: 'B', AccountId: account });
      create('Case', { ContactId: contact });
      fails(
        () => remove('Account', account),
        'DELETE_FAILED',
        'Your attempt to delete Acme could not be completed because it is associated with the following cases.: 00000001\n',
        [],
      );
      check('Account', account, { IsDeleted: false });
      check('Contact', contact, { IsDeleted: false });
    });

    it('frees unique values', () => {
      remove('UpsertTable__c', create('UpsertTable__c', { ExtId__c: 'Key' }));
      create('UpsertTable__c', { ExtId__c: 'Key' });
    });

    it('empties the row where there is no recycle bin', () => {
      const id = create('UserRole', { Name: 'Sales' });
      remove('UserRole', id);
      assert.notEqual(create('UserRole', { Name: 'Sales' }), id);
      fails(
        () => readRecord(database, object('UserRole'), id),
        'NOT_FOUND',
        'The requested resource does not exist',
        undefined,
        404,
      );
    });
  });

  describe('reading a record', () => {
    it('gives the fields asked for, in that order and in their own spelling', () => {
      const id = create('Account', { Name: 'A', NumberOfEmployees: 7 });
      const record = readRecord(database, object('Account'), id, ['numberofemployees', 'NAME', 'Industry']);
      assert.deepEqual(Object.entries(record), [
        ['NumberOfEmployees', 7],
        ['Name', 'A'],
        ['Industry', null],
      ]);
      assert.deepEqual(
        Object.keys(readRecord(database, object('Account'), id)),
        object('Account').fields.map(field => field.name),
      );
    });

    it('tells wrong ids apart', () => {
      fails(
        () => readRecord(database, object('Account'), idOf('001', 5)),
        'NOT_FOUND',
        'The requested resource does not exist',
        undefined,
        404,
      );
      fails(
        () => readRecord(database, object('Account'), userId),
        'MALFORMED_ID',
        `Account ID: id value of incorrect type: ${userId}`,
        ['Id'],
      );
      fails(() => readRecord(database, object('Account'), '001bad'), 'MALFORMED_ID', 'malformed id 001bad', []);
    });
  });
});

function create(name: string, values: RecordValues): string {
  return createRecord(database, object(name), values, { userId, now: monday });
}

function update(name: string, id: string, values: RecordValues): void {
  updateRecord(database, object(name), id, values, { userId, now: tuesday });
}

function remove(name: string, id: string): void {
  deleteRecord(database, object(name), id, { userId, now: tuesday });
}

function check(name: string, id: string, expected: Record<string, unknown>): void {
  assert.deepEqual(asJson(readRecord(database, object(name), id, Object.keys(expected))), expected);
}

function fails(act: () => unknown, errorCode: string, message: string, fields?: readonly string[], status = 400): void {
  assert.throws(act, (error: unknown) => {
    assert.ok(error instanceof ApiError, String(error));
    const { status: found } = error;
    assert.deepEqual({ status: found, ...error.toJSON() }, { status, message, errorCode, ...(fields && { fields }) });
    return true;
  });
}

function object(name: string): ObjectDefinition {
  const found = schema.object(name);
  assert.ok(found);
  return found;
}
