import assert from 'node:assert/strict';
import { cellText, columnWidths, recordIdOf, shownText } from '../../../../client/src/results/page/cells.ts';

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

  it('shows numbers and times by the type of their field', () => {
    const shown: [Parameters<typeof shownText>[0], string | undefined, RegExp][] = [
      [1234567.5, 'currency', /^1,234,567\.5$/],
      [1234567.5, undefined, /^1234567\.5$/],
      [20, 'percent', /^20 %$/],
      ['2026-01-31T12:34:56.000+0000', 'datetime', /^2026-0[12]-\d\d \d\d:\d\d:56$/],
      ['no time', 'datetime', /^no time$/],
      ['2026-01-31', 'date', /^2026-01-31$/],
    ];
    for (const [cell, type, text] of shown)
      assert.match(shownText(cell, type === undefined ? undefined : { type }), text);
  });

  it('knows ids of records by their field, or by their look', () => {
    const id = '001000000000123AAA';
    assert.equal(recordIdOf(id, { type: 'reference' }), id);
    assert.equal(recordIdOf(id, { type: 'string' }), undefined);
    assert.equal(recordIdOf(id, undefined), id);
    assert.equal(recordIdOf('InternationalTrade', undefined), undefined);
    assert.equal(recordIdOf('<b>001000000000123</b>', { type: 'id' }), undefined);
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
