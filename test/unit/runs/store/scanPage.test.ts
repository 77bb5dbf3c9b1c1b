import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scanPage } from '../../../../server/src/runs/store/scanPage.ts';

/** What the scanner found: the rows as values, and what else is plain. */
function read(text: string): unknown {
  const bytes = Buffer.from(text);
  const page = scanPage(bytes);
  if (!page) return undefined;
  const records = [];
  for (let at = 0; at < page.offsets.length; at += 2) {
    records.push(JSON.parse(bytes.toString('utf8', page.offsets[at], page.offsets[at + 1])));
  }
  return { ...plain(page.envelope), records };
}

/** What the scanner should find. */
function parsed(text: string): unknown {
  const { records, ...rest } = JSON.parse(text);
  return { ...plain(rest), records };
}

const plain = (envelope: object): object =>
  Object.fromEntries(Object.entries(envelope).filter(([, value]) => typeof value !== 'object' || value === null));

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
const object = fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });
// Behind the rows is something, too.
const page = fc.tuple(object, fc.array(object, { maxLength: 4 }), object).map(([before, records, behind]) => {
  const { records: _, ...others } = behind;
  return { ...before, records, ...others };
});
const indent = fc.constantFrom(undefined, 2, '\t');

describe('scanning a page', () => {
  it('finds what JSON.parse finds', () => {
    fc.assert(
      fc.property(page, indent, (content, space) => {
        const text = JSON.stringify(content, null, space);
        assert.deepEqual(read(text), parsed(text));
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
    for (const text of ['', '[]', 'null', '{}', '{"records":null}', '{"records":{}}', '<html>', '{"records":[{}}}']) {
      assert.equal(scanPage(Buffer.from(text)), undefined, text);
    }
  });

  it('wants objects with commas between them', () => {
    for (const records of [
      '{}{}',
      '{},',
      ',{}',
      '{},,{}',
      '{} 1',
      '1',
      'null',
      '"{}"',
      '[]',
      '{}:{}',
      '{}, 1, {}',
      '{]',
    ]) {
      const text = `{"totalSize":1,"records":[${records}]}`;
      assert.equal(scanPage(Buffer.from(text)), undefined, text);
    }
  });

  it('finds rows wherever the pieces end in which a page is looked at', () => {
    const tricky = '\\\\\\"{[}]é';
    for (let shift = 0; shift < 130; shift++) {
      const text = JSON.stringify({
        fill: 'x'.repeat(65_400 + shift),
        records: [{ a: tricky, b: [{}] }, { c: tricky }],
      });
      assert.deepEqual(read(text), parsed(text));
    }
  });
});
