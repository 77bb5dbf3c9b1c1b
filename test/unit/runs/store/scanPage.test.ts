import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scanPage } from '../../../../server/src/runs/store/scanPage.ts';

/** What the scanner found, as values. */
function read(text: string): unknown {
  const bytes = Buffer.from(text);
  const page = scanPage(bytes);
  if (!page) return undefined;
  const records = [];
  for (let at = 0; at < page.offsets.length; at += 2) {
    records.push(JSON.parse(bytes.toString('utf8', page.offsets[at], page.offsets[at + 1])));
  }
  return { ...page.envelope, records };
}

const key = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('records', 'a"b', '\\', '}', '[', 'é😀'));
const value = fc.letrec(tie => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', '\\"', '\\', '],', '}', '{"records":[', '\u2028', null, true, false, 0, -1.5, 1e21),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(key, tie('any'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).any;
const page = fc
  .tuple(fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true }), fc.array(value, { maxLength: 4 }))
  .map(([rest, records]) => ({ ...rest, records }));
const indent = fc.constantFrom(undefined, 2, '\t');

describe('scanning a page', () => {
  it('finds what JSON.parse finds', () => {
    fc.assert(
      fc.property(page, indent, (content, space) => {
        const text = JSON.stringify(content, null, space);
        assert.deepEqual(read(text), JSON.parse(text));
      }),
    );
  });

  it('takes no page that broke off', () => {
    fc.assert(
      fc.property(page, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (content, part) => {
        const bytes = Buffer.from(JSON.stringify(content));
        assert.equal(scanPage(bytes.subarray(0, Math.floor(bytes.length * part))), undefined);
      }),
    );
  });

  it('ends with any bytes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]",:\\ records1') }),
        text => void scanPage(Buffer.from(text)),
      ),
    );
  });

  it('wants an array of records', () => {
    for (const text of ['', '[]', 'null', '{}', '{"records":null}', '{"records":{}}', '<html>']) {
      assert.equal(scanPage(Buffer.from(text)), undefined, text);
    }
  });
});
