import assert from 'node:assert/strict';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { xlsxWriter } from '../../../../server/src/runs/export/xlsx.ts';
import type { Row } from '../../../../server/src/runs/store/cells.ts';
import { PageText } from '../../../../server/src/runs/store/pageText.ts';

const columns = ['Name', 'Owner.Name', 'Amount', 'Open', 'Contacts'].map(path => ({ path, kind: 'text' as const }));

/** The files of the workbook, by name. */
function written(rows: readonly Row[]): Record<string, string> {
  const writer = xlsxWriter(columns);
  const pieces = [
    writer.opening,
    ...rows.map((row, index) => writer.rows(PageText.of([row]), index === 0)),
    writer.closing(),
  ];
  const files = unzipSync(Buffer.concat(pieces.map(piece => Buffer.from(piece))));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

const sheetOf = (rows: readonly Row[]): string => written(rows)['xl/worksheets/sheet1.xml'] ?? '';

describe('an Excel workbook', () => {
  it('has the parts that Excel looks for', () => {
    const files = written([]);
    assert.deepEqual(Object.keys(files).sort(), [
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    assert.match(files['xl/workbook.xml'] ?? '', /<sheet name="Rows 1" sheetId="1" r:id="rId1"\/>/);
  });

  it('has titles, and cells with their types; a text is never a formula', () => {
    const sheet = sheetOf([
      { Name: '=1+1', Owner: { Name: 'A & <B>' }, Amount: -1.5, Open: true, Contacts: { totalSize: 2, records: [] } },
      { Name: null, Owner: null, Amount: null, Open: false, Contacts: null },
    ]);
    const [titles, first, second] = sheet.match(/<row>.*?<\/row>/gs) ?? [];
    assert.match(titles ?? '', /<t xml:space="preserve">Owner\.Name<\/t>/);
    assert.match(first ?? '', /^<row><c t="inlineStr"><is><t xml:space="preserve">=1\+1<\/t>/);
    assert.match(
      first ?? '',
      /A &amp; &lt;B&gt;.*<c><v>-1\.5<\/v><\/c><c t="b"><v>1<\/v><\/c><c><v>2<\/v><\/c><\/row>$/,
    );
    assert.equal(second, '<row><c/><c/><c/><c t="b"><v>0</v></c><c/></row>');
    assert.doesNotMatch(sheet, /<f>/);
  });

  it('is XML whatever the texts', () => {
    const texts = fc.array(fc.string({ unit: 'binary' }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(texts, names => {
        const sheet = sheetOf(names.map(Name => ({ Name })));
        assert.equal(sheet.match(/<row>/g)?.length, names.length + 1);
        for (const [, text = ''] of sheet.matchAll(/<t xml:space="preserve">(.*?)<\/t>/gs)) {
          assert.doesNotMatch(text, /[<>\uFFFE\uFFFF]/);
          assert.doesNotMatch(text.replace(/&(?:amp|lt|gt);/g, ''), /&/);
          assert([...text].every(character => character >= ' ' || '\t\n\r'.includes(character)));
        }
      }),
      { numRuns: 5 },
    );
  }).timeout(20_000);

  it('cuts what is longer than Excel takes', () => {
    assert.equal(/x+(?=<\/t>)/.exec(sheetOf([{ Name: 'x'.repeat(40_000) }]))?.[0].length, 32_767);
  });
});
