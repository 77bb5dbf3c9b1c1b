import assert from 'node:assert/strict';
import { linksOf } from '../../../client/src/records/recordLinks.ts';
import { recordSchema } from '../../../client/src/records/recordSchema.ts';
import { emptyRequired, recordEdit, recordText, recordTitle } from '../../../client/src/records/recordText.ts';
import type { RecordField, RecordItem } from '../../../server/src/protocol/records.ts';
import { words } from './words.ts';

const field = (name: string, type: string, more: Partial<RecordField> = {}): RecordField => ({
  ...{
    name,
    label: `${name} label`,
    type,
    updateable: true,
    createable: true,
    required: false,
    nillable: true,
    length: 0,
  },
  ...{ picklistValues: [], restricted: false, referenceTo: [] },
  ...more,
});
const record: RecordItem = {
  object: 'Account',
  label: 'Account',
  id: '001000000000001AAA',
  values: { Id: '001000000000001AAA', Name: 'Acme', Employees: 5, Rating: null, Address: { city: 'Rome' } },
  fields: [
    field('Id', 'id', { updateable: false, nillable: false }),
    field('Name', 'string', { length: 80, nillable: false, label: 'Name\n"x": 1' }),
    field('Employees', 'int'),
    field('Rating', 'picklist', { restricted: true, picklistValues: [{ value: 'Hot', label: 'Heiß' }] }),
    field('Address', 'address'),
  ],
  recordTypes: [],
  children: [],
};
const text = recordText(record, 'Acme Org', 'sf-record-schema:/x/Account.json', words);

