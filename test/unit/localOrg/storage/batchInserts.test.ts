import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError } from '../../../../server/src/localOrg/errors.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import type { FieldDefinition } from '../../../../server/src/localOrg/schema/types.ts';
import { batchInserts } from '../../../../server/src/localOrg/storage/batchInserts.ts';
import { type OrgDatabase, openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { idOf } from '../../../../server/src/localOrg/storage/ids.ts';
import { createRecord } from '../../../../server/src/localOrg/storage/records.ts';
import { quoted } from '../../../../server/src/localOrg/storage/tables.ts';

const schema = loadSchema({ profile: 'test' });
const context = () => ({ userId: idOf('005', 1), now: new Date('2026-05-04T09:00:00.000Z') });

describe('inserts in batches', () => {
  let databases: readonly OrgDatabase[];
  beforeEach(() => {
    databases = [openDatabase({ schema }), openDatabase({ schema })];
  });
  afterEach(() => {
    for (const database of databases) database.close();
  });

  // Of each kind: with a text that is required, with a compound name, with all types of fields.
  for (const [name, fields] of [
    ['Account', 'Name,Industry,NumberOfEmployees,AnnualRevenue,BillingCity,Description,Phone'],
    ['Lead', 'LastName,FirstName,Company,Status,Email,IsUnreadByOwner,AnnualRevenue'],
    ['Lead', 'FirstName,Company'],
    [
      'BigTable__c',
      'Name,Code__c,Title__c,Status__c,Number__c,Amount__c,Date__c,DateTime__c,Flag__c,Email__c,Phone__c',
    ],
  ] as const) {
    it(`makes records of ${name} as single creates do: ${fields}`, () => {
      const columns = fields.split(',').map(field => fieldOf(name, field));
      fc.assert(
        fc.property(fc.array(fc.tuple(...columns.map(cellOf)), { maxLength: 25 }), rows => {
          const [batched, single] = databases.map(database => {
            database.sqlite.exec(`DELETE FROM ${quoted(name)}`);
            return database;
          }) as [OrgDatabase, OrgDatabase];
          const inserts = batchInserts(batched, schema.object(name)!, columns, context)!;
          const some = rows.map(row => outcome(() => inserts.add(row)));
          inserts.flush();
          const others = rows.map(row => outcome(() => create(single, name, columns, row)));
          assert.deepEqual(some.map(withoutId), others.map(withoutId));
          assert.deepEqual(recordsIn(batched, name), recordsIn(single, name));
        }),
        { numRuns: 200 },
      );
    });
  }

  it('keeps a checkbox that may be empty unchecked', () => {
    const flag = { type: 'boolean', nillable: true } as const;
    const odd = loadSchema({ profile: 'test', overlay: { Account: { fields: { Flag__c: flag } } } });
    const database = openDatabase({ schema: odd });
    const account = odd.object('Account')!;
    const inserts = batchInserts(database, account, [account.field('Name')!, account.field('Flag__c')!], context)!;
    inserts.add(['Acme', null]);
    inserts.flush();
    assert.equal(database.sqlite.prepare('SELECT Flag__c FROM Account').get()?.Flag__c, 0);
    database.close();
  });

  it('leaves to single creates what depends on other records', () => {
    const check = (name: string, fields: string) => {
      const columns = fields.split(',').map(field => fieldOf(name, field));
      assert.equal(batchInserts(databases[0]!, schema.object(name)!, columns, context), undefined);
    };
    check('UpsertTable__c', 'Name,ExtId__c'); // unique
    check('BigTable__c', 'Name,Account__c'); // a reference
    check('BigTable__c', 'Name,CreatedDate'); // cannot be written
    check('BigTable__c', 'Name,Code__c,Name'); // twice
    check('OpportunityLineItem', 'Quantity'); // rolled up
    check('Case', 'Subject'); // derived from its contact
    check('Deal_Registration__c', 'Amount__c'); // an auto-number
  });
});

function fieldOf(object: string, name: string): FieldDefinition {
  return schema.object(object)!.field(name)!;
}

/** Now and then nothing, null, or what the field cannot hold. */
function cellOf({ type }: FieldDefinition): fc.Arbitrary<unknown> {
  const good = {
    boolean: fc.boolean(),
    int: fc.nat(1000).map(String),
    double: fc.nat(1000).map(number => String(number / 8)),
    currency: fc.nat(1000).map(number => String(number / 8)),
    date: fc.constantFrom('2026-05-01', '2024-02-29'),
    datetime: fc.constantFrom('2026-05-01T07:25:37.000Z', '2026-05-01T07:25:37+02:00'),
    email: fc.constant('a@example.com'),
    picklist: fc.constantFrom('New', 'active', 'Energy', 'Other'),
  }[type as string];
  return fc.oneof(
    { weight: 12, arbitrary: good ?? fc.string({ minLength: 1, maxLength: 8 }) },
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(null, ' ', 'x'.repeat(300)) },
  );
}

function create(
  database: OrgDatabase,
  name: string,
  fields: readonly FieldDefinition[],
  row: readonly unknown[],
): string {
  const named = fields.flatMap((field, index) => (row[index] === undefined ? [] : [[field.name, row[index]]]));
  return createRecord(database, schema.object(name)!, Object.fromEntries(named), context());
}

function outcome(work: () => string): string {
  try {
    return work();
  } catch (error) {
    if (error instanceof ApiError) return `${error.errorCode}: ${error.message}`;
    throw error;
  }
}

/** Ids that a refused record had taken are missing later. */
function withoutId(text: string): string {
  return text.includes(':') ? text : 'made';
}

function recordsIn({ sqlite }: OrgDatabase, name: string): unknown {
  const rows = sqlite.prepare(`SELECT * FROM ${quoted(name)} ORDER BY rowid`).all();
  return rows.map(({ Id: _, ...row }) => row);
}
