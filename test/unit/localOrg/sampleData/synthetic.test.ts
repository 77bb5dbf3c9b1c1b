import assert from 'node:assert/strict';
import { fillNewOrg } from '../../../../server/src/localOrg/sampleData/fill.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import { mostSyntheticObjects, syntheticObjects } from '../../../../server/src/localOrg/schema/synthetic/objects.ts';
import { type OrgDatabase, openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { danglingReferences, faultsOf, rowsOf, tables } from './checks.ts';

const now = new Date('2026-05-04T09:00:00.000Z');

describe('synthetic objects', () => {
  const all = loadSchema({ profile: 'test', syntheticObjects: mostSyntheticObjects }).objects;

  it('have names, key prefixes and child relationships of their own', () => {
    assert.equal(all.length, mostSyntheticObjects + 40);
    assert.deepEqual(repeated(all.map(({ name }) => name)), []);
    // Ids of all kinds of status values begin alike, and those of histories.
    const shared = new Set(repeated(all.flatMap(({ keyPrefix }) => keyPrefix ?? [])));
    assert.deepEqual([...shared], ['017', '01J']);
    for (const { name, fields, childRelationships } of all) {
      assert.deepEqual(repeated(fields.map(field => field.name.toLowerCase())), [], name);
      const children = childRelationships.flatMap(({ relationshipName }) => relationshipName?.toLowerCase() ?? []);
      assert.deepEqual(repeated(children), [], name);
    }
  });

  it('refer to objects that are there', () => {
    const names = new Set(all.map(({ name }) => name));
    const targets = new Set(all.flatMap(({ fields }) => fields.flatMap(({ referenceTo }) => referenceTo)));
    assert.deepEqual(
      [...targets].filter(name => !names.has(name)),
      [],
    );
  });

  it('are of all the kinds that a real org has', () => {
    const kinds = Map.groupBy(syntheticObjects(1300), ({ name }) => /__(?!.*__)(\w+)$/.exec(name)?.[1]);
    assert.deepEqual([...kinds.keys()].sort(), ['History', 'Share', 'c', 'mdt']);
    const managed = syntheticObjects(1300).filter(({ name }) => name.split('__').length > 2).length;
    assert.ok(managed > 300 && managed < 600, String(managed));
    assert.equal(syntheticObjects(10).at(-1)?.fields.length, 800);
  });

  it('are the same in a larger org', () => {
    assert.deepEqual(syntheticObjects(400).slice(0, 300), syntheticObjects(300));
  });
});

describe('synthetic rows', () => {
  let database: OrgDatabase;
  before(() => {
    database = filled(1000);
  });
  after(() => database.close());

  const filled = (rows: number): OrgDatabase => {
    const opened = openDatabase({ schema: loadSchema({ profile: 'sample', syntheticObjects: 40 }) });
    fillNewOrg(opened, { profile: 'sample', username: 'admin@local.example', now, synthetic: { objects: 40, rows } });
    return opened;
  };

  it('are shared out by halves', () => {
    const counts = syntheticObjects(40).map(
      ({ name }) => database.prepare(`SELECT count(*) AS n FROM "${name}"`).get()?.n,
    );
    assert.deepEqual(counts.slice(0, 11), [500, 250, 125, 62, 31, 15, 7, 3, 1, 0, 0]);
  });

  it('obey the rules that clients obey, and refer to records that are there', () => {
    for (const object of tables(database)) {
      assert.deepEqual([...new Set(rowsOf(database, object).flatMap(row => faultsOf(object, row)))], []);
      for (const field of object.fields.filter(({ referenceTo }) => referenceTo.length > 0)) {
        assert.deepEqual(danglingReferences(database, object, field), []);
      }
    }
  });

  it('are the same for the same moment', () => {
    const again = filled(1000);
    for (const object of tables(database)) assert.deepEqual(rowsOf(again, object), rowsOf(database, object));
    again.close();
  });
});

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
