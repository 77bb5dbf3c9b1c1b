import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { recordOf, schemaOf } from '../../../../server/src/org/objectSchema.ts';
import { emptySnapshot } from '../../../../server/src/org/snapshot.ts';
import { complete, diagnose, hover } from '../../../../server/src/soql/features/service.ts';
import { quote } from '../../../../server/src/soql/semantics/literals.ts';
import type { FieldSchema, ObjectSchema } from '../../../../server/src/soql/semantics/schema.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { caretOf } from '../../../harness/soql.ts';

const folder = new URL('../../../fixtures/describe/', import.meta.url);
const objects: ObjectSchema[] = readdirSync(folder)
  .filter(file => file.endsWith('_describe.json'))
  .map(file => schemaOf(recordOf(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))));
const summaries = objects.map(({ name, label, custom, queryable, keyPrefix }) => {
  return { name, label, custom, queryable, createable: true, searchable: true, keyPrefix };
});
const schema = objects.reduce((view, object) => view.withObject(object), emptySnapshot().withObjects(summaries));

function offered(fixture: string): string[] {
  const { text, offset } = caretOf(fixture);
  const { items, isIncomplete } = complete({ tree: parse(text), schema, offset });
  assert.equal(isIncomplete, false);
  return items
    .filter(item => item.kind === 'field')
    .map(item => item.label)
    .sort();
}

const problemsOf = (text: string): string[] => diagnose({ tree: parse(text), schema }).problems.map(p => p.code);
const names = (fields: readonly FieldSchema[]): string[] => fields.map(f => f.name).sort();

const factsOf = (field: FieldSchema): Record<string, boolean> => ({
  required: !field.nillable && field.createable && !field.defaultedOnCreate,
  unique: field.unique,
  'external Id': field.externalId,
  calculated: field.calculated,
  'not filterable': !field.filterable,
  'not sortable': !field.sortable,
  'not groupable': !field.groupable,
  'read only': !field.updateable,
});

for (const { name, fields, childRelationships, recordTypes } of objects) {
  describe(`recorded describe of ${name}`, () => {
    it('offers every field in SELECT', () => {
      assert.deepEqual(offered(`SELECT $0 FROM ${name}`), names(fields));
    });

    it('offers in WHERE what is filterable', () => {
      const filterable = fields.filter(f => f.filterable && f.type !== 'address');
      assert.deepEqual(offered(`SELECT Id FROM ${name} WHERE $0`), names(filterable));
    });

    it('offers in ORDER BY what is sortable', () => {
      assert.deepEqual(offered(`SELECT Id FROM ${name} ORDER BY $0`), names(fields.filter(f => f.sortable)));
    });

    it('offers in GROUP BY what is groupable', () => {
      assert.deepEqual(offered(`SELECT COUNT(Id) FROM ${name} GROUP BY $0`), names(fields.filter(f => f.groupable)));
    });

    it('offers in COUNT only what is aggregatable', () => {
      const counted = offered(`SELECT COUNT($0) FROM ${name}`);
      assert.deepEqual(
        counted.filter(field => !fields.find(f => f.name === field)?.aggregatable),
        [],
      );
    });

    it('offers the relationships and the child relationships', () => {
      const { text, offset } = caretOf(`SELECT $0 FROM ${name}`);
      const { items } = complete({ tree: parse(text), schema, offset });
      const labels = (kind: string) =>
        items
          .filter(i => i.kind === kind)
          .map(i => i.label)
          .sort();
      const parents = fields.flatMap(f => f.relationshipName ?? []).sort();
      assert.deepEqual(labels('relationship'), parents);
      assert.deepEqual(labels('childRelationship'), childRelationships.map(c => c.relationshipName).sort());
    });

    it('offers the record types that records can have', () => {
      const { text, offset } = caretOf(`SELECT Id FROM ${name} WHERE RecordType.DeveloperName = '$0'`);
      const { items } = complete({ tree: parse(text), schema, offset });
      const expected = recordTypes.filter(type => !type.master && type.active).map(type => type.developerName);
      const isReached = fields.some(field => field.name === 'RecordTypeId');
      assert.deepEqual(
        items.map(item => item.label),
        isReached ? expected : [],
      );
    });

    for (const field of fields) {
      it(`offers operators, values and facts of ${field.name} that fit`, () => {
        const { text, offset } = caretOf(`SELECT Id FROM ${name} WHERE ${field.name} = $0`);
        const { items } = complete({ tree: parse(text), schema, offset });
        const choices = field.picklistValues.filter(value => value.active).map(({ value }) => quote(value));
        const offeredValues = items.filter(item => item.kind === 'value').map(item => item.insertText);
        if (choices.length > 0) assert.deepEqual(offeredValues.slice(0, choices.length), choices.slice(0, 200));
        if (field.type === 'boolean') assert.deepEqual(offeredValues.slice(0, 2), ['TRUE', 'FALSE']);
        assert.equal(
          items.some(item => item.kind === 'dateLiteral'),
          field.type === 'date' || field.type === 'datetime',
        );
        const described = hover({ tree: parse(`SELECT ${field.name} FROM ${name}`), schema, offset: 8 }).hover
          ?.markdown;
        for (const [word, holds] of Object.entries(factsOf(field))) {
          assert.equal(described?.split('\n\n')[1]?.split(' · ').includes(word), holds, `${word}: ${described}`);
        }
      });

      it(`agrees with the flags of ${field.name}`, () => {
        assert.deepEqual(problemsOf(`SELECT ${field.name} FROM ${name}`), []);
        const compared = problemsOf(`SELECT Id FROM ${name} WHERE ${field.name} = :value`);
        assert.equal(compared.includes('not-filterable'), !field.filterable);
        assert.equal(
          problemsOf(`SELECT Id FROM ${name} ORDER BY ${field.name}`).includes('not-sortable'),
          !field.sortable,
        );
        const grouped = problemsOf(`SELECT COUNT(Id) FROM ${name} GROUP BY ${field.name}`);
        assert.equal(
          grouped.some(code => code.endsWith('not-groupable')),
          !field.groupable,
        );
        const text = `SELECT ${field.name} FROM ${name}`;
        assert.ok(hover({ tree: parse(text), schema, offset: 8 }).hover?.markdown.includes(field.name));
      });
    }
  });
}
