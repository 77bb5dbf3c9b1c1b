import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import {
  type CsvFormat,
  csvRow,
  delimiters,
  lineEndings,
  readRows,
  UnreadableCsvError,
} from '../../../../server/src/localOrg/bulk/csv.ts';

const format: CsvFormat = { columnDelimiter: 'COMMA', lineEnding: 'LF' };

/** The rows of CSV that arrives in pieces of this many bytes. */
function read(csv: string, options: { format?: CsvFormat; piece?: number } = {}): readonly string[][] {
  const bytes = Buffer.from(csv);
  const { piece = 7 } = options;
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, n) =>
    bytes.subarray(n * piece, (n + 1) * piece),
  );
  return [...readRows(pieces, options.format ?? format)].map(row => [...row]);
}

describe('CSV of Bulk API jobs', () => {
  it('is read as it was written, whatever the cells hold and wherever it is cut', () => {
    const formats = fc.record({
      columnDelimiter: fc.constantFrom(...(Object.keys(delimiters) as (keyof typeof delimiters)[])),
      lineEnding: fc.constantFrom(...(Object.keys(lineEndings) as (keyof typeof lineEndings)[])),
    });
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('', '"', '""', '\n', '\r\n', ' x ', ',', '\t', '#N/A', '\ufeff'),
    );
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(formats, rows, fc.integer({ min: 1, max: 20 }), (written, cells, piece) => {
        const csv = cells.map(row => csvRow(row, written)).join('');
        assert.deepEqual(read(csv, { format: written, piece }), cells);
      }),
    );
  });

  it('is read and refused as by csv-parse', () => {
    const part = fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', '\r', ' ', 'é', '"a,b"', '1,2');
    const options = { delimiter: ',', relax_column_count: true, skip_empty_lines: true } as const;
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 14 }),
        fc.constantFrom('LF', 'CRLF'),
        fc.nat(9),
        (parts, lineEnding, piece) => {
          const csv = parts.join('');
          const judge = outcome(() => parse(csv, { ...options, record_delimiter: lineEndings[lineEnding] }));
          const own = outcome(() => read(csv, { format: { ...format, lineEnding }, piece: piece + 1 }));
          assert.deepEqual(own, judge, JSON.stringify(csv));
        },
      ),
      { numRuns: 2000 },
    );
  });

  const cases: readonly [what: string, csv: string, rows: readonly string[][]][] = [
    [
      'leaves out empty lines',
      'a,b\n\n1,2\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['keeps blanks', 'a\n x \n', [['a'], [' x ']]],
    ['needs no line ending at the end', 'a\n1', [['a'], ['1']]],
    ['takes rows of any length', 'a,b\n1\n1,2,3\n', [['a', 'b'], ['1'], ['1', '2', '3']]],
    ['drops a byte order mark', '\ufeffa\n1\n', [['a'], ['1']]],
    ['reads nothing', '', []],
  ];
  for (const [what, csv, rows] of cases) {
    it(what, () => assert.deepEqual(read(csv), rows));
  }

  for (const csv of ['a\n"1" \n', 'a\n "1"\n', 'a\n"1\n', `a\n${'x'.repeat(400_010)}\n`]) {
    it(`refuses ${JSON.stringify(csv.slice(0, 12))}`, () =>
      assert.throws(() => read(csv, { piece: 4096 }), UnreadableCsvError));
  }
});

/** The rows, or nothing for what is refused. */
function outcome(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return undefined;
  }
}
