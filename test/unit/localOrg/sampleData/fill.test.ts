import assert from 'node:assert/strict';
import { fillNewOrg } from '../../../../server/src/localOrg/sampleData/fill.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import type { ObjectDefinition, Profile } from '../../../../server/src/localOrg/schema/types.ts';
import { type OrgDatabase, openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { keepListViews } from '../../../../server/src/localOrg/storage/keepListViews.ts';
import { keepStatuses } from '../../../../server/src/localOrg/storage/keepStatuses.ts';
import { danglingReferences, faultsOf, rowsOf, tables } from './checks.ts';

const now = new Date('2026-05-04T09:00:00.000Z');

describe('sample data', function () {
  this.timeout(20_000);

  let database: OrgDatabase;
  before(() => {
    database = filled('test');
  });
  after(() => database.close());

  it('obeys the rules that clients obey', () => {
    const faults = tables(database).flatMap(object => rowsOf(database, object).flatMap(row => faultsOf(object, row)));
    assert.deepEqual([...new Set(faults)], []);
  });

  it('refers only to records that are there', () => {
    const dangling = tables(database).flatMap(object =>
      object.fields.flatMap(field =>
        field.referenceTo.length === 0 ? [] : danglingReferences(database, object, field),
      ),
    );
    assert.deepEqual(dangling, []);
  });

  it('has rows to look at in every object', () => {
    const kept = tables(database).filter(({ name }) => !name.endsWith('History'));
    const empty = kept.filter(object => rowsOf(database, object).length === 0);
    assert.deepEqual(
      empty.map(object => object.name),
      [],
    );
    assert.ok(tables(database).reduce((sum, object) => sum + rowsOf(database, object).length, 0) > 5000);
  });

  it('lies in the past where it tells what happened', () => {
    for (const object of tables(database)) {
      if (object.field('CreatedDate') === undefined) continue;
      const latest = database.prepare(`SELECT max(CreatedDate) AS latest FROM "${object.name}"`).get()?.latest;
      assert.ok(String(latest ?? '') <= '2026-05-04T09:00:00.000+0000', object.name);
    }
  });

  it('is the same for the same day', () => {
    const again = filled('test');
    for (const object of tables(database))
      assert.deepEqual(rowsOf(again, object), rowsOf(database, object), object.name);
    again.close();
  });

  it('has what the suites of API clients need only in the test profile', () => {
    assert.equal(database.prepare('SELECT count(*) AS rows FROM BigTable__c').get()?.rows, 6000);
    assert.ok(rowsOf(database, object('UpsertTable__c')).length > 0);
  });

  it('leaves an org with records alone', () => {
    database.prepare('UPDATE Account SET Name = ? WHERE AccountNumber = ?').run('Mine', 'AC-1001');
    fillNewOrg(database, { profile: 'test', username: 'admin@local.example', now: new Date('2027-01-01') });
    assert.equal(database.prepare('SELECT count(*) AS rows FROM Organization').get()?.rows, 1);
    assert.equal(database.prepare('SELECT count(*) AS rows FROM Account WHERE Name = ?').get('Mine')?.rows, 1);
  });

  function object(name: string): ObjectDefinition {
    const found = database.schema.object(name);
    assert.ok(found);
    return found;
  }
});

function filled(profile: Profile): OrgDatabase {
  const database = openDatabase({ schema: loadSchema({ profile }) });
  fillNewOrg(database, { profile, username: 'admin@local.example', now });
  const context = { userId: String(database.prepare('SELECT Id FROM User').get()?.Id), now };
  keepStatuses(database, context);
  keepListViews(database, context);
  return database;
}
