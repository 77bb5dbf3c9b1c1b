import assert from 'node:assert/strict';
import { type PicklistsByType, recordSchema, recordTypesIn } from '../../../client/src/records/recordSchema.ts';
import type { RecordField, RecordItem } from '../../../server/src/protocol/records.ts';
import { words } from './words.ts';

const picklist = (name: string, values: string, restricted: boolean): RecordField => ({
  ...{ name, label: name, type: 'picklist', updateable: true, createable: true, required: false, nillable: true },
  ...{ length: 0, restricted, referenceTo: [] },
  picklistValues: values.split(' ').map(value => ({ value, label: value.toUpperCase() })),
});
const [customer, partner] = ['012000000000001AAA', '012000000000002AAA'];
const record: RecordItem = {
  object: 'Account',
  label: 'Account',
  id: '001000000000001AAA',
  values: { RecordTypeId: partner },
  fields: [
    picklist('Type', 'prospect reseller other', true),
    picklist('Source', 'web phone', false),
    { ...picklist('RecordTypeId', 'x', false), type: 'reference', picklistValues: [], referenceTo: ['RecordType'] },
  ],
  recordTypes: [
    { id: customer, label: 'Customer', isDefault: true },
    { id: partner, label: 'Partner', isDefault: false },
  ],
  children: [],
};
const byType: PicklistsByType = new Map<string | null, Record<string, string[]>>([
  [customer, { Type: ['prospect', 'other'] }],
  [partner, { Type: ['reseller', 'other', 'strange'], Source: ['web'] }],
  [null, { Type: ['prospect', 'reseller', 'other'] }],
]);

interface Schema {
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly not?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
}

/** As far as these schemas go. */
function holds(schema: Schema, document: Readonly<Record<string, unknown>>): boolean {
  if (schema.not) return !holds(schema.not, document);
  const [[name, { type, pattern = '' }] = ['', {} as Schema]] = Object.entries(schema.properties ?? {});
  if (!schema.required?.every(key => key in document)) return false;
  const value = document[name];
  return (
    name === '' || (type === 'null' ? value === null : typeof value === 'string' && new RegExp(pattern).test(value))
  );
}

/** What completion offers for a field, by every branch that holds. */
function offered(schema: Schema, document: Readonly<Record<string, unknown>>, field: string): unknown[] {
  const { properties = {}, if: condition } = schema;
  const own = properties[field];
  const values = [...(own?.enum ?? []), ...(own?.anyOf ?? []).flatMap(one => one.enum ?? [])];
  const branch = condition && (holds(condition, document) ? schema.then : schema.else);
  return [...values, ...(branch ? offered(branch, document, field) : [])];
}

describe('the schema of a record', () => {
  const check = (
    title: string,
    document: Readonly<Record<string, unknown>>,
    expected: { readonly Type: string; readonly Source?: string },
    about: RecordItem = record,
  ) =>
    it(title, () => {
      const schema = recordSchema(about, byType, words) as Schema;
      const texts = (field: string) =>
        offered(schema, document, field)
          .filter(value => value !== null)
          .join(' ');
      assert.equal(texts('Type'), expected.Type);
      assert.equal(texts('Source'), expected.Source ?? 'web phone');
      assert.equal(texts('RecordTypeId'), `${customer} ${partner}`);
    });

  check('has the values of the record type', { RecordTypeId: customer }, { Type: 'prospect other' });
  check('follows the document', { RecordTypeId: partner }, { Type: 'reseller other', Source: 'web' });
  check(
    'knows an id of 15 characters',
    { RecordTypeId: partner.slice(0, 15) },
    { Type: 'reseller other', Source: 'web' },
  );
  check('has those of the master where there is none', { RecordTypeId: null }, { Type: 'prospect reseller other' });
  check(
    'has all where the type is not known',
    { RecordTypeId: '012000000000009AAA' },
    { Type: 'prospect reseller other' },
  );
  check('has all where the record does not say', {}, { Type: 'prospect reseller other' });
  const template = { ...record, id: '', values: {} };
  check('of a new record has those of the default type', {}, { Type: 'prospect other' }, template);
  check(
    'of a new record follows the document',
    { RecordTypeId: partner },
    { Type: 'reseller other', Source: 'web' },
    template,
  );

  it('refuses a value outside only where the field is restricted', () => {
    const { then, else: next } = recordSchema(record, byType, words) as Schema;
    assert.deepEqual(then?.properties?.Type?.enum, ['prospect', 'other', null]);
    assert.deepEqual(next?.then?.properties?.Source?.anyOf?.at(-1), { type: ['string', 'null'] });
  });

  it('needs the type of the record, and those that the document names', () => {
    assert.deepEqual(recordTypesIn(record, ''), [partner]);
    assert.deepEqual(recordTypesIn(record, `"RecordTypeId": "${customer.slice(0, 15)}"`), [partner, customer]);
    assert.deepEqual(recordTypesIn({ ...record, values: { RecordTypeId: null } }, ''), [null]);
    assert.deepEqual(recordTypesIn(template, ''), [customer]);
    assert.deepEqual(recordTypesIn({ ...record, recordTypes: [] }, partner), []);
  });
});
