import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  allowedValues,
  editText,
  ownSeparators,
  parseEdit,
  parseValue,
  type Separators,
  type Value,
  withLineBreaksOf,
} from '../../../../../client/src/results/page/edit/values.ts';

const english = { group: ',', decimal: '.' };
const german = { group: '.', decimal: ',' };
const values = ['Hot', 'Cold', 'Very cold'].map(value => ({ value: value.replace(' ', '_'), label: value }));

/** `expected`: the value as JSON, or the problem. */
function check(type: string, text: string, expected: string, more: object = {}, separators: Separators = english) {
  const field = { type, length: 0, nillable: true, restricted: false, ...more };
  const parsed = parseValue(text, field, values, separators);
  assert.equal('value' in parsed ? JSON.stringify(parsed.value) : parsed.problem, expected, `${type} ${text}`);
}

describe('edits: the meaning of a text', () => {
  it('is nothing where it is empty, and a problem where something must be there', () => {
    for (const type of ['string', 'double', 'date', 'datetime', 'time', 'picklist', 'multipicklist', 'reference']) {
      check(type, ' ', 'null');
      check(type, '', 'empty', { nillable: false });
    }
    check('boolean', '', 'false', { nillable: false });
  });

  it('is text as it stands, as long as the field takes it', () => {
    check('string', ' a\nb', '" a\\nb"');
    check('string', '😀😀', '"😀😀"', { length: 2 });
    check('email', 'abc', 'tooLong', { length: 2 });
  });

  it('is yes or no in the words of spreadsheets', () => {
    for (const text of ['true', 'TRUE', '1', 'Yes', 'WAHR', 'ja']) check('boolean', text, 'true');
    for (const text of ['false', '0', 'no', 'Falsch']) check('boolean', text, 'false');
    for (const text of ['constructor', '2', 'maybe']) check('boolean', text, 'boolean');
  });

  it('is a number as programs and as people write it', () => {
    check('double', '-1234.5', '-1234.5');
    check('double', '1e3', '1000');
    check('currency', '1,234.50', '1234.5');
    check('currency', '1.234,50', '1234.5', {}, german);
    check('double', '12,5', '12.5', {}, german);
    check('double', '1\u00a0234,5', '1234.5', {}, { group: '\u202f', decimal: ',' });
    check('percent', '20 %', '20');
    check('int', '1,000', '1000');
    for (const text of ['1,2,3', '12,34', 'abc', '--1', '1.2.3', 'Infinity', '0x10', ',5'])
      check('double', text, 'number');
    for (const text of ['1.5', '12345678901234567890', 'x']) check('int', text, 'integer');
  });

  it('is a number only where none of its digits is lost', () => {
    for (const text of ['12345678901234567.89', '0.12345678901234567', '1e-400']) check('currency', text, 'digits');
    check('double', '0.30000000000000004', '0.30000000000000004');
    check('double', '1,000,000,000,000,000,000', '1000000000000000000');
    check('double', '-0.00', '0');
  });

  it('is asked about where a language reads it otherwise', () => {
    check('double', '1.234', 'ambiguous', {}, german);
    check('double', '1.2345', '1.2345', {}, german);
    check('double', '1.234', '1.234');
  });

  it('is a day, a time or both, also in another zone', () => {
    check('date', '2024-2-29', '"2024-02-29"');
    for (const text of ['2023-02-29', '2024-13-01', '1/2/2024', 'today']) check('date', text, 'date');
    check('datetime', '2026-01-31 23:59:30.5+01:00', '"2026-01-31T22:59:30.500+0000"');
    check('datetime', '2026-01-31T23:59:00.000+0000', '"2026-01-31T23:59:00.000+0000"');
    for (const text of ['2026-01-31', '2026-02-30 10:00', '2026-01-31 25:00', 'now'])
      check('datetime', text, 'datetime');
    check('time', '9:05', '"09:05:00.000Z"');
    check('time', '23:59:59.5Z', '"23:59:59.500Z"');
    for (const text of ['24:00', '1:60', 'noon']) check('time', text, 'time');
  });

  it('is an id of 18 characters', () => {
    check('reference', '001000000000001', '"001000000000001AAA"');
    check('reference', '0013000001BcDeF', '"0013000001BcDeFAAV"');
    check('reference', '0013000001BcDeFAAV', '"0013000001BcDeFAAV"');
    for (const text of ['Acme', '00100000000000', '001000000000001<']) check('reference', text, 'id');
  });

  it('is a value of the picklist, by value or label, and any other only where the org takes it', () => {
    check('picklist', 'hot', '"Hot"');
    check('picklist', 'very cold', '"Very_cold"');
    check('picklist', 'Warm', '"Warm"');
    check('picklist', 'Warm', 'value', { restricted: true });
    check('multipicklist', 'cold; Very cold;cold;', '"Cold;Very_cold"');
    check('multipicklist', 'cold;warm', 'value', { restricted: true });
  });

  it('comes back from the text that an editor starts with', () => {
    const same = (type: string, value: Value, separators: Separators) => {
      const field = { type, length: 0, nillable: true, restricted: false };
      assert.deepEqual(parseValue(editText(value, field, separators), field, [], separators), { value });
    };
    const days = { min: new Date('1700-01-02T00:00:00Z'), max: new Date('4000-01-01T00:00:00Z'), noInvalidDate: true };
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer(),
        fc.date(days),
        fc.constantFrom(english, german, ownSeparators()),
        (number, whole, time, separators) => {
          // Nobody writes a zero with a sign.
          same('double', number || 0, separators);
          same('int', whole, separators);
          same('datetime', time.toISOString().replace('Z', '+0000'), separators);
          same('date', time.toISOString().slice(0, 10), separators);
          same('time', time.toISOString().slice(11), separators);
        },
      ),
    );
  });
});

