import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError } from '../../../../server/src/localOrg/errors.ts';
import { fieldDefinition } from '../../../../server/src/localOrg/schema/fieldRules.ts';
import type { FieldSource } from '../../../../server/src/localOrg/schema/types.ts';
import { storedValue, wireValue } from '../../../../server/src/localOrg/storage/values.ts';
import { asJson } from '../asJson.ts';

const fields = {
  text: { name: 'Text__c', type: 'string', length: 10 },
  flag: { name: 'Flag__c', type: 'boolean' },
  int: { name: 'Int__c', type: 'int' },
  money: { name: 'Money__c', type: 'currency', precision: 10, scale: 2 },
  double: { name: 'Double__c', type: 'double', precision: 18, scale: 15 },
  date: { name: 'Date__c', type: 'date' },
  datetime: { name: 'When__c', type: 'datetime' },
  time: { name: 'Time__c', type: 'time' },
  email: { name: 'Email__c', type: 'email' },
  open: { name: 'Open__c', type: 'picklist', picklistValues: entries('Hot', 'Cold') },
  closed: { name: 'Closed__c', type: 'picklist', restrictedPicklist: true, picklistValues: entries('Hot', 'Cold') },
  several: { name: 'Several__c', type: 'multipicklist', picklistValues: entries('A', 'B', 'C') },
} satisfies Record<string, FieldSource>;

