import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { recordOf, schemaOf } from '../../../../server/src/org/objectSchema.ts';
import { emptySnapshot } from '../../../../server/src/org/snapshot.ts';
import { complete, diagnose, hover } from '../../../../server/src/soql/features/service.ts';
import type { FieldSchema, ObjectSchema } from '../../../../server/src/soql/semantics/schema.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { caretOf } from '../../../harness/soql.ts';

const folder = new URL('../../../fixtures/describe/', import.meta.url);
const objects: ObjectSchema[] = readdirSync(folder)
  .filter(file => file.endsWith('_describe.json'))
  .map(file => schemaOf(recordOf(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))));
const summaries = objects.map(({ name, label, custom, queryable, keyPrefix }) => {
  return { name, label, custom, queryable, searchable: true, keyPrefix };
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

for (const { name, fields, childRelationships } of objects) {
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

    for (const field of fields) {
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
