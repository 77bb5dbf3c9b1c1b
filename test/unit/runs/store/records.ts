// Records as an org may send them, and the ways in which their JSON may be written.
import fc from 'fast-check';
import type { Row } from '../../../../server/src/runs/store/cells.ts';

export interface SomeRecord {
  readonly record: Row;
  /** White space between the values. */
  readonly space: string;
  /** Every character of a text as an escape. */
  readonly escaped: boolean;
}

const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      'a',
      'B',
      'é',
      'İ',
      'Σ',
      '😀',
      '\u0301',
      '"',
      '\\',
      '/',
      '\n',
      '{',
      ':',
      ',',
      '=',
      '-',
      '1',
      ' ',
    ),
  }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('attributes', '"attributes":{', 'Name', '10', '1e+21', 'true', 'null', '', '"totalSize":1'),
);
const number = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
const scalar = fc.oneof(fc.constant(null), text, number, fc.boolean());
const attributes = fc.constantFrom(
  { type: 'Account', url: '/services/data/v67.0/sobjects/Account/001' },
  { type: 'User' },
);
const parent = fc.record({ attributes, Name: scalar, Size: scalar }, { requiredKeys: [] });
const child = fc.record({ attributes, Name: scalar, Owner: fc.option(parent) }, { requiredKeys: ['attributes'] });
const children = fc.array(child, { maxLength: 2 }).map(all => ({ totalSize: all.length, done: true, records: all }));
const record = fc.record(
  {
    attributes,
    Id: text,
    Name: scalar,
    Owner: fc.oneof(fc.constant(null), parent, text),
    Amount: scalar,
    Contacts: fc.oneof(fc.constant(null), children),
    'an "attributes': parent,
  },
  { requiredKeys: [] },
);

/** Their keys come in any order. */
const shuffled = record.chain(one =>
  fc.shuffledSubarray(Object.entries(one), { minLength: Object.keys(one).length }).map(all => Object.fromEntries(all)),
);

export const records: fc.Arbitrary<SomeRecord> = fc.record({
  record: shuffled as fc.Arbitrary<Row>,
  space: fc.constantFrom('', '', '', ' ', '\n  '),
  escaped: fc.boolean(),
});

/** The record as JSON. */
export function jsonOf({ record, space, escaped }: SomeRecord): string {
  return written(record);

  function written(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(written).join(`${space},${space}`)}]`;
    if (typeof value === 'object' && value !== null) {
      const members = Object.entries(value).map(
        ([name, of]) => `${JSON.stringify(name)}${space}:${space}${written(of)}`,
      );
      return `{${space}${members.join(`${space},${space}`)}${space}}`;
    }
    if (typeof value === 'number') return escaped ? value.toExponential() : JSON.stringify(value);
    return typeof value === 'string' && escaped ? escapedText(value) : JSON.stringify(value);
  }
}

function escapedText(value: string): string {
  const units = Array.from({ length: value.length }, (_, at) => value.charCodeAt(at).toString(16).padStart(4, '0'));
  return `"${units.map(unit => `\\u${unit}`).join('')}"`;
}
