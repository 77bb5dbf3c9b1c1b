import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type CsvOptions, type ExportFormat, writerOf } from '../../../../server/src/runs/export/formats.ts';
import type { Row } from '../../../../server/src/runs/store/cells.ts';

const columns = ['Name', 'Owner.Name', 'Amount', 'Contacts'].map(path => ({ path, kind: 'text' as const }));
const attributes = { type: 'Account', url: '/services/data/v67.0/sobjects/Account/001000000000001AAA' };
const rows: Row[] = [
  { attributes, Name: 'Plain', Owner: { attributes, Name: 'Ann "the" Boss, Ltd' }, Amount: -1.5, Contacts: null },
  { attributes, Name: '=1+1', Owner: null, Amount: null, Contacts: { totalSize: 2, done: true, records: [] } },
];

const plain: CsvOptions = { guardFormulas: true, delimiter: ',', byteOrderMark: false };

function written(format: ExportFormat, csv: Partial<CsvOptions> = {}, records: readonly Row[] = rows): string {
  const writer = writerOf({ format, csv: { ...plain, ...csv }, columns });
  const pieces = records.map((row, index) => writer.rows([row], index === 0));
  return writer.opening + pieces.join('') + writer.closing();
}

describe('formats of an export', () => {
  it('writes CSV with quotes where they are needed, and numbers as they are', () => {
    assert.equal(
      written('csv'),
      'Name,Owner.Name,Amount,Contacts\r\nPlain,"Ann ""the"" Boss, Ltd",-1.5,\r\n\'=1+1,,,2\r\n',
    );
  });

  it('leaves formulas alone where it is told to', () => {
    assert.match(written('csv', { guardFormulas: false }), /^=1\+1,/m);
  });

  it('writes CSV for spreadsheets that want another delimiter and a byte order mark', () => {
    const text = written('csv', { delimiter: ';', byteOrderMark: true });
    assert.match(text, /^\uFEFFName;Owner.Name;Amount;Contacts\r\nPlain;"Ann ""the"" Boss, Ltd";-1.5;\r\n/);
    assert.match(written('csv', { delimiter: '\t' }), /^Name\tOwner.Name\t/);
  });

  it('writes JSON without attributes', () => {
    const expected = [
      { Name: 'Plain', Owner: { Name: 'Ann "the" Boss, Ltd' }, Amount: -1.5, Contacts: null },
      { Name: '=1+1', Owner: null, Amount: null, Contacts: { totalSize: 2, done: true, records: [] } },
    ];
    assert.deepEqual(JSON.parse(written('json')), expected);
    assert.deepEqual(
      written('ndjson')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)),
      expected,
    );
  });

  it('writes a result without rows', () => {
    assert.equal(written('csv', {}, []), 'Name,Owner.Name,Amount,Contacts\r\n');
    assert.deepEqual(JSON.parse(written('json', {}, [])), []);
    assert.equal(written('ndjson', {}, []), '');
  });

  it('writes CSV that reads back as what it was, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '=', "'", '\t', 'é') });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), names => {
        const csv = written(
          'csv',
          { guardFormulas: false },
          names.map(Name => ({ Name })),
        );
        const [, ...read] = parse(csv, { record_delimiter: '\r\n' });
        assert.deepEqual(
          read.map(([name]: string[]) => name),
          names,
        );
      }),
    );
  });

  it('starts no cell as a formula when it guards', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (first, rest) => {
        const [, [name]] = parse(written('csv', {}, [{ Name: first + rest }]), { record_delimiter: '\r\n' }) as [
          unknown,
          [string],
        ];
        assert.equal(name, `'${first}${rest}`);
      }),
    );
  });
});
