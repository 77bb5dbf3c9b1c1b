import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Double, doubleText } from '../../../server/src/localOrg/double.ts';

describe('doubles of the local org', () => {
  for (const [value, expected] of [
    [0, '0.0'],
    [-0, '-0.0'],
    [1800, '1800.0'],
    [-0.5, '-0.5'],
    [0.001, '0.001'],
    [0.0001, '1.0E-4'],
    [1234567, '1234567.0'],
    [9999999.99, '9999999.99'],
    [10_000_000, '1.0E7'],
    [12345678, '1.2345678E7'],
    [-16147805824397, '-1.6147805824397E13'],
    [1e21, '1.0E21'],
  ] as const) {
    it(`${value} is ${expected}`, () => assert.equal(doubleText(value), expected));
  }

  it('are the same number for whoever reads them', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
        const text = doubleText(value);
        assert.ok(Number(text) === value, text);
        assert.equal(JSON.stringify({ value: new Double(value) }), `{"value":${text}}`);
      }),
    );
  });
});
