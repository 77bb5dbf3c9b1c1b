import assert from 'node:assert/strict';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { pastedCells, tableOf } from '../../../../../client/src/results/page/edit/clipboardTable.ts';

const tables: [string, number, string[][]][] = [
  [
    'a\tb\r\nc\td\r\n',
    1,
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a, b\nc', 1, [['a, b'], ['c']]],
  [
    'a,b;c\n"d, ""e""",f',
    2,
    [
      ['a', 'b;c'],
      ['d, "e"', 'f'],
    ],
  ],
  ['a;"b,c"', 2, [['a', 'b,c']]],
  ['"two\nlines"\tx', 1, [['two\nlines', 'x']]],
  ['12" pipe\t"5" nail', 1, [['12" pipe', '"5" nail']]],
  ['"open\tx', 1, [['"open', 'x']]],
  ['a\n\nb', 1, [['a'], [''], ['b']]],
  ['', 1, [['']]],
  ['\t\n', 1, [['', '']]],
];

describe('edits: the clipboard', () => {
  for (const [text, width, table] of tables)
    it(`reads ${JSON.stringify(text)} over ${width}`, () => assert.deepEqual(tableOf(text, width), table));

  it('reads what is written by the rules of CSV, whatever the cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', ',', ';', '\n', ' ', 'é') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), rows => {
        // A first cell that is empty would leave a line that may be none.
        const text = stringify(rows, { delimiter: '\t', quoted: true });
        assert.deepEqual(tableOf(text, 1), rows);
      }),
    );
  });

  /** `selection`: first and last row, columns selected; room: rows and columns from there. */
  const fills = (text: string, [fromRow, toRow, width]: number[], [rows, columns]: number[]) =>
    pastedCells(tableOf(text, width!), {
      fromRow: fromRow!,
      toRow: toRow!,
      width: width!,
      room: { rows: rows!, columns: columns! },
    })
      .map(({ row, column, text: cell }) => `${row}.${column}=${cell}`)
      .join(' ');

  it('fills a selection with one value, or with as many as fit it', () => {
    assert.equal(fills('x', [2, 3, 2], [9, 9]), '2.0=x 2.1=x 3.0=x 3.1=x');
    assert.equal(fills('x\ty', [0, 1, 2], [9, 9]), '0.0=x 0.1=y 1.0=x 1.1=y');
    assert.equal(fills('x\ny', [0, 3, 1], [9, 9]), '0.0=x 1.0=y 2.0=x 3.0=y');
  });

  it('spreads from the first cell else, as far as there is room', () => {
    assert.equal(fills('a\tb\nc\td', [5, 5, 1], [9, 9]), '5.0=a 5.1=b 6.0=c 6.1=d');
    assert.equal(fills('a\tb\nc\td', [5, 7, 1], [1, 1]), '5.0=a');
    assert.equal(fills('a\tb\nc', [0, 0, 1], [9, 9]), '0.0=a 0.1=b 1.0=c');
  });
});