describe('edits: a text that was not changed', () => {
  let zone: string | undefined;
  before(() => {
    zone = process.env.TZ;
    process.env.TZ = 'Europe/Berlin';
  });
  after(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('leaves the value, also in the hour that comes twice', () => {
    const field = { type: 'datetime', length: 0, nillable: true, restricted: false };
    for (const before of ['2026-10-25T00:30:00.000+0000', '2026-10-25T01:30:00.000+0000']) {
      assert.equal(editText(before, field), '2026-10-25T02:30:00');
      assert.deepEqual(parseEdit('2026-10-25T02:30:00', field, [], before), { value: before });
    }
    const later = { value: '2026-10-25T02:30:00.000+0000' };
    assert.deepEqual(parseEdit('2026-10-25T03:30:00', field, [], '2026-10-25T01:30:00.000+0000'), later);
  });

  it('keeps the line breaks that were there', () => {
    assert.equal(withLineBreaksOf('a\r\nb', 'a\nb\nc'), 'a\r\nb\r\nc');
    assert.equal(withLineBreaksOf('a\rb', 'a\nb'), 'a\rb');
    assert.equal(withLineBreaksOf('a\nb', 'a\nb\n'), 'a\nb\n');
    assert.equal(withLineBreaksOf('', 'a\nb'), 'a\nb');
  });
});

describe('edits: the values of a dependent picklist', () => {
  const field = {
    values: [
      { value: 'Rome', label: 'Rome', validFor: [0] },
      { value: 'Oslo', label: 'Oslo', validFor: [1] },
      { value: 'Any', label: 'Any' },
    ],
    controller: { field: 'Country__c', values: ['Italy', 'Norway'] },
  };
  const allowed = (controlling: Value | undefined) =>
    allowedValues(field, controlling)
      .map(({ value }) => value)
      .join(' ');

  it('are those that go with the controlling one, or all where that is not known', () => {
    assert.equal(allowed('Norway'), 'Oslo Any');
    assert.equal(allowed(null), 'Any');
    assert.equal(allowed(undefined), 'Rome Oslo Any');
  });
});
