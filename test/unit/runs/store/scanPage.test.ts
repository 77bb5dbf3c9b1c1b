import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { outerBrackets } from '../../../../server/src/runs/store/scan/brackets.ts';
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

/** What `outerBrackets` should find, byte by byte. */
function naiveBrackets(bytes: Buffer): Uint32Array | undefined {
  const places: number[] = [];
  let depth = 0;
  let isQuoted = false;
  let isEscaped = false;
  for (const [at, byte] of bytes.entries()) {
    const character = String.fromCharCode(byte);
    const isPlain: boolean = !isEscaped;
    isEscaped = isPlain && character === '\\';
    if (character === '"' && isPlain) isQuoted = !isQuoted;
    if (isQuoted || !'{}[]'.includes(character)) continue;
    const opens = '{['.includes(character);
    if (opens) depth++;
    if (depth <= 3) places.push(at);
    if (!opens) depth--;
  }
  return depth === 0 ? Uint32Array.from(places) : undefined;
}

/** Whether it is an object with an array of objects. */
function isPage(text: string): boolean {
  try {
    const { records } = JSON.parse(text) as { records?: unknown };
    return Array.isArray(records) && records.every(row => typeof row === 'object' && row && !Array.isArray(row));
  } catch {
    return false;
  }
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

  it('finds the brackets that a loop over the bytes finds, in any bytes', () => {
    // Whole pieces of 64 KB, and cuts anywhere in them: within strings, escapes and characters.
    const filler = fc.integer({ min: 0, max: 140_000 }).map(length => Buffer.alloc(length, '\\"x[{'));
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: fc.constantFrom(...'{}[]"\\,é'), maxLength: 300 }),
    );
    fc.assert(
      fc.property(bytes, filler, bytes, fc.double({ min: 0, max: 1, noNaN: true }), (before, middle, behind, part) => {
        const whole = Buffer.concat([before, middle, behind].map(each => Buffer.from(each as string)));
        const cut = whole.subarray(0, Math.ceil(whole.length * part));
        const found = outerBrackets(cut);
        const expected = naiveBrackets(cut);
        assert.equal(found?.length, expected?.length);
        assert.ok(found === undefined || Buffer.from(found.buffer).equals(Buffer.from(expected!.buffer)));
      }),
      { numRuns: 200 },
    );
  });

  it('finds nothing but rows of a page that was mutated', () => {
    const mutation = fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      removed: fc.nat(3),
      put: fc.string({ unit: fc.constantFrom(...'{}[]",:\\ 1é'), maxLength: 3 }),
    });
    fc.assert(
      fc.property(page, indent, fc.array(mutation, { minLength: 1, maxLength: 4 }), (content, space, mutations) => {
        let bytes = Buffer.from(JSON.stringify(content, null, space));
        for (const { at, removed, put } of mutations) {
          const place = Math.floor(bytes.length * at);
          const rest = bytes.subarray(place + removed);
          bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from(put), rest]);
        }
        const found = scanPage(bytes);
        let end = 0;
        for (const [index, offset] of found?.offsets.entries() ?? []) {
          assert.ok(index % 2 === 0 ? offset >= end : offset > end);
          end = offset;
        }
        assert.ok(end <= bytes.length);
        // All that JSON.parse takes for a page is taken. More may be: rows are looked into when they are read.
        const text = bytes.toString();
        if (isUtf8(bytes) && isPage(text)) assert.deepEqual(read(text), parsed(text));
      }),
      { numRuns: 500 },
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