describe('values', () => {
  it('null is empty for every type', () => {
    for (const source of Object.values(fields)) assert.equal(storedValue(fieldDefinition(source), null), null);
  });

  it('texts lose the blanks around them', () => {
    check('text', ' Acme ', 'Acme');
    check('text', '   ', null);
    checkError('text', 'elevenchars', 'STRING_TOO_LONG', 'Text: data value too large: elevenchars (max length=10)');
    checkError('text', 5, 'JSON_PARSER_ERROR', cannotDeserialize('string', 'VALUE_NUMBER_INT', '5'));
    checkError('text', { a: 1 }, 'JSON_PARSER_ERROR', cannotDeserialize('string', 'START_OBJECT', '{"a":1}'));
  });

  it('booleans also come as words', () => {
    check('flag', true, true);
    check('flag', 'false', false);
    checkError('flag', 'yes', 'JSON_PARSER_ERROR', cannotDeserialize('boolean', 'VALUE_STRING', 'yes'));
  });

  it('numbers keep their decimals and are bounded by their precision', () => {
    check('int', 42, 42);
    check('int', '42', 42);
    checkError('int', 4.2, 'JSON_PARSER_ERROR', cannotDeserialize('int', 'VALUE_NUMBER_FLOAT', '4.2'));
    checkError(
      'int',
      123456789,
      'NUMBER_OUTSIDE_VALID_RANGE',
      'Int: value outside of valid range on numeric field: 123456789',
    );
    check('money', 1.005, 1.005);
    check('money', '-1.23456', -1.23456);
    check('money', -0, 0);
    check('money', '1e3', 1000);
    checkError(
      'money',
      1e8,
      'NUMBER_OUTSIDE_VALID_RANGE',
      'Money: value outside of valid range on numeric field: 100000000',
    );
    checkError('money', 'lots', 'JSON_PARSER_ERROR', cannotDeserialize('currency', 'VALUE_STRING', 'lots'));
  });

  it('dates exist in the calendar', () => {
    check('date', '2024-02-29', '2024-02-29');
    for (const bad of ['2023-02-29', '2023-13-01', '01/02/2023', '2023-1-1', '']) {
      checkError('date', bad, 'JSON_PARSER_ERROR', cannotDeserialize('date', 'VALUE_STRING', bad));
    }
  });

  it('datetimes become UTC', () => {
    check('datetime', '2026-05-01T07:25:37.000+0000', '2026-05-01T07:25:37.000+0000');
    check('datetime', '2026-05-01T07:25:37Z', '2026-05-01T07:25:37.000+0000');
    check('datetime', '2026-05-01T07:25:37.5+02:00', '2026-05-01T05:25:37.000+0000');
    check('datetime', '2026-05-01T07:25:37-0330', '2026-05-01T10:55:37.000+0000');
    check('datetime', '2026-05-01', '2026-05-01T00:00:00.000+0000');
    for (const bad of ['2026-05-01T25:00:00Z', '2026-02-30T00:00:00Z', 'today']) {
      checkError('datetime', bad, 'JSON_PARSER_ERROR', cannotDeserialize('datetime', 'VALUE_STRING', bad));
    }
  });

  it('times of day are UTC', () => {
    check('time', '09:30:00.000Z', '09:30:00.000Z');
    check('time', '09:30:00', '09:30:00.000Z');
    checkError('time', '24:00:00', 'JSON_PARSER_ERROR', cannotDeserialize('time', 'VALUE_STRING', '24:00:00'));
  });

  it('emails look like one', () => {
    check('email', 'kim@example.com', 'kim@example.com');
    checkError('email', 'kim', 'INVALID_EMAIL_ADDRESS', 'Email: invalid email address: kim');
  });

  it('restricted picklists take only their values', () => {
    check('open', 'Lukewarm', 'Lukewarm');
    check('closed', 'hot', 'Hot');
    checkError(
      'closed',
      'Lukewarm',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Closed: bad value for restricted picklist field: Lukewarm',
    );
  });

  it('several values are kept in the order of the picklist', () => {
    check('several', 'C; a;C', 'A;C');
    check('several', 'Other;B', 'B;Other');
    check('several', ';', null);
  });

  it('what has been read can be written again', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.date({ noInvalidDate: true }).map(String),
    );
    const kinds = fc.constantFrom(...Object.values(fields).map(fieldDefinition));
    fc.assert(
      fc.property(kinds, anything, (field, value) => {
        const read = wireValueOf(() => storedValue(field, value), field);
        if (read === undefined) return;
        assert.deepEqual(wireValue(field, storedValue(field, asJson(read)) as string | number | null), read);
      }),
    );
  });

  it('instants survive whatever their offset', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2100-01-01') }),
        fc.integer({ min: -14, max: 14 }),
        (date, hours) => {
          if (Number.isNaN(date.getTime())) return;
          const shifted = new Date(date.getTime() + hours * 3_600_000).toISOString().slice(0, -1);
          const offset = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
          const stored = storedValue(fieldDefinition(fields.datetime), shifted + offset);
          assert.equal(stored, date.toISOString().replace(/\d{3}Z$/, '000+0000'));
        },
      ),
    );
  });
});

type Kind = keyof typeof fields;

function check(kind: Kind, value: unknown, expected: unknown): void {
  const field = fieldDefinition(fields[kind]);
  assert.equal(asJson(wireValue(field, storedValue(field, value) as string | number | null)), expected);
}

function checkError(kind: Kind, value: unknown, errorCode: string, message: string): void {
  assert.throws(
    () => storedValue(fieldDefinition(fields[kind]), value),
    (error: unknown) => {
      assert.ok(error instanceof ApiError);
      assert.deepEqual([error.status, error.errorCode, error.message], [400, errorCode, message]);
      return true;
    },
  );
}

function cannotDeserialize(type: string, token: string, value: string): string {
  return `Cannot deserialize instance of ${type} from ${token} value ${value} or request may be missing a required field`;
}

/** The value as it would be read back, or undefined where it does not fit the field. */
function wireValueOf(store: () => unknown, field: ReturnType<typeof fieldDefinition>): unknown {
  try {
    return wireValue(field, store() as string | number | null);
  } catch (error) {
    assert.ok(error instanceof ApiError);
    return undefined;
  }
}

function entries(...values: string[]): NonNullable<FieldSource['picklistValues']> {
  return values.map(value => ({ active: true, defaultValue: false, label: value, validFor: null, value }));
}
