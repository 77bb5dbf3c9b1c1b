import assert from 'node:assert/strict';
import fc from 'fast-check';
import { id18, idOf, normalizedId, ordinalOf } from '../../../../server/src/localOrg/storage/ids.ts';

const prefix = fc.constantFrom('001', '003', '00D', 'a00', '00k');
const ordinal = fc.integer({ min: 1, max: 62 ** 8 });

describe('ids', () => {
  it('have the checksums of real ids', () => {
    for (const id of ['012000000000000AAA', '001RM000003oLruYAE', '01254000001upcKAAQ', '0057e00000RmwSWAAZ']) {
      assert.equal(id18(id.slice(0, 15)), id);
    }
  });

  it('are 18 characters long, begin with their prefix and remember their number', () => {
    fc.assert(
      fc.property(prefix, ordinal, (keyPrefix, number) => {
        const id = idOf(keyPrefix, number);
        assert.match(id, /^[0-9A-Za-z]{15}[A-Z0-5]{3}$/);
        assert.ok(id.startsWith(keyPrefix));
        assert.equal(ordinalOf(id), number);
      }),
    );
  });

  it('sort by their numbers', () => {
    fc.assert(
      fc.property(prefix, ordinal, ordinal, (keyPrefix, a, b) => {
        assert.equal(idOf(keyPrefix, a) < idOf(keyPrefix, b), a < b);
      }),
    );
  });

  it('are found in both forms, and in no other', () => {
    fc.assert(
      fc.property(prefix, ordinal, (keyPrefix, number) => {
        const id = idOf(keyPrefix, number);
        assert.equal(normalizedId(id), id);
        assert.equal(normalizedId(id.slice(0, 15)), id);
        assert.equal(normalizedId(id.slice(0, 17)), undefined);
        assert.equal(normalizedId(`${id.slice(0, 15)}555`), undefined);
      }),
    );
  });

  it('do not take any text for an id', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const id = normalizedId(text);
        assert.ok(id === undefined || id.slice(0, 15) === text.slice(0, 15));
      }),
    );
  });
});