describe('the document of a record', () => {
  it('shows fields under their labels, those that can be changed first', () => {
    const lines = text.split('\n').filter(line => line.startsWith('  "'));
    assert.deepEqual(
      lines.map(line => line.trim().split(':')[0]),
      ['"$schema"', '"Name"', '"Employees"', '"Rating"', '"Id"', '"Address"'],
    );
    assert.match(text, /\/\/ Name "x": 1 · string\(80\)\n {2}"Name": "Acme"/);
    assert.match(text, /\/\/ Read-only\n/);
    assert.deepEqual(recordEdit(record, text, words), { fields: {}, before: {} });
  });

  const check = (title: string, from: string, to: string, expected: object | RegExp) =>
    it(title, () => {
      assert.ok(text.includes(from));
      const edit = recordEdit(record, text.replace(from, to), words);
      if (!(expected instanceof RegExp)) return assert.deepEqual('fields' in edit && edit.fields, expected);
      return assert.match('problem' in edit ? edit.problem : '', expected);
    });
  it('says in words what a field refers to', () => {
    const fields = [field('OwnerId', 'reference', { referenceTo: ['User', 'Group'] })];
    const owned = recordText({ ...record, values: { OwnerId: null }, fields }, 'Acme Org', '', words);
    assert.match(owned, /OwnerId label · reference to User, Group\n/);
  });

  check('writes what was changed, and only that', '"Acme"', '"New"', { Name: 'New' });
  check('empties a field', '"Employees": 5', '"Employees": null', { Employees: null });
  check('takes an empty text for none', '"Rating": null', '"Rating": ""', {});
  check('leaves alone what was taken away', '  "Employees": 5,\n', '', {});
  check('takes comments and a last comma', '}\n}', '}, // here\n}', {});
  check('refuses a read-only field', '"001000000000001AAA"', '"001000000000002AAA"', /Id cannot be changed/);
  check('refuses part of an address', '"Rome"', '"Paris"', /Address cannot be changed/);
  check('refuses a field that is none', '"Name":', '"Nmae":', /no field Nmae/);
  check('refuses what is no JSON', '"Acme"', 'Acme', /not valid JSON/);
  check('knows no field by the names of JavaScript', '"Name":', '"constructor":', /no field constructor/);

  it('of a new record asks for what must be there, and takes more', () => {
    const fields = record.fields.map(one =>
      one.name === 'Name' ? { ...one, required: true, updateable: false } : one,
    );
    const template = { ...record, id: '', values: {}, fields };
    const asked = recordText(template, 'Acme Org', 'sf-record-schema:/x/Account.json', words);
    assert.match(asked, /^\/\/ New Account in Acme Org\./);
    assert.deepEqual(asked.match(/^ {2}"\w+/gm), ['  "Name']);
    const filled = asked.replace('null', '"New", "Rating": "Hot"');
    assert.deepEqual(recordEdit(template, filled, words), {
      fields: { Name: 'New', Rating: 'Hot' },
      before: { Name: null, Rating: null },
    });
  });

  it('of a new record tells which required fields are empty, before the org does', () => {
    const fields = record.fields.map(one => ({ ...one, required: ['Id', 'Name', 'Rating'].includes(one.name) }));
    const template = { ...record, id: '', values: {}, fields: fields.filter(({ name }) => name !== 'Id') };
    const missing = (values: object) => emptyRequired(template, { ...values });
    assert.deepEqual(missing({}), ['Name "x": 1 (Name)', 'Rating label (Rating)']);
    assert.deepEqual(missing({ Name: '', Rating: 'Hot' }), ['Name "x": 1 (Name)']);
    assert.deepEqual(missing({ Name: 'New', Rating: 'Hot' }), []);
    const { properties } = recordSchema(template, new Map(), words) as { properties: Record<string, object> };
    assert.deepEqual(properties.Name, {
      description: 'Name\n"x": 1 · string(80)',
      ...{ type: ['string'], pattern: '\\S', errorMessage: 'Required: write a value.' },
    });
    // What VS Code says of a value that is not among them must stand.
    assert.ok(!('errorMessage' in properties.Rating!));
  });

  it('leads to the records that it names, and to those that name it', () => {
    const linked: RecordItem = {
      ...record,
      values: { ...record.values, OwnerId: '005000000000001AAA', Name: '003000000000001AAA' },
      fields: [...record.fields, field('OwnerId', 'reference', { referenceTo: ['User'] })],
      children: [{ relationshipName: 'Contacts', object: 'Contact', field: 'AccountId' }],
    };
    const shown = recordText(linked, 'Acme Org', 'sf-record-schema:/x/Account.json', words);
    assert.deepEqual(recordEdit(linked, shown, words), { fields: {}, before: {} });
    assert.deepEqual(
      linksOf(linked, shown).map(({ start, end, to }) => [shown.slice(start, end), to]),
      [
        ['005000000000001AAA', { id: '005000000000001AAA' }],
        ['Contacts · Contact.AccountId', { object: 'Contact', field: 'AccountId' }],
      ],
    );
  });

  it('has a schema with the values of picklists', () => {
    const { properties } = recordSchema(record, new Map(), words) as { properties: Record<string, object> };
    assert.deepEqual(properties.Rating, {
      description: 'Rating label · picklist',
      enum: ['Hot', null],
      enumDescriptions: ['Heiß', ''],
    });
    assert.deepEqual(properties.Employees, { description: 'Employees label · int', type: ['number', 'null'] });
  });
});

describe('the tab of a record', () => {
  const title = (more: Partial<RecordItem>) => recordTitle({ ...record, label: 'Account', ...more }, words);
  const names: readonly (readonly [string, string])[] = [
    ['Acme', 'Acme · Account'],
    ['A/B \\ Testing\n', 'A∕B ∕ Testing · Account'],
    ['\u202Egnp.exe\u0000', 'gnp.exe · Account'],
    ['\u202E ', '001000000000001AAA · Account'],
    ['\ud800', '\ufffd · Account'],
    ['👩‍💻'.repeat(40), `${'👩‍💻'.repeat(20)}… · Account`],
  ];
  for (const [name, expected] of names)
    it(`is called ${JSON.stringify(expected)}`, () => assert.equal(title({ values: { Name: name } }), expected));

  it('is called by the id of a record without a name, and as new before there is one', () => {
    assert.equal(title({ id: '00Q000000000001AAA', values: {} }), '00Q000000000001AAA · Account');
    assert.equal(title({ id: '', values: {} }), 'New Account');
  });
});
