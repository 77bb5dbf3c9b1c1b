import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isDate, isId, isInteger, isNumber } from '../../../../server/src/runs/bulk/check/forms.ts';

type Form = (bytes: Buffer, start: number, end: number) => boolean;

/** Each with an expression that says the same, and the characters of texts that it has to judge. */
const forms: readonly (readonly [string, Form, RegExp, string])[] = [
  ['isNumber', isNumber, /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/, '01+-.eEx '],
  ['isInteger', isInteger, /^[+-]?\d{1,19}(\.0*)?$/, '019+-.x'],
];

describe('the forms of values', () => {
  for (const [name, form, expression, characters] of forms) {
    it(`${name} judges as its expression does, wherever the cell stands`, () => {
      const property = fc.property(fc.string({ unit: fc.constantFrom(...characters), maxLength: 22 }), cell => {
        const isIn = form(Buffer.from(`9${cell}9`), 1, cell.length + 1);
        assert.equal(isIn, expression.test(cell), JSON.stringify(cell));
      });
      fc.assert(property, { numRuns: 3_000 });
    });
  }

  it('knows the days of the calendar, and nothing else', () => {
    const two = (number: number) => String(number).padStart(2, '0');
    const days = fc
      .tuple(fc.integer({ min: 1600, max: 4100 }), fc.nat(13), fc.nat(32))
      .map(([year, month, day]) => `${year}-${two(month)}-${two(day)}`);
    const others = fc.string({ unit: fc.constantFrom(...'0129-:x'), maxLength: 11 });
    const property = fc.property(fc.oneof(days, others), text => {
      assert.equal(isDate(Buffer.from(`9${text}9`), 1, text.length + 1), isDay(text), text);
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  it('knows ids of 15 characters, and of 18 by their last three', () => {
    const id = (text: string) => isId(Buffer.from(`0${text}0`), 1, text.length + 1);
    for (const good of [
      '001000000000001',
      '001000000000001AAA',
      '001000000000001aaa',
      '00Q5g00000ABCDeEA9'.slice(0, 15),
    ])
      assert(id(good), good);
    for (const bad of [
      '',
      '00100000000000',
      '0010000000000010',
      '001000000000001AAB',
      '00100000000000-',
      '00100000000000é',
    ])
      assert(!id(bad), bad);
  });
});

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '1700' || text > '4000-12-31') return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
