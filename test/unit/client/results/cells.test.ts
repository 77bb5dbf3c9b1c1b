import assert from 'node:assert/strict';
import { cellText, columnWidths, tabSeparated } from '../../../../client/src/results/page/cells.ts';

describe('results: cells', () => {
  const texts: [Parameters<typeof cellText>[0], string][] = [
    ['Acme', 'Acme'],
    [12.5, '12.5'],
    [false, 'false'],
    [null, ''],
    [undefined, ''],
    [{ totalSize: 3 }, '3'],
  ];
  for (const [cell, text] of texts)
    it(`shows ${JSON.stringify(cell)} as "${text}"`, () => assert.equal(cellText(cell), text));

  it('quotes what would break tab-separated text', () => {
    assert.equal(
      tabSeparated([
        ['a', 'b\tc'],
        ['say "hi"', null],
      ]),
      'a\t"b\tc"\n"say ""hi"""\t',
    );
  });

  it('sizes a column by its longest text, within bounds', () => {
    const columns = [
      { path: 'Id', kind: 'text' },
      { path: 'Description', kind: 'text' },
    ] as const;
    const [narrow, wide] = columnWidths(columns, [['1', 'x'.repeat(500)]], text => text.length * 8);
    assert.ok(narrow! >= 56 && narrow! < 80);
    assert.equal(wide, 340);
  });
});
